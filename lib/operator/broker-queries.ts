import type { PageWanted } from "@/lib/batches/queries";
import type { OperatorContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { NotFound } from "@/lib/errors";
import { bare, patternOf } from "@/lib/find-text";
import type { CompanyStatus, Country } from "@/lib/generated/prisma/enums";
import type { Sort } from "@/lib/sorting";

export type BrokerRow = { code: string; name: string; taxId: string; country: Country; status: CompanyStatus };

export const brokerSorts = ["codigo", "nombre", "estado"] as const;
const inOrder = { codigo: sql`t.code`, nombre: sql`t.name`, estado: sql`b.status` } as const;

/** The brokers on the register, by name unless another order is asked for. */
export async function listBrokers(
  { tx }: OperatorContext,
  { text, sort, page, size }: { text: string | null; sort: Sort<(typeof brokerSorts)[number]> | null } & PageWanted,
) {
  const pattern = text === null ? null : patternOf(text);
  const where = sql`${pattern}::text IS NULL OR ${bare(sql`t.name`)} LIKE ${pattern} OR lower(t.code) LIKE ${pattern} OR b.tax_id LIKE ${pattern}`;
  const way = sort?.down ? sql`DESC` : sql`ASC`;
  const rows = await tx.$queryRaw<BrokerRow[]>`
    SELECT t.code, t.name, b.tax_id AS "taxId", b.country::text AS country, b.status::text AS status
      FROM broker b JOIN tenant t ON t.id = b.tenant_id WHERE ${where}
     ORDER BY ${inOrder[sort?.by ?? "nombre"]} ${way}, t.id LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM broker b JOIN tenant t ON t.id = b.tenant_id WHERE ${where}`;
  return { rows, total: count?.total ?? 0, page, size };
}

export type RegisteredBroker = BrokerRow & {
  timeZone: string;
  suspendedAt: string | null;
  suspendReason: string | null;
  /** Who is in it. */
  people: number;
};

/** The registration of the broker being served. @throws NotFound where the tenant is none */
export async function findBroker({ tx, tenant }: OperatorContext): Promise<RegisteredBroker> {
  const [row] = await tx.$queryRaw<RegisteredBroker[]>`
    SELECT t.code, t.name, b.tax_id AS "taxId", b.country::text AS country, b.time_zone AS "timeZone", b.status::text AS status,
           to_json(b.suspended_at) #>> '{}' AS "suspendedAt", b.suspend_reason AS "suspendReason",
           (SELECT count(*)::int FROM membership m WHERE m.tenant_id = t.id AND m.status = 'ACTIVE') AS people
      FROM broker b JOIN tenant t ON t.id = b.tenant_id WHERE t.id = ${tenant.id}`;
  if (!row) throw new NotFound();
  return row;
}
