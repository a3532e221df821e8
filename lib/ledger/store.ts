import { assert } from "@/lib/assert";
import type { TenantContext } from "@/lib/context";
import type { AccountKind } from "@/lib/generated/prisma/enums";

/** Account ids of a product by kind, the cards' apart. */
export type ProductAccounts = Record<Exclude<AccountKind, "CARD">, bigint>;

/** Debits one account and credits another by whole cents; line = the lot's line it is for. */
export type Move = { debit: bigint; credit: bigint; cents: bigint; line?: number };

/** The product's own accounts. */
export async function accountsOf(ctx: TenantContext, productId: number): Promise<ProductAccounts> {
  // Written out, so that the index of these few serves: with the kind as a parameter all cards' accounts would be read.
  const rows = await ctx.tx.$queryRaw<{ id: bigint; kind: keyof ProductAccounts }[]>`
    SELECT id, kind::text AS kind FROM account WHERE tenant_id = ${ctx.company.id} AND product_id = ${productId} AND kind <> 'CARD'`;
  assert(rows.length === 5, "a product has its five accounts");
  return Object.fromEntries(rows.map((row) => [row.kind, row.id])) as ProductAccounts;
}

/** What an entry is of; every kind that the database knows. */
export type EntryKind =
  | "opening"
  | "order.payment"
  | "batch.page"
  | "master.fund"
  | "master.withdraw"
  | "master.withdrawReversed"
  | "card.credit"
  | "card.creditReversed"
  | "card.debit"
  | "card.debitReversed"
  | "card.replace";

/**
 * Posts one entry of several transfers; the database keeps the balances and refuses overdrafts.
 * Returns the entry, or null, having posted nothing, when one of this key is there already.
 */
export async function postEntry(
  ctx: TenantContext,
  entry: { kind: EntryKind; key: string },
  moves: readonly Move[],
): Promise<bigint | null> {
  const [row] = await ctx.tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO ledger_entry (tenant_id, kind, key) VALUES (${ctx.company.id}, ${entry.kind}, ${entry.key})
    ON CONFLICT (tenant_id, key) DO NOTHING RETURNING id`;
  if (!row) return null;
  await postMoves(ctx, row.id, moves);
  return row.id;
}

/** Transfers of an entry, posted together; those of no money are none. */
export async function postMoves(ctx: TenantContext, entry: bigint, moves: readonly Move[]): Promise<void> {
  const real = moves.filter((move) => move.cents > 0n);
  if (real.length === 0) return;
  await ctx.tx.$executeRaw`
    INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents, line)
    SELECT ${ctx.company.id}::int, ${entry}::bigint, m.debit, m.credit, m.cents, nullif(m.line, 0)
      FROM unnest(${real.map((move) => move.debit)}::bigint[], ${real.map((move) => move.credit)}::bigint[],
                  ${real.map((move) => move.cents)}::bigint[], ${real.map((move) => move.line ?? 0)}::int[]) AS m (debit, credit, cents, line)`;
}
