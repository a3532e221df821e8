import type { PageWanted } from "@/lib/batches/queries";
import type { OperatorPermission } from "@/lib/catalog";
import type { OperatorContext, PersonContext } from "@/lib/context";
import { samePlan, sql } from "@/lib/db";
import { bare, patternOf } from "@/lib/find-text";
import type { CompanyStatus, Country } from "@/lib/generated/prisma/enums";
import type { Sort } from "@/lib/sorting";

/** What a person may do at the operator's desk; nothing for whoever is not of the platform. Afterwards no tenant is served. */
export async function deskOf({ tx, user }: PersonContext): Promise<OperatorPermission[]> {
  const [member] = await tx.$queryRaw<{ tenant: number; profile: number }[]>`${samePlan}
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
           (SELECT count(*)::int FROM doubts()) AS doubts,
           (SELECT count(*)::int FROM message WHERE answered_at IS NULL) AS messages`;
  return row ?? { companies: 0, changes: 0, doubts: 0, messages: 0 };
}

export type CompanyRow = {
  code: string;
  name: string;
  taxId: string;
  country: Country;
  status: CompanyStatus;
  products: number;
};

export const companySorts = ["codigo", "nombre", "estado"] as const;
const inOrder = { codigo: sql`t.code`, nombre: sql`t.name`, estado: sql`c.status` } as const;

/** The companies on the register, by name unless another order is asked for. */
export async function listCompanies(
  { tx }: OperatorContext,
  { text, sort, page, size }: { text: string | null; sort: Sort<(typeof companySorts)[number]> | null } & PageWanted,
) {
  const pattern = text === null ? null : patternOf(text);
  const where = sql`${pattern}::text IS NULL OR ${bare(sql`t.name`)} LIKE ${pattern} OR lower(t.code) LIKE ${pattern} OR c.tax_id LIKE ${pattern}`;
  const way = sort?.down ? sql`DESC` : sql`ASC`;
  const rows = await tx.$queryRaw<CompanyRow[]>`
    SELECT t.code, t.name, c.tax_id AS "taxId", c.country::text AS country, c.status::text AS status,
           (SELECT count(*)::int FROM product p WHERE p.tenant_id = t.id) AS products
      FROM company c JOIN tenant t ON t.id = c.tenant_id WHERE ${where}
     ORDER BY ${inOrder[sort?.by ?? "nombre"]} ${way}, t.id LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM company c JOIN tenant t ON t.id = c.tenant_id WHERE ${where}`;
  return { rows, total: count?.total ?? 0, page, size };
}
