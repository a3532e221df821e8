import {
  type BankAccountKind,
  type BankMovementKind,
  isStale,
  type LookStanding,
  movementViews,
  standingOf,
} from "@/lib/bank/rules";
import type { MovementSearch } from "@/lib/bank/schema";
import { listAccountNumbers, noteAsked } from "@/lib/bank/store";
import type { CompanyContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { bare, patternOf } from "@/lib/find-text";
import type { Currency } from "@/lib/money";
import { addJob } from "@/lib/queue";
import { accountNames } from "@/lib/registers/names";

/** An account at the bank as it was last told of; without figures until it was. */
export type BankAccount = {
  number: string;
  name: string | null;
  askedAt: Date;
  answeredAt: Date | null;
  failedAt: Date | null;
  figures: {
    kind: BankAccountKind;
    currency: Currency;
    availableCents: bigint;
    heldCents: bigint;
    currentCents: bigint;
  } | null;
};

type Row = Pick<BankAccount, "askedAt" | "answeredAt" | "failedAt"> &
  Partial<NonNullable<BankAccount["figures"]>> & { account: string };

/**
 * The company's accounts at the bank, the one in use first, as they were last told of. Whoever looks asks for what is older than a
 * minute: a job of this transaction, one for an account however many look.
 */
export async function lookAtAccounts(ctx: CompanyContext): Promise<BankAccount[]> {
  const accounts = await listAccounts(ctx);
  for (const one of accounts) {
    if (one.askedAt.getTime() > 0 && !isStale(one.askedAt, ctx.now)) continue;
    if (await noteAsked(ctx, one.number)) {
      const key = `refresh-bank-account:${ctx.company.id}:${one.number}`;
      await addJob(ctx, "refresh-bank-account", { account: one.number }, { key, triesMax: 3 });
      one.askedAt = ctx.now;
    }
  }
  return accounts;
}

/** The same without asking. */
async function listAccounts(ctx: CompanyContext): Promise<BankAccount[]> {
  const numbers = await listAccountNumbers(ctx);
  const names = await accountNames(ctx);
  const rows = await ctx.tx.$queryRaw<Row[]>`
    SELECT account, asked_at AS "askedAt", answered_at AS "answeredAt", failed_at AS "failedAt", kind, currency,
           available_cents AS "availableCents", held_cents AS "heldCents", current_cents AS "currentCents"
      FROM bank_balance WHERE tenant_id = ${ctx.company.id} AND account = ANY(${numbers}::text[])`;
  const known = new Map(rows.map((row) => [row.account, row]));
  return numbers.map((number) => accountOf(number, names.get(number) ?? null, known.get(number)));
}

function accountOf(number: string, name: string | null, row: Row | undefined): BankAccount {
  const { kind, currency, availableCents, heldCents, currentCents } = row ?? {};
  const told =
    kind && currency && availableCents !== undefined && heldCents !== undefined && currentCents !== undefined;
  return {
    number,
    name,
    askedAt: row?.askedAt ?? new Date(0),
    answeredAt: row?.answeredAt ?? null,
    failedAt: row?.failedAt ?? null,
    figures: told ? { kind, currency, availableCents, heldCents, currentCents } : null,
  };
}

/** The master account of a product that this person works on. */
export type MasterAccount = { code: string; name: string; currency: Currency; balanceCents: bigint };

/** The master accounts of the company's products that this person works on. */
export async function listMasters({ tx, company, actor }: CompanyContext): Promise<MasterAccount[]> {
  return tx.$queryRaw<MasterAccount[]>`
    SELECT p.code, coalesce(n.name, p.name) AS name, p.currency::text AS currency, a.balance_cents AS "balanceCents"
      FROM membership m
      JOIN product p ON p.tenant_id = m.tenant_id AND (m.all_products OR EXISTS (
        SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = p.id))
      JOIN account a ON a.tenant_id = p.tenant_id AND a.product_id = p.id AND a.kind = 'MASTER' AND a.card_id IS NULL
      LEFT JOIN own_name n ON n.tenant_id = p.tenant_id AND n.kind = 'PRODUCT' AND n.subject = p.code
     WHERE m.tenant_id = ${company.id} AND m.id = ${actor.membershipId} ORDER BY p.code`;
}

export type BankMovement = {
  number: bigint;
  at: Date;
  kind: BankMovementKind;
  cents: bigint;
  balanceCents: bigint;
  reference: string;
  description: string;
};

/** So many movements are counted, and no more. */
export const movementsCountedMax = 10_000;

/** A page of an account's movements, the newest first, with how many there are: more than `movementsCountedMax` are not counted. */
export async function listBankMovements(
  ctx: CompanyContext,
  account: string,
  search: MovementSearch,
  { page, size }: { page: number; size: number },
): Promise<{ rows: BankMovement[]; total: number; more: boolean; page: number }> {
  const { tx, company } = ctx;
  const where = whereOf(ctx, account, search);
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM bank_movement m WHERE ${where} LIMIT ${movementsCountedMax + 1}) counted`;
  const total = Math.min(count?.total ?? 0, movementsCountedMax);
  const shown = Math.min(page, Math.max(1, Math.ceil(total / size)));
  // Numbers have no gap: a page of all of them is a stretch of the index, wherever it is.
  const whole = search.view === "detalles" && !search.from && !search.to && !search.text;
  const skip = (shown - 1) * size;
  const stretch = whole
    ? sql`AND m.number <= (SELECT max(l.number) FROM bank_movement l WHERE l.tenant_id = ${company.id} AND l.account = ${account}) - ${skip}::int`
    : sql``;
  const rows = await tx.$queryRaw<BankMovement[]>`
    SELECT m.number, m.at, m.kind, m.cents, m.balance_cents AS "balanceCents", m.reference, m.description
      FROM bank_movement m WHERE ${where} ${stretch} ORDER BY m.number DESC LIMIT ${size} OFFSET ${whole ? 0 : skip}`;
  return { rows, total, more: (count?.total ?? 0) > movementsCountedMax, page: shown };
}

function whereOf({ company }: CompanyContext, account: string, { view, from, to, text }: MovementSearch) {
  const zone = company.timeZone;
  const pattern = text === null ? null : patternOf(text);
  return sql`m.tenant_id = ${company.id} AND m.account = ${account} AND m.kind = ANY(${[...movementViews[view]]}::text[])
    AND (${from}::date IS NULL OR m.at >= ${from}::date::timestamp AT TIME ZONE ${zone})
    AND (${to}::date IS NULL OR m.at < (${to}::date + 1)::timestamp AT TIME ZONE ${zone})
    AND (${pattern}::text IS NULL OR ${bare(sql`m.description`)} LIKE ${pattern} OR ${bare(sql`m.reference`)} LIKE ${pattern})`;
}

/** How far each account is that was asked for, by its number: what a page follows. */
export async function listProgress(ctx: CompanyContext): Promise<{ number: string; status: LookStanding }[]> {
  const accounts = await listAccounts(ctx);
  return accounts.map((one) => ({ number: one.number, status: standingOf(one, ctx.now) }));
}
