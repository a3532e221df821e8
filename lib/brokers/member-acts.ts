import { requireGerencial, teamMemberFor } from "@/lib/brokers/member-acting";
import { type MemberAct, memberObstacle, refusalOf } from "@/lib/brokers/member-rules";
import { isMailHeld, type TeamMember, updateTeamStanding } from "@/lib/brokers/member-store";
import { beyond, type Holding } from "@/lib/brokers/rules";
import type { MemberNamed } from "@/lib/brokers/schema";
import type { BrokerContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { inOnePlace } from "@/lib/people/one-place";

/** Somebody on whom this can be done now, as they were seen. Refuses what `teamMemberFor` and `memberObstacle` refuse, and member.changed. */
export async function actableMember(
  ctx: BrokerContext,
  act: MemberAct,
  { persona, version }: MemberNamed,
): Promise<{ own: Holding; member: TeamMember }> {
  const { own, member } = await teamMemberFor(ctx, persona);
  const why = memberObstacle(act, member) ?? (act === "enable" ? beyondToEnable(ctx, own, member) : null);
  if (why) throw why;
  if (member.version !== version) throw new DomainError("member.changed");
  return { own, member };
}

/** Letting somebody in again gives them all that they had: it must be within what whoever does it has. */
export const beyondToEnable = ({ broker }: BrokerContext, own: Holding, member: TeamMember): DomainError | null =>
  refusalOf(beyond(own, member), broker.name);

/** Lets somebody out: they are so at their next request, and whoever is left in nothing has no session and no clave lent. Refuses as `actableMember`, and member.lastGerencial. */
export async function disableMember(ctx: BrokerContext, input: MemberNamed): Promise<void> {
  const { member } = await actableMember(ctx, "disable", input);
  if (!(await updateTeamStanding(ctx, member, "INACTIVE"))) throw new DomainError("member.changed");
  await ctx.tx.$executeRaw`SELECT person_left(${member.userId})`;
  await requireGerencial(ctx);
  await ctx.audit("brokeruser.disabled", member.username, { before: member.standing, after: "INACTIVE" });
}

/**
 * Lets somebody in again, within the ceiling of whoever does it; who had not come in yet is invited anew. Refuses as `actableMember`, and
 * member.mailPassed: whoever was out has left their mail to others.
 */
export async function enableMember(ctx: BrokerContext, input: MemberNamed): Promise<void> {
  const { member } = await actableMember(ctx, "enable", input);
  if (await isMailHeld(ctx, member.mail, { membership: member.id }))
    throw new DomainError("member.mailPassed", { broker: ctx.broker.name });
  if (!(await updateTeamStanding(ctx, member, "ACTIVE"))) throw new DomainError("member.changed");
  const [{ standing } = { standing: "ACTIVE" }] = await ctx.tx.$queryRaw<{ standing: string }[]>`
    SELECT standing::text AS standing FROM membership WHERE tenant_id = ${ctx.broker.id} AND id = ${member.id}`;
  if (standing === "INVITED") await ctx.tx.$executeRaw`SELECT invitation_mail(${member.userId})`;
  await ctx.audit("brokeruser.enabled", member.username, { before: "INACTIVE", after: standing });
}

/** Has an invitation mailed again, with a clave of its own; the one before opens nothing any more. Refuses as `actableMember`. */
export async function inviteMemberAgain(ctx: BrokerContext, input: MemberNamed): Promise<void> {
  const { member } = await actableMember(ctx, "invite", input);
  await ctx.tx.$executeRaw`SELECT invitation_mail(${member.userId})`;
  await ctx.audit("brokeruser.invitedAgain", member.username);
}

/** Starts a reset: the worker makes a clave that opens once within thirty minutes and mails it to its person alone. Refuses as `actableMember`. */
export async function resetMember(ctx: BrokerContext, input: MemberNamed): Promise<void> {
  const { member } = await actableMember(ctx, "reset", input);
  await inOnePlace("member.several", ctx.tx.$executeRaw`SELECT person_reset(${member.userId})`);
  await ctx.audit("brokeruser.resetStarted", member.username);
}
