import type { Context } from "@/lib/context";
import type { BatchStatus, BatchType, CardStatus } from "@/lib/generated/prisma/enums";

export type CardDetail = {
  reference: string;
  bin: string;
  last4: string;
  holder: string | null;
  document: string | null;
  status: CardStatus;
  createdAt: Date;
  issuedIn: string | null;
  /** The card that replaced it, and the one that it replaced, by their references. */
  replacedBy: string | null;
  replaces: string | null;
};

/** A card of the product by its reference; null beyond this person's reach. Never its whole number: nobody has it. */
export async function findCard(ctx: Context, reference: string): Promise<CardDetail | null> {
  if (!/^\d{10}$/.test(reference)) return null;
  const [row] = await ctx.tx.$queryRaw<CardDetail[]>`
    SELECT c.reference, c.bin, c.last4, c.holder, c.document, c.status::text AS status, c.created_at AS "createdAt", b.number AS "issuedIn",
           (SELECT n.reference FROM instruction i JOIN card n ON n.tenant_id = i.tenant_id AND n.id = i.replaced_by
             WHERE i.tenant_id = c.tenant_id AND i.card_id = c.id AND i.replaced_by IS NOT NULL LIMIT 1) AS "replacedBy",
           (SELECT o.reference FROM instruction i JOIN card o ON o.tenant_id = i.tenant_id AND o.id = i.card_id
             WHERE i.tenant_id = c.tenant_id AND i.replaced_by = c.id) AS replaces
      FROM card c LEFT JOIN batch b ON b.tenant_id = c.tenant_id AND b.id = c.batch_id
     WHERE c.tenant_id = ${ctx.company.id} AND c.product_id = ${ctx.product.id} AND c.reference = ${reference}`;
  return row ?? null;
}

export type CardLot = {
  number: string;
  type: BatchType;
  status: BatchStatus;
  uploadedAt: Date;
  line: number;
  amountCents: bigint | null;
  result: "waiting" | "processed" | "rejected";
  reason: string | null;
};

const linesLookedThrough = 200_000;
const lotsLookedThrough = 100;

/**
 * Where a card stands in the product's newest lots (a hundred, as far as they have 200,000 lines together), newest first, with what
 * became of its line. Lines have no index by person, which would slow every load; so only these are read.
 */
export async function listLotsOfCard(
  ctx: Context,
  card: { reference: string; document: string | null },
): Promise<CardLot[]> {
  return ctx.tx.$queryRaw<CardLot[]>`
    WITH newest AS MATERIALIZED (
      SELECT id, number, type, status, uploaded_at, sum(line_count) OVER (ORDER BY id DESC) AS lines FROM (
        SELECT * FROM batch WHERE tenant_id = ${ctx.company.id} AND product_id = ${ctx.product.id} AND status <> 'ANNULLED'
         ORDER BY id DESC LIMIT ${lotsLookedThrough}) b)
    SELECT n.number, n.type::text AS type, n.status::text AS status, n.uploaded_at AS "uploadedAt", l.line, l.amount_cents AS "amountCents", r.reason,
           CASE WHEN r.line IS NOT NULL THEN 'rejected' WHEN p.page IS NOT NULL THEN 'processed' ELSE 'waiting' END AS result
      FROM newest n JOIN batch_line l ON l.tenant_id = ${ctx.company.id} AND l.batch_id = n.id
       AND (l.card_reference = ${card.reference} OR l.card_reference IS NULL AND l.document = ${card.document})
      LEFT JOIN batch_line_rejection r ON r.tenant_id = l.tenant_id AND r.batch_id = l.batch_id AND r.line = l.line
      LEFT JOIN batch_page p ON p.tenant_id = l.tenant_id AND p.batch_id = l.batch_id AND l.line BETWEEN p.first_line AND p.last_line
     WHERE n.lines <= ${linesLookedThrough} ORDER BY n.number DESC, l.line LIMIT 50`;
}
