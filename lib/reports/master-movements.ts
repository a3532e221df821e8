import { z } from "zod";
import { searchPatterns } from "@/lib/companies/rules";
import type { Context } from "@/lib/context";
import { join, sql } from "@/lib/db";
import { masterMovementKinds } from "@/lib/ledger/rules";
import type { Found, MoneyOverTime, Report, RowsWanted, Sql } from "@/lib/reports/report";
import { stepOver } from "@/lib/reports/rules";
import { askedAmount, askedChoice, askedDay, askedWords, searchMax } from "@/lib/reports/schema";

const criteria = z
  .object({
    desde: askedDay,
    hasta: askedDay,
    tipo: askedChoice(masterMovementKinds),
    buscar: askedWords,
    minimo: askedAmount,
    maximo: askedAmount,
  })
  .refine(({ desde, hasta }) => !desde || !hasta || desde <= hasta, "report.backwards")
  .refine(({ minimo, maximo }) => minimo === null || maximo === null || minimo <= maximo, "report.amounts");
type Asked = z.infer<typeof criteria>;

/** Reportes > Cuenta maestra: the movements of a product's master account, the newest first. */
export const masterReport: Report<Asked> = {
  name: "cuenta-maestra",
  noun: "masterreport",
  words: "master",
  criteria,
  fields: [
    { kind: "days", from: "desde", to: "hasta" },
    { kind: "choice", name: "tipo", codes: masterMovementKinds, of: "kinds" },
    { kind: "search", name: "buscar", most: searchMax },
    { kind: "amounts", from: "minimo", to: "maximo" },
  ],
  key: sql`m.number`,
  columns: [
    { key: "at", kind: "time", width: 26, sql: sql`m.at` },
    { key: "kind", kind: "choice", width: 30, codes: masterMovementKinds, of: "kinds", sql: sql`m.kind` },
    { key: "reference", kind: "text", width: 20, sql: sql`m.reference` },
    { key: "order", kind: "text", width: 18, sql: sql`m.order_number` },
    { key: "description", kind: "text", width: 40, sql: sql`m.description` },
    { key: "amount", kind: "money", width: 20, signed: true, sql: sql`m.cents` },
    { key: "balance", kind: "money", width: 20, sql: sql`m.balance_cents` },
  ],
  find,
  chart,
};

/** The sums that stand at a movement: of the account up to it, and of one kind. */
type Sums = {
  number: bigint;
  balance: bigint;
  credited: bigint;
  kindNumber: bigint;
  kindCents: bigint;
  kindCredited: bigint;
};
type Ends = { account: bigint; since: Sums; until: Sums };
const nothing: Sums = { number: 0n, balance: 0n, credited: 0n, kindNumber: 0n, kindCents: 0n, kindCredited: 0n };

// That it is no card's account says nothing new, but tells the planner how few they are (lib/home/statement.ts).
const isMaster = sql`a.kind = 'MASTER' AND a.card_id IS NULL`;
const fromDay = (day: string, { company }: Context) => sql`(${day}::date)::timestamp AT TIME ZONE ${company.timeZone}`;
const afterDay = (day: string, { company }: Context) =>
  sql`(${day}::date + 1)::timestamp AT TIME ZONE ${company.timeZone}`;

/** The last movement before a moment, or the last of all; and up to it the last of a kind. */
function lastBefore(moment: Sql | null, kind: string | null): Sql {
  const numbers = sql`jsonb_build_object('number', l.number::text, 'balance', l.balance_cents::text, 'credited', l.credited_cents::text`;
  const last = sql`SELECT m.* FROM master_movement m WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id
    ${moment === null ? sql`` : sql`AND m.at < ${moment}`} ORDER BY m.at DESC, m.id DESC LIMIT 1`;
  if (kind === null) return sql`(SELECT ${numbers}) FROM (${last}) l)`;
  return sql`(SELECT ${numbers}, 'kindNumber', k.kind_number::text, 'kindCents', k.kind_cents::text, 'kindCredited', k.kind_credited_cents::text)
    FROM (${last}) l LEFT JOIN LATERAL (SELECT m.* FROM master_movement m WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id
      AND m.kind = ${kind} AND m.number <= l.number ORDER BY m.number DESC LIMIT 1) k ON true)`;
}

async function endsOf(ctx: Context, { desde, hasta, tipo }: Asked): Promise<Ends> {
  const since = desde === null ? sql`NULL::jsonb` : lastBefore(fromDay(desde, ctx), tipo);
  const until = lastBefore(hasta === null ? null : afterDay(hasta, ctx), tipo);
  const rows = await ctx.tx.$queryRaw<{ account: bigint; since: Told; until: Told }[]>`
    SELECT a.id AS account, ${since} AS since, ${until} AS until FROM account a
     WHERE a.tenant_id = ${ctx.company.id} AND a.product_id = ${ctx.product.id} AND ${isMaster}`;
  const [row] = rows;
  return { account: row?.account ?? 0n, since: sumsOf(row?.since), until: sumsOf(row?.until) };
}

type Told = Partial<Record<keyof Sums, string | null>> | null | undefined;
const sumsOf = (told: Told): Sums =>
  Object.fromEntries(Object.keys(nothing).map((key) => [key, BigInt(told?.[key as keyof Sums] ?? 0)])) as Sums;

async function find(ctx: Context, asked: Asked): Promise<Found> {
  const { since, until, account } = await endsOf(ctx, asked);
  const { tipo } = asked;
  const base = sql`m.tenant_id = ${ctx.company.id} AND m.account_id = ${account}`;
  const more = furtherOf(asked);
  const kind = tipo === null ? sql`` : sql` AND m.kind = ${tipo}`;
  const within = sql`${base}${kind} AND m.number > ${since.number} AND m.number <= ${until.number}`;
  const sums = more
    ? await summed(ctx, sql`${within}${more}`)
    : tipo === null
      ? everySum(since, until)
      : kindSum(since, until);
  const rows = ({ behind, skip, size }: RowsWanted): Sql => {
    // Behind so many from the newest on: where that is, is known, and nothing is walked over.
    const passed = more ? 0n : BigInt(skip);
    const [order, place] =
      tipo !== null && behind === null && !more
        ? [
            sql`m.kind_number`,
            sql`m.kind_number > ${since.kindNumber} AND m.kind_number <= ${until.kindNumber - passed}`,
          ]
        : [sql`m.number`, sql`m.number > ${since.number} AND m.number <= ${until.number - passed}`];
    const after = behind === null ? sql`` : sql` AND m.number < ${BigInt(behind)}`;
    return sql`FROM master_movement m WHERE ${base}${kind} AND ${place}${after}${more ?? sql``}
      ORDER BY ${order} DESC LIMIT ${size} OFFSET ${more ? skip : 0}`;
  };
  const totals = [
    { key: "opening", cents: since.balance },
    { key: "credits", cents: sums.credits },
    { key: "debits", cents: -sums.debits },
    { key: "closing", cents: until.balance },
  ];
  return { count: sums.count, totals, rows };
}

type Total = { count: number; credits: bigint; debits: bigint };

const everySum = (since: Sums, until: Sums): Total => {
  const credits = until.credited - since.credited;
  return { count: Number(until.number - since.number), credits, debits: credits - (until.balance - since.balance) };
};

const kindSum = (since: Sums, until: Sums): Total => {
  const credits = until.kindCredited - since.kindCredited;
  return {
    count: Number(until.kindNumber - since.kindNumber),
    credits,
    debits: credits - (until.kindCents - since.kindCents),
  };
};

/** What no sum stands ready for. */
function furtherOf({ buscar, minimo, maximo }: Asked): Sql | null {
  const conditions = [
    ...(buscar === null ? [] : [sql`m.words LIKE ALL (${searchPatterns(buscar, 1)}::text[])`]),
    ...(minimo === null ? [] : [sql`abs(m.cents) >= ${minimo}`]),
    ...(maximo === null ? [] : [sql`abs(m.cents) <= ${maximo}`]),
  ];
  return conditions.length === 0 ? null : sql` AND ${join(conditions, " AND ")}`;
}

async function summed({ tx }: Context, where: Sql): Promise<Total> {
  const [row] = await tx.$queryRaw<{ count: bigint; credits: bigint; debits: bigint }[]>`
    SELECT count(*) AS count, coalesce(sum(m.cents) FILTER (WHERE m.cents > 0), 0)::bigint AS credits,
           coalesce(-sum(m.cents) FILTER (WHERE m.cents < 0), 0)::bigint AS debits FROM master_movement m WHERE ${where}`;
  return { count: Number(row?.count ?? 0), credits: row?.credits ?? 0n, debits: row?.debits ?? 0n };
}

/** The account's balance at its days' ends, whatever of its movements is asked for: up to today, from its first movement on. */
async function chart(ctx: Context, { desde, hasta }: Asked): Promise<MoneyOverTime | null> {
  const { company, product, tx } = ctx;
  const [ends] = await tx.$queryRaw<
    { account: bigint; first: string; last: string; days: number; before: bigint | null }[]
  >`
    SELECT e.*, e.last::date - e.first::date AS days,
           CASE WHEN e.first = ${desde} THEN coalesce((SELECT m.balance_cents FROM master_movement m WHERE m.tenant_id = ${company.id} AND m.account_id = e.account
             AND m.at < (e.first::date)::timestamp AT TIME ZONE ${company.timeZone} ORDER BY m.at DESC, m.id DESC LIMIT 1), 0) END AS before
      FROM (SELECT a.id AS account, greatest(f.day, coalesce(${desde}::date, f.day))::text AS first,
                   least((app_now() AT TIME ZONE ${company.timeZone})::date, coalesce(${hasta}::date, '9999-12-30'))::text AS last
              FROM account a
              CROSS JOIN LATERAL (SELECT (m.at AT TIME ZONE ${company.timeZone})::date AS day FROM master_movement m
                                   WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id ORDER BY m.at, m.id LIMIT 1) f
             WHERE a.tenant_id = ${company.id} AND a.product_id = ${product.id} AND ${isMaster}) e`;
  if (!ends || ends.days < 0) return null;
  const days = await tx.$queryRaw<{ day: string; cents: bigint }[]>`
    SELECT d.day::text AS day, coalesce(m.balance_cents, 0) AS cents
      FROM (SELECT g::date AS day FROM generate_series(${ends.first}::date::timestamp, ${ends.last}::date::timestamp, ${stepOver(ends.days)}::interval) g
            UNION SELECT ${ends.last}::date) d
      LEFT JOIN LATERAL (SELECT m.balance_cents FROM master_movement m WHERE m.tenant_id = ${company.id} AND m.account_id = ${ends.account}
         AND m.at < (d.day + 1)::timestamp AT TIME ZONE ${company.timeZone} ORDER BY m.at DESC, m.id DESC LIMIT 1) m ON true
     ORDER BY d.day`;
  return { before: ends.before, days };
}
