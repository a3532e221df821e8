import type { PageWanted } from "@/lib/batches/queries";
import type { CardCriteria } from "@/lib/cards/schema";
import type { Context } from "@/lib/context";
import { join, sql } from "@/lib/db";
import { documentForms } from "@/lib/files/documents";
import type { BatchType, CardStatus } from "@/lib/generated/prisma/enums";

export type CardRow = {
  reference: string;
  bin: string;
  last4: string;
  holder: string | null;
  document: string | null;
  status: CardStatus;
};
export type CardPage = {
  rows: CardRow[];
  total: number /** There are more than were counted. */;
  more: boolean;
  page: number;
  size: number;
};

/** As far as cards are counted and turned; behind it they are searched. */
export const cardCountMax = 10_000;

/** Cards of the product by criteria and by page, the newest first; those of a lot or order in its own order. */
export async function listCards(
  ctx: Context,
  criteria: CardCriteria,
  { page: asked, size }: PageWanted,
): Promise<CardPage> {
  const page = Math.min(asked, cardCountMax / size);
  const found = await foundBy(ctx, criteria);
  if (found === null) return { rows: [], total: 0, more: false, page: 1, size };
  const { tx, company, product } = ctx;
  const rows = await tx.$queryRaw<CardRow[]>`
    SELECT c.reference, c.bin, c.last4, c.holder, c.document, c.status::text AS status
      FROM (${found.ids} LIMIT ${size} OFFSET ${(page - 1) * size}) found
      JOIN LATERAL (${found.card}) c ON true
     WHERE c.tenant_id = ${company.id} AND c.product_id = ${product.id} ORDER BY ${found.order}`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (${found.ids} LIMIT ${cardCountMax + 1}) counted`;
  const total = count?.total ?? 0;
  return { rows: once(rows), total: Math.min(total, cardCountMax), more: total > cardCountMax, page, size };
}

/** A card that stands twice on a page of a lot is shown once. */
function once(rows: CardRow[]): CardRow[] {
  const seen = new Set<string>();
  return rows.filter(({ reference }) => !seen.has(reference) && seen.add(reference));
}

const byId = { card: sql`SELECT * FROM card o WHERE o.id = found.id`, order: sql`found.id DESC` };

/** Which cards are found (by `id`, or by the line that names one), how each of them is read, and in which order; null for none. */
async function foundBy(ctx: Context, criteria: CardCriteria) {
  const { company, product } = ctx;
  const { order, lot } = criteria;
  const own = [sql`c.tenant_id = ${company.id}`, sql`c.product_id = ${product.id}`, ...namedBy(ctx, criteria)];
  if (order === null && lot === null)
    return {
      // By the index of a product's cards, whose key is no document's (its migration says why).
      ids: sql`SELECT c.id FROM card c WHERE ${join(own, " AND ")} AND c.product_id::bigint = ${product.id}::bigint ORDER BY c.id DESC`,
      ...byId,
    };
  const lots = await lotsOf(ctx, criteria);
  const [first] = lots;
  if (!first) return null;
  const ids = lots.map(({ id }) => id);
  if (first.type === "EMISION" || first.type === "EMISION_INNOMINADA")
    return {
      ids: sql`SELECT c.id, c.batch_id FROM card c
                WHERE ${join(own, " AND ")} AND c.batch_id = ANY(${ids}::bigint[]) ORDER BY c.batch_id, c.id`,
      card: byId.card,
      order: sql`found.batch_id, found.id`,
    };
  const lines = sql`batch_line l WHERE l.tenant_id = ${company.id} AND l.batch_id = ANY(${ids}::bigint[])`;
  if (own.length > 2)
    return {
      ids: sql`SELECT c.id FROM card c WHERE ${join(own, " AND ")}
                  AND (c.reference IN (SELECT l.card_reference FROM ${lines} AND l.card_reference IS NOT NULL)
                    OR c.document IN (SELECT l.document FROM ${lines} AND l.card_reference IS NULL AND l.document IS NOT NULL)) ORDER BY c.id DESC`,
      ...byId,
    };
  return {
    order: sql`found.batch_id, found.line`,
    ids: sql`SELECT l.batch_id, l.line, l.card_reference, l.document
               FROM ${lines} AND (l.card_reference IS NOT NULL OR l.document IS NOT NULL) ORDER BY l.batch_id, l.line`,
    // The card that a line means: the one it names, else the living one of its person, else their last.
    card: sql`SELECT * FROM (SELECT * FROM card n WHERE n.reference = found.card_reference) named
       UNION ALL SELECT * FROM (SELECT * FROM card o WHERE found.card_reference IS NULL AND o.tenant_id = ${company.id} AND o.product_id = ${product.id}
                   AND o.document = found.document ORDER BY o.status IN ('REQUESTED', 'ACTIVE', 'BLOCKED') DESC, o.id DESC LIMIT 1) owned`,
  };
}

/** The conditions on a card itself. Written out each in its way, so that each has its index. */
function namedBy({ company }: Context, { document, card }: CardCriteria) {
  const documents = document === null ? [] : documentsOf(document, company.country);
  return [
    ...(document === null ? [] : [sql`c.document = ANY(${documents}::text[])`]),
    ...(card?.length === 4 ? [sql`c.last4 = ${card}`] : []),
    ...(card?.length === 10 ? [sql`c.reference = ${card}`] : []),
  ];
}

/** A document as cards keep it: with its type, which the person may have left out; a hyphen before a check digit is none of it. */
function documentsOf(typed: string, country: "CO" | "PE"): string[] {
  const types = Object.keys(documentForms[country]);
  const type = types.find((one) => typed.startsWith(`${one}-`));
  const number = (type ? typed.slice(type.length + 1) : typed).replaceAll("-", "");
  return (type ? [type] : types).map((one) => `${one}-${number}`);
}

async function lotsOf({ tx, company, product }: Context, { order, lot }: CardCriteria) {
  return tx.$queryRaw<{ id: bigint; type: BatchType }[]>`
    SELECT b.id, b.type::text AS type FROM batch b
     WHERE b.tenant_id = ${company.id} AND b.product_id = ${product.id} AND b.type <> 'SUCURSALES' AND (${lot}::text IS NULL OR b.number = ${lot})
       AND (${order}::text IS NULL OR b.order_id = (SELECT o.id FROM service_order o WHERE o.tenant_id = ${company.id} AND o.number = ${order}))
     ORDER BY b.id LIMIT 100`;
}

/** The reference of the product's card of this fingerprint (`cardFingerprint` of its whole number), or null. */
export async function referenceOf({ tx, company, product }: Context, fingerprint: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ reference: string }[]>`
    SELECT c.reference FROM card c
     WHERE c.tenant_id = ${company.id} AND c.product_id = ${product.id} AND c.fingerprint = ${fingerprint} ORDER BY c.id DESC LIMIT 1`;
  return row?.reference ?? null;
}
