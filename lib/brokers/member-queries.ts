import { whyUntouchable } from "@/lib/brokers/member-acting";
import { beyondToEnable } from "@/lib/brokers/member-acts";
import { type MemberAct, memberObstacle } from "@/lib/brokers/member-rules";
import { readTeamMember, type TeamMember } from "@/lib/brokers/member-store";
import type { Holding } from "@/lib/brokers/rules";
import type { BrokerContext } from "@/lib/context";
import type { DomainError } from "@/lib/errors";

/** Somebody of the team. @throws NotFound whoever is none of it */
export const findTeamMember = (ctx: BrokerContext, username: string): Promise<TeamMember> =>
  readTeamMember(ctx, username);

/** Why whoever looks may not touch somebody at all; null where they may. */
export const whyNotMember = (ctx: BrokerContext, member: TeamMember): DomainError | null =>
  whyUntouchable(ctx, ctx.own, member);

/** Why this cannot be done to somebody now by whoever looks; null where it can. */
export function whyNotAct(ctx: BrokerContext, member: TeamMember, act: MemberAct): DomainError | null {
  const why = whyNotMember(ctx, member) ?? memberObstacle(act, member);
  return why ?? (act === "enable" ? beyondToEnable(ctx, ctx.own, member) : null);
}

/** A broker whose team somebody administers, with what they hold there. */
export type Administered = { code: string; name: string; own: Holding };

/** The brokers whose teams whoever looks administers, that of the page first. The transaction serves that one again afterwards. */
export async function listAdministered(ctx: BrokerContext): Promise<Administered[]> {
  const places = await ctx.tx.$queryRaw<{ code: string }[]>`
    SELECT code FROM own_places() WHERE kind = 'BROKER' AND NOT suspended AND 'admin-usuarios' = ANY (sections) AND code <> ${ctx.broker.code}`;
  const all: Administered[] = [{ code: ctx.broker.code, name: ctx.broker.name, own: ctx.own }];
  for (const { code } of places) {
    const { broker, own } = await ctx.serve(code);
    all.push({ code: broker.code, name: broker.name, own });
  }
  if (all.length > 1) await ctx.serve(ctx.broker.code);
  return all;
}

export type MemberEvent = {
  id: string;
  at: string;
  actor: string;
  event: string;
  data: { reference?: string; before?: unknown; after?: unknown; changed?: string[] };
};

/** What was done to somebody of the team last, the newest first. */
export async function listMemberEvents({ tx, broker }: BrokerContext, username: string): Promise<MemberEvent[]> {
  // The events are those of the index (20261127000030).
  return tx.$queryRaw<MemberEvent[]>`
    SELECT e.id::text AS id, to_json(e.at) #>> '{}' AS at, e.actor, e.event, e.data FROM audit_event e
     WHERE e.tenant_id = ${broker.id} AND e.subject = ${username} AND e.result = 'done'
       AND e.event IN ('brokeruser.created', 'brokeruser.modified', 'brokeruser.disabled', 'brokeruser.enabled', 'brokeruser.resetStarted',
         'brokeruser.invitedAgain', 'brokeruser.left', 'brokeruser.imported')
     ORDER BY e.id DESC LIMIT 20`;
}
