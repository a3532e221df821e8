import type { OperatorPermission } from "@/lib/catalog";
import type { OperatorContext, PersonContext } from "@/lib/context";

/** What a person may do at the operator's desk; nothing for whoever is not of the platform. Afterwards no tenant is served. */
export async function deskOf({ tx, user }: PersonContext): Promise<OperatorPermission[]> {
  const [member] = await tx.$queryRaw<{ tenant: number; profile: number }[]>`
    SELECT m.tenant_id AS tenant, m.profile_id AS profile FROM membership m JOIN tenant t ON t.id = m.tenant_id
     WHERE m.user_id = ${user.id} AND m.status = 'ACTIVE' AND t.kind = 'PLATFORM'`;
  if (!member) return [];
  await tx.$executeRaw`SELECT set_config('app.tenant', ${String(member.tenant)}, true)`;
  const rows = await tx.$queryRaw<{ permission: OperatorPermission }[]>`
    SELECT permission FROM profile_permission WHERE tenant_id = ${member.tenant} AND profile_id = ${member.profile}`;
  await tx.$executeRaw`SELECT set_config('app.tenant', '', true)`;
  return rows.map(({ permission }) => permission);
}

/** How much waits at the desk: changes to be decided by somebody else, payments in doubt, messages without an answer. */
export type DeskCounts = { companies: number; changes: number; doubts: number; messages: number };

export async function countDesk({ tx, user }: OperatorContext): Promise<DeskCounts> {
  const [row] = await tx.$queryRaw<DeskCounts[]>`
    SELECT (SELECT count(*)::int FROM company) AS companies,
           (SELECT count(*)::int FROM pending_change WHERE status = 'PENDING' AND proposed_by <> ${user.id}) AS changes,
           (SELECT count(*)::int FROM service_order WHERE status = 'IN_VERIFICATION') AS doubts,
           (SELECT count(*)::int FROM message WHERE answered_at IS NULL) AS messages`;
  return row ?? { companies: 0, changes: 0, doubts: 0, messages: 0 };
}
