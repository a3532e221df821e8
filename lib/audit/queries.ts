import type { PageWanted } from "@/lib/batches/queries";
import type { OperatorContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { bare, patternOf } from "@/lib/find-text";

export type TrailRow = {
  id: string;
  at: Date;
  actor: string;
  event: string;
  subject: string;
  result: "done" | "refused";
  address: string | null;
  requestId: string | null;
  /** What the event says besides, as it stands in the chain. */
  data: string;
};

export type TrailSearch = {
  text: string | null;
  result: "done" | "refused" | null;
  /** Days of the zone, AAAA-MM-DD, both included. */
  from: string | null;
  to: string | null;
};

/** Rows are counted so far and no further: more is "more than". */
export const trailCountMax = 10_000;

/** Events of the chain of the tenant being served, the newest first; who, what, about what and from where are searched. */
export async function listTrail(
  { tx, tenant }: OperatorContext,
  { text, result, from, to, timeZone, page: asked, size }: TrailSearch & { timeZone: string } & PageWanted,
) {
  const page = Math.min(asked, trailCountMax / size);
  const pattern = text === null ? null : patternOf(text);
  const where = sql`e.tenant_id = ${tenant.id}
     AND (${pattern}::text IS NULL OR ${bare(sql`e.actor`)} LIKE ${pattern} OR ${bare(sql`e.event`)} LIKE ${pattern}
       OR ${bare(sql`e.subject`)} LIKE ${pattern} OR e.address LIKE ${pattern} OR lower(e.request_id) LIKE ${pattern})
     AND (${result}::text IS NULL OR e.result = ${result})
     AND (${from}::date IS NULL OR e.at >= (${from}::date)::timestamp AT TIME ZONE ${timeZone})
     AND (${to}::date IS NULL OR e.at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone})`;
  const rows = await tx.$queryRaw<(Omit<TrailRow, "id"> & { id: bigint })[]>`
    SELECT e.id, e.at, e.actor, e.event, e.subject, e.result, e.address, e.request_id AS "requestId", e.data::text AS data
      FROM audit_event e WHERE ${where}
     ORDER BY e.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM audit_event e WHERE ${where} LIMIT ${trailCountMax + 1}) counted`;
  const total = count?.total ?? 0;
  return {
    rows: rows.map(({ id, ...row }): TrailRow => ({ ...row, id: id.toString() })),
    total: Math.min(total, trailCountMax),
    /** There are more than were counted. */
    more: total > trailCountMax,
    page,
    size,
  };
}
