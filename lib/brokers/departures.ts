import { countAnsweredFor, handOverBranches } from "@/lib/brokers/branches";
import { withdrawWaiting } from "@/lib/brokers/bulk-store";
import { requireGerencial } from "@/lib/brokers/member-acting";
import { actableMember } from "@/lib/brokers/member-acts";
import { type TeamMember, updateTeamDeparture } from "@/lib/brokers/member-store";
import type { LeaveTeam } from "@/lib/brokers/schema";
import { type DepartureFacts, departureReference } from "@/lib/brokers/shown";
import type { BrokerContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";

/** What would end now of somebody on whom whoever asks may act. */
export async function previewDeparture(ctx: BrokerContext, member: TeamMember): Promise<DepartureFacts> {
  const [row] = await ctx.tx.$queryRaw<{ facts: Omit<DepartureFacts, "withdrawn" | "handedOver"> | null }[]>`
    SELECT departure_facts(${member.userId}) AS facts`;
  if (!row?.facts) throw new NotFound();
  return { ...row.facts, withdrawn: await pendingOf(ctx, member), handedOver: await countAnsweredFor(ctx, member.id) };
}

/** How many files of theirs wait to be applied to this broker's team. */
async function pendingOf({ tx, broker }: BrokerContext, { id }: TeamMember): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM team_file WHERE tenant_id = ${broker.id} AND sent_by = ${id} AND status = 'READY' AND expires_at > app_now()`;
  return row?.n ?? 0;
}

/**
 * Somebody leaves, all at once: out of the team, sessions ended, what was lent void, token, passkeys and recovery codes gone (where they
 * belong nowhere else), drafts dropped, what they had pending withdrawn and what they answered for handed over. Answers the number of the receipt that
 * counts each. Refuses as `actableMember`, and member.heir, member.lastGerencial.
 */
export async function leaveTeam(ctx: BrokerContext, input: LeaveTeam): Promise<number> {
  const { member } = await actableMember(ctx, "leave", input);
  const heir = input.hereda === null ? null : await heirOf(ctx, member, input.hereda);
  const facts = await previewDeparture(ctx, member);
  const wasIn = member.standing !== "INACTIVE";
  if (!(await updateTeamDeparture(ctx, member))) throw new DomainError("member.changed");
  await requireGerencial(ctx);
  const withdrawn = await withdrawWaiting(ctx, member.id);
  const handedOver = await handOverBranches(ctx, member, heir);
  const [row] = await ctx.tx.$queryRaw<{ number: number }[]>`
    SELECT team_leave(${member.userId}, ${wasIn}, ${heir?.id ?? null}::int, ${withdrawn}::int, ${handedOver}::int) AS number`;
  const number = row?.number ?? 0;
  await ctx.audit("brokeruser.left", member.username, {
    before: member.standing,
    after: "INACTIVE",
    reference: departureReference(number),
    heir: heir?.username ?? null,
    ...facts,
    withdrawn,
    handedOver,
  });
  return number;
}

/** Whoever takes over: somebody else, active in the team. Refuses member.heir. */
async function heirOf(
  { tx, broker }: BrokerContext,
  leaver: TeamMember,
  username: string,
): Promise<{ id: number; username: string }> {
  const [heir] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM membership WHERE tenant_id = ${broker.id} AND person_username = ${username} AND standing = 'ACTIVE' AND id <> ${leaver.id}`;
  if (!heir) throw new DomainError("member.heir", {}, "hereda");
  return { id: heir.id, username };
}

/** The receipt of somebody's leaving. */
export type Departure = DepartureFacts & {
  number: number;
  username: string;
  name: string;
  madeAt: string;
  madeBy: string;
  madeByName: string;
  heir: string | null;
  heirName: string | null;
  wasIn: boolean;
};

/** @throws NotFound where that broker has none of that number, of that person */
export async function findDeparture(
  { tx, broker }: BrokerContext,
  username: string,
  number: number | null,
): Promise<Departure> {
  // Each name by its key: joined, all the people of the team would be looked at.
  const [row] = await tx.$queryRaw<Departure[]>`
    SELECT d.number, m.person_username AS username, (SELECT u.name FROM app_user u WHERE u.id = m.user_id) AS name, to_json(d.made_at) #>> '{}' AS "madeAt",
           a.person_username AS "madeBy", (SELECT u.name FROM app_user u WHERE u.id = a.user_id) AS "madeByName",
           h.person_username AS heir, (SELECT u.name FROM app_user u WHERE u.id = h.user_id) AS "heirName", d.was_in AS "wasIn", d.elsewhere,
           d.sessions, d.lent_keys AS "lentKeys", d.tokens, d.passkeys, d.recovery_codes AS "recoveryCodes", d.drafts, d.withdrawn,
           d.handed_over AS "handedOver"
      FROM team_departure d JOIN membership m ON m.tenant_id = d.tenant_id AND m.id = d.membership_id
      JOIN membership a ON a.tenant_id = d.tenant_id AND a.id = d.made_by
      LEFT JOIN membership h ON h.tenant_id = d.tenant_id AND h.id = d.heir_id
     WHERE d.tenant_id = ${broker.id} AND d.number = ${number} AND m.person_username = ${username}`;
  if (!row) throw new NotFound();
  return row;
}
