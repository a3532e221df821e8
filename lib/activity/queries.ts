import type { ChainContext } from "@/lib/activity/chain";
import type { Json } from "@/lib/activity/rules";
import type { ActivitySearch } from "@/lib/activity/schema";
import { trailCountMax } from "@/lib/audit/queries";
import type { PageWanted } from "@/lib/batches/queries";
import { join, sql } from "@/lib/db";
import { readPacked } from "@/lib/files/packed";

export type ActivityRow = {
  id: string;
  at: Date;
  actor: string;
  /** The person's name, where the actor is one of the company's or broker's people. */
  name: string | null;
  /** The name of whom it was done to, where that is somebody of a team. */
  subjectName: string | null;
  event: string;
  service: string | null;
  subject: string;
  result: "done" | "refused";
  address: string | null;
  requestId: string | null;
  /** Of a refusal: its code, and the product that was named. */
  code: string | null;
  product: string | null;
};

/** What is made of a row behind its query. */
type Said = "id" | "name" | "subjectName";

/** Events that a search finds: each condition is one of an index (20261125000014), and what is not asked is not said. */
function foundBy({ chain }: ChainContext, { person, whom, service, result, from, to }: ActivitySearch) {
  const { id, timeZone } = chain;
  return join(
    [
      sql`e.tenant_id = ${id}`,
      ...(person === null ? [] : [sql`e.actor = ${person}`]),
      // Written out as the index of what is done to a team's people has it (20261127000050).
      ...(whom === null ? [] : [sql`split_part(e.event, '.', 1) = 'brokeruser' AND e.subject = ${whom}`]),
      ...(service === null ? [] : [sql`e.service = ${service}`]),
      // Written out, so that the index of refusals alone is known to have them.
      ...(result === "refused" ? [sql`e.result = 'refused'`] : []),
      ...(result === "done" ? [sql`e.result = 'done'`] : []),
      ...(from === null ? [] : [sql`e.at >= (${from}::date)::timestamp AT TIME ZONE ${timeZone}`]),
      ...(to === null ? [] : [sql`e.at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}`]),
    ],
    " AND ",
  );
}

/** Activity of the chain, the newest first, by page; counted and turned so far and no further. */
export async function listActivity(ctx: ChainContext, search: ActivitySearch, { page: asked, size }: PageWanted) {
  const page = Math.min(asked, trailCountMax / size);
  const rows = await activityRows(ctx, search, { size, skip: (page - 1) * size });
  const total = await countActivity(ctx, search, trailCountMax);
  return {
    rows,
    total: Math.min(total, trailCountMax),
    /** There are more than were counted. */
    more: total > trailCountMax,
    page,
    size,
  };
}

/** So many events of a search behind so many others, the newest first. */
export async function activityRows(
  ctx: ChainContext,
  search: ActivitySearch,
  { size, skip }: { size: number; skip: number },
): Promise<ActivityRow[]> {
  // Which rows a page has is read in the index alone; the rows themselves, when it is known which.
  const rows = await ctx.tx.$queryRaw<(Omit<ActivityRow, Said> & { id: bigint })[]>`
    SELECT e.id, e.at, e.actor, e.event, e.service, e.subject, e.result, e.address, e.request_id AS "requestId",
           e.data->>'code' AS code, e.data->>'product' AS product
      FROM (SELECT e.at, e.id FROM audit_event e WHERE ${foundBy(ctx, search)} ORDER BY e.at DESC, e.id DESC LIMIT ${size} OFFSET ${skip}) found
      JOIN audit_event e ON e.tenant_id = ${ctx.chain.id} AND e.id = found.id
     ORDER BY found.at DESC, found.id DESC`;
  return named(ctx, rows);
}

/** How many a search finds; one more than `most` stands for all beyond. */
export async function countActivity(ctx: ChainContext, search: ActivitySearch, most: number): Promise<number> {
  const [count] = await ctx.tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM audit_event e WHERE ${foundBy(ctx, search)} LIMIT ${most + 1}) counted`;
  return count?.total ?? 0;
}

async function named<Row extends { id: bigint; actor: string; event: string; subject: string }>(
  ctx: ChainContext,
  rows: Row[],
): Promise<(Omit<Row, "id"> & Pick<ActivityRow, Said>)[]> {
  const isOfPerson = ({ event }: Row) => ctx.kind === "broker" && event.startsWith("brokeruser.");
  const names = await namesOf(ctx, [
    ...new Set(rows.flatMap((row) => [row.actor, ...(isOfPerson(row) ? [row.subject] : [])])),
  ]);
  return rows.map(({ id, ...row }) => ({
    ...row,
    id: id.toString(),
    name: names.get(row.actor) ?? null,
    subjectName: isOfPerson({ id, ...row } as Row) ? (names.get(row.subject) ?? null) : null,
  }));
}

async function namesOf({ tx, chain }: ChainContext, usernames: string[]): Promise<Map<string, string>> {
  if (usernames.length === 0) return new Map();
  const people = await tx.$queryRaw<{ username: string; name: string }[]>`
    SELECT u.username, coalesce(m.first_name || ' ' || m.last_name, u.name) AS name FROM app_user u JOIN membership m ON m.user_id = u.id AND m.tenant_id = ${chain.id}
     WHERE u.username = ANY(${usernames}::text[])`;
  return new Map(people.map(({ username, name }) => [username, name]));
}

export type ActivityEvent = ActivityRow & { data: string };

/** One event of the chain with all that it tells, or null. */
export async function findActivity(ctx: ChainContext, id: bigint): Promise<ActivityEvent | null> {
  const [row] = await ctx.tx.$queryRaw<(Omit<ActivityEvent, Said> & { id: bigint })[]>`
    SELECT e.id, e.at, e.actor, e.event, e.service, e.subject, e.result, e.address, e.request_id AS "requestId",
           e.data->>'code' AS code, e.data->>'product' AS product, e.data::text AS data
      FROM audit_event e WHERE e.tenant_id = ${ctx.chain.id} AND e.id = ${id}`;
  if (!row) return null;
  const [event] = await named(ctx, [row]);
  return event ?? null;
}

/** The newest event that there is now: an export begins there, and what is done meanwhile is not of it. */
export async function newestActivity({ tx, chain }: ChainContext): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ id: bigint | null }[]>`
    SELECT max(e.id) AS id FROM audit_event e WHERE e.tenant_id = ${chain.id}`;
  return row?.id ?? 0n;
}

/** So many events of a search, the newest first, from behind one on (null: from the newest that the export begins with). */
export async function partOfActivity(
  ctx: ChainContext,
  search: ActivitySearch,
  { until, behind, size }: { until: bigint; behind: string | null; size: number },
) {
  const { tx, chain } = ctx;
  const after =
    behind === null
      ? sql`e.id <= ${until}`
      : sql`e.id <= ${until} AND (e.at, e.id) < ((SELECT b.at FROM audit_event b WHERE b.tenant_id = ${chain.id} AND b.id = ${BigInt(behind)}), ${BigInt(behind)})`;
  const at = sql`e.at AT TIME ZONE ${chain.timeZone}`;
  const rest = [sql`e.event`, sql`e.subject`, sql`e.result`, sql`e.address`, sql`e.request_id`, sql`e.data`, sql`e.id`];
  const { rows, count, last } = await readPacked(
    tx,
    [at, sql`e.actor`, sql`e.service`, ...rest],
    sql`FROM audit_event e WHERE ${foundBy(ctx, search)} AND ${after} ORDER BY e.at DESC, e.id DESC LIMIT ${size}`,
  );
  return { events: eventsOf(rows), behind: count === size ? (last?.at(-1) ?? null) : null };
}

/** An event as an export reads it: what is not there is an empty text. */
export type ActivityRecord = {
  /** Local time. */
  at: string;
  actor: string;
  service: string;
  event: string;
  subject: string;
  result: "done" | "refused";
  address: string;
  request: string;
  data: Json;
};

function* eventsOf(rows: Iterable<string[]>): Generator<ActivityRecord> {
  for (const [
    at = "",
    actor = "",
    service = "",
    event = "",
    subject = "",
    result,
    address = "",
    request = "",
    data = "null",
  ] of rows)
    yield {
      at,
      actor,
      service,
      event,
      subject,
      result: result === "refused" ? result : "done",
      address,
      request,
      data: JSON.parse(data) as Json,
    };
}
