import type { Context } from "@/lib/context";

/** What moved a card's money, by the kinds of the ledger's entries. */
const kinds = {
  opening: "opening",
  "batch.page": "batch",
  "card.credit": "credit",
  "card.creditReversed": "creditReversed",
  "card.debit": "debit",
  "card.debitReversed": "debitReversed",
  "card.replace": "replace",
} as const;
export type MovementKind = (typeof kinds)[keyof typeof kinds];

export type CardMovement = {
  id: bigint;
  at: Date;
  kind: MovementKind;
  /** The lot that it is of, or what was asked, by its number. */
  lot: string | null;
  instruction: string | null;
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
  const rows = await tx.$queryRaw<(Omit<CardMovement, "kind"> & { kind: keyof typeof kinds })[]>`
    WITH own AS MATERIALIZED (
      SELECT a.id, a.balance_cents, c.id AS card FROM card c JOIN account a ON a.card_id = c.id
       WHERE c.tenant_id = ${company.id} AND c.product_id = ${product.id} AND c.reference = ${reference}),
    moved AS (
      SELECT t.id, t.entry_id, CASE WHEN t.credit = own.id THEN t.cents ELSE -t.cents END AS cents
        FROM own JOIN transfer t ON greatest(t.debit, t.credit) = own.id WHERE t.tenant_id = ${company.id}
      UNION ALL
      -- To the card that replaced it: of the two accounts the other is the later one.
      SELECT t.id, t.entry_id, -t.cents
        FROM own JOIN instruction i ON i.card_id = own.card AND i.replaced_by IS NOT NULL JOIN account next ON next.card_id = i.replaced_by
        JOIN transfer t ON greatest(t.debit, t.credit) = next.id WHERE t.tenant_id = ${company.id} AND t.debit = own.id),
    told AS (
      SELECT m.*, own.balance_cents - coalesce(sum(m.cents) OVER (ORDER BY m.id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS after
        FROM moved m CROSS JOIN own ORDER BY m.id DESC LIMIT ${size} OFFSET ${skip})
    SELECT m.id, e.posted_at AS at, e.kind, m.cents, m.after::bigint AS "balanceCents", b.number AS lot, i.number AS instruction
      FROM told m JOIN ledger_entry e ON e.tenant_id = ${company.id} AND e.id = m.entry_id
      LEFT JOIN batch b ON b.tenant_id = e.tenant_id AND b.id = CASE WHEN e.kind = 'batch.page' THEN split_part(e.key, ':', 2)::bigint END
      LEFT JOIN instruction i ON i.tenant_id = e.tenant_id AND i.id = CASE WHEN e.key LIKE 'instruction:%' THEN split_part(e.key, ':', 2)::bigint END
     ORDER BY m.id DESC`;
  return rows.map((row) => ({ ...row, kind: kinds[row.kind] }));
}
