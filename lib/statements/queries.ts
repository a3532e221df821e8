import { listAccountNumbers } from "@/lib/bank/store";
import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import type { Currency } from "@/lib/money";
import { closedMonths, lastClosed, type StatementOf } from "@/lib/statements/rules";

/** A closed month of an account: what stood on it before, what came and went, what stood on it after. In whole cents. */
export type Statement = {
  of: StatementOf;
  month: string;
  currency: Currency;
  openingCents: bigint;
  creditsCents: bigint;
  debitsCents: bigint;
  closingCents: bigint;
  count: number;
};

/** A movement of a statement; `what` is its kind, of the master account's movements or of the bank's. */
export type StatementLine = {
  key: bigint;
  at: Date;
  what: string;
  reference: string;
  description: string;
  cents: bigint;
};

/** Which months of an account may be told of, the newest first. The bank's are told up to where its book was last read. */
export async function listClosedMonths(ctx: Context, of: StatementOf): Promise<string[]> {
  const known = await reachOf(ctx, of);
  return known ? closedMonths(known.first, known.until, ctx.company.timeZone) : [];
}

/** A closed month; null for one that is not over, not known yet, of before its first movement, or of an account that is not the company's. */
export async function findStatement(ctx: Context, of: StatementOf, month: string): Promise<Statement | null> {
  const known = await reachOf(ctx, of);
  if (!known || !closedMonths(known.first, known.until, ctx.company.timeZone).includes(month)) return null;
  const [sums] = await ctx.tx.$queryRaw<Pick<Statement, "openingCents" | "creditsCents" | "debitsCents" | "count">[]>`
    SELECT coalesce((SELECT m.balance FROM ${bookOf(ctx, of)} m WHERE m.at < ${startOf(ctx, month)} ORDER BY m.at DESC, m.key DESC LIMIT 1),
                    ${known.openingCents}::bigint) AS "openingCents",
           coalesce(sum(m.cents) FILTER (WHERE m.cents > 0), 0)::bigint AS "creditsCents",
           coalesce(-sum(m.cents) FILTER (WHERE m.cents < 0), 0)::bigint AS "debitsCents", count(*)::int AS count
      FROM ${bookOf(ctx, of)} m WHERE m.at >= ${startOf(ctx, month)} AND m.at < ${endOf(ctx, month)}`;
  if (!sums) return null;
  const closingCents = sums.openingCents + sums.creditsCents - sums.debitsCents;
  return { of, month, currency: known.currency, ...sums, closingCents };
}

/** The next movements of a month behind this one, oldest first. */
export async function partOfStatement(
  ctx: Context,
  { of, month }: Pick<Statement, "of" | "month">,
  { behind, size }: { behind: StatementLine | null; size: number },
): Promise<StatementLine[]> {
  const { tx, company } = ctx;
  const after = sql`(${behind?.at ?? new Date(0)}::timestamptz, ${behind?.key ?? 0n}::bigint)`;
  const page = sql`SELECT * FROM ${bookOf(ctx, of)} m WHERE m.at >= ${startOf(ctx, month)} AND m.at < ${endOf(ctx, month)}
    AND (m.at, m.key) > ${after} ORDER BY m.at, m.key LIMIT ${size}`;
  if (of.kind === "BANK")
    return tx.$queryRaw<StatementLine[]>`
      SELECT p.key, p.at, b.kind AS what, b.reference, b.description, p.cents FROM (${page}) p
        JOIN bank_movement b ON b.tenant_id = ${company.id} AND b.account = ${of.account} AND b.number = p.key ORDER BY p.at, p.key`;
  return tx.$queryRaw<StatementLine[]>`
    SELECT p.key, p.at, m.kind AS what, coalesce(m.reference, '') AS reference, coalesce(m.description, '') AS description, p.cents
      FROM (${page}) p JOIN master_movement m ON m.id = p.key ORDER BY p.at, p.key`;
}

/** All movements of an account as key, instant, cents and the balance after each. */
function bookOf({ company, product }: Context, of: StatementOf) {
  return of.kind === "BANK"
    ? sql`(SELECT b.number AS key, b.at, b.cents, b.balance_cents AS balance FROM bank_movement b
            WHERE b.tenant_id = ${company.id} AND b.account = ${of.account})`
    : sql`(SELECT m.id AS key, m.at, m.cents, m.balance_cents AS balance FROM master_movement m
            WHERE m.tenant_id = ${company.id} AND m.account_id = (SELECT a.id FROM account a
              WHERE a.tenant_id = ${company.id} AND a.product_id = ${product.id} AND a.kind = 'MASTER' AND a.card_id IS NULL))`;
}

const startOf = ({ company }: Context, month: string) =>
  sql`(${`${month}-01`}::date::timestamp AT TIME ZONE ${company.timeZone})`;
const endOf = ({ company }: Context, month: string) =>
  sql`((${`${month}-01`}::date + interval '1 month') AT TIME ZONE ${company.timeZone})`;

type Reach = { first: Date | null; until: string; currency: Currency; openingCents: bigint };

/** From which instant to which month an account is known, and what stood on it before; null for an account that is not theirs. */
async function reachOf(ctx: Context, of: StatementOf): Promise<Reach | null> {
  const { tx, company, product, now } = ctx;
  const told = of.kind === "BANK" ? await toldOf(ctx, of.account) : { at: now, currency: product.currency };
  if (!told) return null;
  const [first] = await tx.$queryRaw<{ at: Date; before: bigint }[]>`
    SELECT m.at, m.balance - m.cents AS before FROM ${bookOf(ctx, of)} m ORDER BY m.at, m.key LIMIT 1`;
  return {
    first: first?.at ?? null,
    openingCents: first?.before ?? 0n,
    until: lastClosed(told.at, company.timeZone),
    currency: told.currency,
  };
}

/** When the bank's book of an account was last read to its end. */
async function toldOf(ctx: Context, account: string): Promise<{ at: Date; currency: Currency } | null> {
  if (!(await listAccountNumbers(ctx)).includes(account)) return null;
  const [row] = await ctx.tx.$queryRaw<{ at: Date | null; currency: Currency | null }[]>`
    SELECT answered_at AS at, currency FROM bank_balance WHERE tenant_id = ${ctx.company.id} AND account = ${account}`;
  return row?.at && row.currency ? { at: row.at, currency: row.currency } : null;
}
