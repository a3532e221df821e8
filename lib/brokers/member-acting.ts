import { untouchable } from "@/lib/brokers/member-rules";
import { readTeamMember, type TeamMember } from "@/lib/brokers/member-store";
import type { Holding } from "@/lib/brokers/rules";
import { brokerPermissions } from "@/lib/catalog";
import type { BrokerContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/**
 * The turn of whoever administers a team: acts of one broker come one after another, so that what a rule looked at stays so until the act
 * is done, and who was let out or holds less by now acts by that. Answers what they hold.
 * @throws DomainError access.notAllowed
 */
export async function takeTeamTurn({ tx, broker, membershipId }: BrokerContext): Promise<Holding> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('administration'), ${broker.id}::int)::text AS held`;
  const [own] = await tx.$queryRaw<Holding[]>`
    SELECT m.role::text AS role, m.sections, m.downloads FROM membership m
     WHERE m.tenant_id = ${broker.id} AND m.id = ${membershipId} AND m.status = 'ACTIVE'`;
  if (!own || !brokerPermissions(own.sections).has("brokeruser.modify")) throw new DomainError("access.notAllowed");
  return own;
}

/** Why somebody may not be acted on by whoever holds this; null where they may. */
export function whyUntouchable({ user }: BrokerContext, own: Holding, member: TeamMember): DomainError | null {
  return member.userId === user.id ? new DomainError("people.self") : untouchable(own, member);
}

/**
 * Somebody of the team on whom whoever acts may act, and what the latter holds, in their turn.
 * @throws NotFound whoever is none of this broker's; DomainError people.self, member.rankTouched, access.notAllowed
 */
export async function teamMemberFor(
  ctx: BrokerContext,
  username: string,
): Promise<{ own: Holding; member: TeamMember }> {
  const own = await takeTeamTurn(ctx);
  const member = await readTeamMember(ctx, username);
  const why = whyUntouchable(ctx, own, member);
  if (why) throw why;
  return { own, member };
}

/** Whatever was done, an active Gerencial must be left. @throws DomainError `refusal` */
export async function requireGerencial(
  { tx, broker }: BrokerContext,
  refusal: "member.lastGerencial" | "teamFile.lastGerencial" = "member.lastGerencial",
): Promise<void> {
  const [row] = await tx.$queryRaw<{ left: boolean }[]>`SELECT is_administered(${broker.id}::int) AS left`;
  if (!row?.left) throw new DomainError(refusal);
}
