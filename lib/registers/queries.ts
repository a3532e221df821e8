import type { PageWanted } from "@/lib/batches/queries";
import type { CompanyContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { bare, patternOf } from "@/lib/find-text";

export type RegisterStatus = "ACTIVE" | "INACTIVE";
/** A branch by its code, or a third party by its document. */
export type Registered = { key: string; name: string; status: RegisterStatus; version: number; changedAt: Date };
type Wanted = PageWanted & { text: string | null; status: RegisterStatus | null };

/** The company's branches by code. */
export async function listBranches({ tx, company }: CompanyContext, { text, status, page, size }: Wanted) {
  const pattern = text === null ? null : patternOf(text);
  const where = sql`b.tenant_id = ${company.id} AND (${status}::text IS NULL OR b.status::text = ${status}::text)
    AND (${pattern}::text IS NULL OR ${bare(sql`b.name`)} LIKE ${pattern} OR lower(b.code) LIKE ${pattern})`;
  const rows = await tx.$queryRaw<Registered[]>`
    SELECT b.code AS key, b.name, b.status::text AS status, b.version, b.changed_at AS "changedAt" FROM branch b WHERE ${where}
     ORDER BY b.code LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM branch b WHERE ${where}`;
  return { rows, total: count?.total ?? 0, page, size };
}

/** The third parties that the company's lots name, by name. */
export async function listAffiliates({ tx, company }: CompanyContext, { text, status, page, size }: Wanted) {
  const pattern = text === null ? null : patternOf(text);
  const where = sql`a.tenant_id = ${company.id} AND (${status}::text IS NULL OR a.status::text = ${status}::text)
    AND (${pattern}::text IS NULL OR ${bare(sql`a.name`)} LIKE ${pattern} OR lower(a.document) LIKE ${pattern})`;
  const rows = await tx.$queryRaw<Registered[]>`
    SELECT a.document AS key, a.name, a.status::text AS status, a.version, a.changed_at AS "changedAt" FROM affiliate a WHERE ${where}
     ORDER BY a.name, a.document LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<
    { total: number }[]
  >`SELECT count(*)::int AS total FROM affiliate a WHERE ${where}`;
  return { rows, total: count?.total ?? 0, page, size };
}
