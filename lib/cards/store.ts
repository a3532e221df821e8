import type { TenantContext } from "@/lib/context";

/** A card as the core made it: never its whole number. */
export type NewCard = {
  reference: string;
  bin: string;
  last4: string;
  token: string;
  fingerprint: string;
  document: string | null;
  holder: string | null;
};

/** Writes new active cards, each with its account at zero; returns account ids by card reference. */
export async function addCards(
  ctx: TenantContext,
  { productId, batchId }: { productId: number; batchId: bigint | null },
  cards: readonly NewCard[],
): Promise<Map<string, bigint>> {
  if (cards.length === 0) return new Map();
  const rows = await ctx.tx.$queryRaw<{ reference: string; account: bigint }[]>`
    WITH made AS (
      INSERT INTO card (tenant_id, product_id, reference, bin, last4, token, fingerprint, document, holder, status, batch_id)
      SELECT ${ctx.company.id}::int, ${productId}::int, n.reference, n.bin, n.last4, n.token, n.fingerprint, n.document, n.holder, 'ACTIVE', ${batchId}::bigint
        FROM jsonb_to_recordset(${JSON.stringify(cards)}::jsonb)
          AS n (reference text, bin text, last4 text, token text, fingerprint text, document text, holder text)
      RETURNING id, reference),
    opened AS (
      INSERT INTO account (tenant_id, product_id, kind, card_id) SELECT ${ctx.company.id}::int, ${productId}::int, 'CARD', id FROM made
      RETURNING id, card_id)
    SELECT made.reference, opened.id AS account FROM made JOIN opened ON opened.card_id = made.id`;
  return new Map(rows.map((row) => [row.reference, row.account]));
}

/** Of these accounts those whose card was replaced by now, each with the account of the card that took its place. */
export async function accountsTakenOver(ctx: TenantContext, accounts: readonly bigint[]): Promise<Map<bigint, bigint>> {
  if (accounts.length === 0) return new Map();
  const rows = await ctx.tx.$queryRaw<{ account: bigint; next: bigint }[]>`
    SELECT a.id AS account, n.id AS next FROM account a JOIN card c ON c.id = a.card_id AND c.status = 'REPLACED'
      JOIN instruction i ON i.card_id = c.id AND i.replaced_by IS NOT NULL JOIN account n ON n.card_id = i.replaced_by
     WHERE a.tenant_id = ${ctx.company.id} AND a.id = ANY (${[...accounts]}::bigint[])`;
  return new Map(rows.map((row) => [row.account, row.next]));
}
