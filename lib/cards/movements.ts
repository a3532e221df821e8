import type { Context } from "@/lib/context";

export type CardMovement = {
  id: bigint;
  at: Date;
  /** What kind of entry moved the money, as the ledger calls it. */
  kind: string;
  /** The lot or the instruction that it is of, by its number. */
  reference: string | null;
  /** Positive came onto the card, negative went off it. */
  cents: bigint;
  balanceCents: bigint;
};

/** A card's movements, the newest first, each with what stood on the card after it; one more than `size` tells that there are more. */
export async function listCardMovements(
  ctx: Context,
  reference: string,
  { size, skip }: { size: number; skip: number },
): Promise<CardMovement[]> {
  const { tx, company, product } = ctx;
  return tx.$queryRaw<CardMovement[]>`
    WITH own AS MATERIALIZED (
      SELECT a.id, a.balance_cents, c.id AS card FROM card c JOIN account a ON a.card_id = c.id
       WHERE c.tenant_id = ${company.id} AND c.product_id = ${product.id} AND c.reference = ${reference}),
    moved AS (
      SELECT t.id, t.entry_id, CASE WHEN t.credit = own.id THEN t.cents ELSE -t.cents END AS cents
        FROM own JOIN transfer t ON greatest(t.debit, t.credit) = own.id WHERE t.tenant_id = ${company.id}),
    told AS (
      SELECT m.*, own.balance_cents - coalesce(sum(m.cents) OVER (ORDER BY m.id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS after
        FROM moved m CROSS JOIN own ORDER BY m.id DESC LIMIT ${size} OFFSET ${skip})
    SELECT m.id, e.posted_at AS at, e.kind, m.cents, m.after::bigint AS "balanceCents", b.number AS reference
      FROM told m JOIN ledger_entry e ON e.tenant_id = ${company.id} AND e.id = m.entry_id
      LEFT JOIN batch b ON b.tenant_id = e.tenant_id AND b.id = CASE WHEN e.kind = 'batch.page' THEN split_part(e.key, ':', 2)::bigint END
     ORDER BY m.id DESC`;
}
