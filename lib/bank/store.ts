import type { BankAccountKind, BankMovementKind } from "@/lib/bank/rules";
import type { CompanyContext, TenantContext } from "@/lib/context";
import type { Currency } from "@/lib/money";

type Ctx = Pick<TenantContext, "tx" | "company">;

/** The accounts at the bank that the company may use now, the one in use first. */
export async function listAccountNumbers({ tx, company }: Ctx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ number: string }[]>`
    SELECT number FROM bank_account WHERE tenant_id = ${company.id} AND number <> ${company.bankAccount} ORDER BY number`;
  return [company.bankAccount, ...rows.map(({ number }) => number)];
}

/** Notes that an account is asked for now; false when somebody else noted it meanwhile. */
export async function noteAsked({ tx, company, now }: CompanyContext, account: string): Promise<boolean> {
  const noted = await tx.$executeRaw`
    INSERT INTO bank_balance (tenant_id, account, asked_at) VALUES (${company.id}, ${account}, ${now})
    ON CONFLICT (tenant_id, account) DO UPDATE SET asked_at = excluded.asked_at WHERE bank_balance.asked_at < excluded.asked_at - interval '1 second'`;
  return noted > 0;
}

export type Movement = {
  number: bigint;
  at: Date;
  kind: BankMovementKind;
  amountCents: bigint;
  balanceCents: bigint;
  reference: string;
  description: string;
};
export type LastMovement = Pick<Movement, "number" | "at" | "balanceCents">;

/** The last movement that is kept of an account; null when there is none. */
export async function findLastMovement({ tx, company }: Ctx, account: string): Promise<LastMovement | null> {
  const [row] = await tx.$queryRaw<LastMovement[]>`
    SELECT number, at, balance_cents AS "balanceCents" FROM bank_movement
     WHERE tenant_id = ${company.id} AND account = ${account} ORDER BY number DESC LIMIT 1`;
  return row ?? null;
}

/** Holds an account's book until the end of the transaction: what is added is added by one. */
export async function lockBook({ tx, company }: Ctx, account: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`bank_movement ${company.id} ${account}`}, 0))::text AS held`;
}

/** Adds movements, oldest first, each after the one before. */
export async function addMovements(
  { tx, company }: Ctx,
  account: string,
  movements: readonly Movement[],
): Promise<void> {
  const rows = movements.map((one) => ({
    ...one,
    number: one.number.toString(),
    amountCents: one.amountCents.toString(),
    balanceCents: one.balanceCents.toString(),
  }));
  await tx.$executeRaw`
    INSERT INTO bank_movement (tenant_id, account, number, at, kind, cents, balance_cents, reference, description)
    SELECT ${company.id}, ${account}, m.number, m.at, m.kind, m."amountCents", m."balanceCents", m.reference, m.description
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m (number bigint, at timestamptz, kind text, "amountCents" bigint, "balanceCents" bigint,
        reference text, description text) ORDER BY m.number`;
}

export type Balance = {
  kind: BankAccountKind;
  currency: Currency;
  availableCents: bigint;
  heldCents: bigint;
  currentCents: bigint;
};

/** What the bank said that an account holds. */
export async function keepBalance({ tx, company, now }: TenantContext, account: string, balance: Balance) {
  const { kind, currency, availableCents, heldCents, currentCents } = balance;
  await tx.$executeRaw`
    UPDATE bank_balance SET answered_at = ${now}, failed_at = NULL, failure = NULL, kind = ${kind}, currency = ${currency},
           available_cents = ${availableCents}, held_cents = ${heldCents}, current_cents = ${currentCents}
     WHERE tenant_id = ${company.id} AND account = ${account}`;
}

/** That nothing could be learnt of it, and why. */
export async function keepFailure({ tx, company, now }: TenantContext, account: string, failure: string) {
  await tx.$executeRaw`
    UPDATE bank_balance SET failed_at = ${now}, failure = ${failure} WHERE tenant_id = ${company.id} AND account = ${account}`;
}
