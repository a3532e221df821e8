import {
  addMovements,
  type Balance,
  findLastMovement,
  keepBalance,
  keepFailure,
  listAccountNumbers,
  lockBook,
  type Movement,
} from "@/lib/bank/store";
import { runAsSystem } from "@/lib/command";
import type { TenantContext } from "@/lib/context";
import type { Bank } from "@/lib/gateways/bank";
import type { Currency } from "@/lib/money";

export type RefreshDeps = { bank: Pick<Bank, "accountBalance" | "movements"> };

/** Of accounts that a company here may have. */
const currencies = ["COP", "PEN"] as const satisfies readonly Currency[];
/** So often balance and movements are asked for until they agree: money may move between the two questions. */
const roundsMax = 3;
/** Parts of movements that one job reads; what is left is read by the next that somebody asks for. */
const partsMax = 200;

/**
 * Job: asks the bank what an account holds and which movements came since the last that is kept, and keeps both. Moves no money, so it
 * leaves no trail; what could not be learnt is kept with its reason, and asked anew when somebody looks. An answer that does not follow
 * from what is kept is none.
 */
export async function refreshAccount({ bank }: RefreshDeps, tenantId: number, account: string): Promise<void> {
  const known = await runAsSystem(tenantId, (ctx) => listAccountNumbers(ctx));
  if (!known.includes(account)) return;
  const told = await ask(bank, tenantId, account);
  await runAsSystem(tenantId, (ctx) =>
    typeof told === "string" ? keepFailure(ctx, account, told) : keepBalance(ctx, account, told),
  );
}

/** What the account holds, once its movements are kept to the last; or why that could not be learnt. */
async function ask(bank: RefreshDeps["bank"], tenantId: number, account: string): Promise<Balance | string> {
  for (let round = 1; ; round += 1) {
    const balance = await bank.accountBalance(account);
    if (balance.kind !== "found") return balance.kind === "unknown" ? balance.detail : balance.kind;
    const read = await readMovements(bank, tenantId, account);
    if (typeof read === "string") return read;
    const currency = currencies.find((one) => one === balance.currency);
    if (!currency) return "unexpected";
    const { kind: _, accountKind: kind, ...held } = balance;
    const told = { ...held, kind, currency };
    if (read.endsAt === null || read.endsAt === held.currentCents) return told;
    // Where nothing moved, the two contradict each other.
    if (round === roundsMax) return read.added === 0 ? "mismatch" : told;
  }
}

type Read = { added: number; endsAt: bigint | null };

async function readMovements(bank: RefreshDeps["bank"], tenantId: number, account: string): Promise<Read | string> {
  let last = await runAsSystem(tenantId, (ctx) => findLastMovement(ctx, account));
  let added = 0;
  for (let part = 1; part <= partsMax; part += 1) {
    const got = await bank.movements(account, last?.number ?? 0n);
    if (got.kind !== "found") return got.kind === "unknown" ? got.detail : got.kind;
    const kept = await runAsSystem(tenantId, (ctx) => keep(ctx, account, got.movements));
    if (!kept) return "mismatch";
    added += got.movements.length;
    last = await runAsSystem(tenantId, (ctx) => findLastMovement(ctx, account));
    if (!got.more) return { added, endsAt: last?.balanceCents ?? null };
  }
  return "tooMany";
}

/** Adds what another job did not add meanwhile; false when it does not follow from what is kept. */
async function keep(ctx: TenantContext, account: string, movements: readonly Movement[]): Promise<boolean> {
  await lockBook(ctx, account);
  const last = await findLastMovement(ctx, account);
  const fresh = movements.filter(({ number }) => number > (last?.number ?? 0n));
  if (!follows(last, fresh)) return false;
  if (fresh.length > 0) await addMovements(ctx, account, fresh);
  return true;
}

/** Number after number, none earlier than the one before, each balance the one before with its movement. */
export function follows(
  last: Pick<Movement, "number" | "at" | "balanceCents"> | null,
  movements: readonly Movement[],
): boolean {
  let before = last;
  for (const one of movements) {
    if (one.number !== (before?.number ?? 0n) + 1n) return false;
    if (before && (one.at < before.at || one.balanceCents !== before.balanceCents + one.amountCents)) return false;
    before = one;
  }
  return true;
}
