import type { PersonContext } from "@/lib/context";
import { samePlan } from "@/lib/db";
import type { BatchStatus, InstructionKind } from "@/lib/generated/prisma/enums";
import type { Reach } from "@/lib/home/waiting";
import type { MasterKind } from "@/lib/instructions/rules";
import type { home as homeWords } from "@/lib/messages/es/home";

/** What the trail calls it; the index audit_event_news holds the same list. */
export type NewsEvent =
  | "batch.validated"
  | "batch.confirmed"
  | "batch.signed"
  | "batch.rejected"
  | "batch.annulled"
  | "batch.expired"
  | "batch.processed"
  | "batch.recalculated"
  | "order.issued"
  | "order.processed"
  | "order.annulled"
  | "payment.refused"
  | "payment.inDoubt"
  | InstructionNews;

type Of<Kind extends Exclude<InstructionKind, "BALANCE">> =
  `${Kind extends MasterKind ? "master" : "card"}.${Lowercase<Kind>}`;
/** What became of an instruction; a balance that was not told is asked anew by whoever wants it. */
type InstructionNews = {
  [Kind in Exclude<InstructionKind, "BALANCE">]: `${Of<Kind>}${"Refused" | "InDoubt"}`;
}[Exclude<InstructionKind, "BALANCE">];

/** What a piece of news says, by its sentence in the catalogue. */
export type NewsSentence = keyof (typeof homeWords)["bell"]["news"];

export function sentenceOf(event: NewsEvent, to: BatchStatus | null): NewsSentence {
  if (event === "batch.validated") return to === "VALID" ? "validated" : "validatedWithFaults";
  if (event === "batch.signed") return to === "AUTHORIZED" ? "authorized" : "signed";
  if (event === "batch.processed") return to === "PROCESSED" ? "processed" : "processedWithRejections";
  return plainSentences[event];
}

const plainSentences = {
  "batch.confirmed": "toSign",
  "batch.rejected": "rejected",
  "batch.annulled": "batchAnnulled",
  "batch.expired": "expired",
  "batch.recalculated": "recalculated",
  "order.issued": "toPay",
  "order.processed": "paid",
  "order.annulled": "orderAnnulled",
  "payment.refused": "paymentFailed",
  "payment.inDoubt": "inVerification",
  "master.fundRefused": "fundRefused",
  "master.fundInDoubt": "fundInDoubt",
  "master.withdrawRefused": "withdrawRefused",
  "master.withdrawInDoubt": "withdrawInDoubt",
  "card.creditRefused": "creditRefused",
  "card.creditInDoubt": "creditInDoubt",
  "card.debitRefused": "debitRefused",
  "card.debitInDoubt": "debitInDoubt",
  "card.blockRefused": "blockRefused",
  "card.blockInDoubt": "blockInDoubt",
  "card.unblockRefused": "unblockRefused",
  "card.unblockInDoubt": "unblockInDoubt",
  "card.replaceRefused": "replaceRefused",
  "card.replaceInDoubt": "replaceInDoubt",
} as const satisfies Record<Exclude<NewsEvent, `batch.${"validated" | "signed" | "processed"}`>, NewsSentence>;

export type News = {
  id: bigint;
  at: Date;
  event: NewsEvent;
  /** Number of the lot, order or instruction: the last, where several of one form ended alike. */
  subject: string;
  about: "batch" | "order" | "instruction";
  count: number;
  /** The card that an instruction is about, by the issuer's reference; null where it is several, or none. */
  card: string | null;
  /** Where a lot went, when that is the news: validated with or without errors, signed by one or by all. */
  to: BatchStatus | null;
  productId: number;
};

const newsMax = 30;
const lookedThrough = 500;

/**
 * What happened lately, in the last 30 days, to lots and orders of this person's and to what they asked of cards and the master account,
 * and what came to wait for them; of their own acts nothing. Newest first, at most thirty of a company.
 */
export async function listNews({ tx, user, now }: PersonContext, own: Reach): Promise<News[]> {
  if (own.products.length === 0) return [];
  const products = own.products.map((product) => product.id);
  const since = new Date(now.getTime() - 30 * 86_400_000);
  const me = own.membershipId;
  const [readsLots, signs] = [own.permissions.has("batch.read"), own.permissions.has("batch.sign")];
  const [readsOrders, pays] = [own.permissions.has("order.read"), own.permissions.has("order.pay")];
  const readsCards = own.permissions.has("card.read");
  return tx.$queryRaw<News[]>`${samePlan}
    WITH recent AS MATERIALIZED (
      SELECT e.id, e.at, e.event, e.subject, e.data ->> 'to' AS moved FROM audit_event e
       WHERE e.tenant_id = ${own.id} AND e.result = 'done' AND e.event IN ('batch.validated', 'batch.confirmed', 'batch.signed', 'batch.rejected',
           'batch.annulled', 'batch.expired', 'batch.processed', 'batch.recalculated', 'order.issued', 'order.processed', 'order.annulled', 'payment.refused', 'payment.inDoubt',
           'master.fundRefused', 'master.withdrawRefused', 'card.creditRefused', 'card.debitRefused', 'card.blockRefused', 'card.unblockRefused',
           'card.replaceRefused', 'master.fundInDoubt', 'master.withdrawInDoubt', 'card.creditInDoubt', 'card.debitInDoubt', 'card.blockInDoubt',
           'card.unblockInDoubt', 'card.replaceInDoubt')
         AND e.at > ${since} AND e.actor <> ${user.username}
       ORDER BY e.at DESC, e.id DESC LIMIT ${lookedThrough})
    SELECT * FROM (
      SELECT r.id, r.at, r.event, r.subject, 'batch' AS about, r.moved AS "to", b.product_id AS "productId", 1 AS count, NULL AS card
        FROM recent r JOIN batch b ON b.tenant_id = ${own.id} AND b.number = r.subject
       WHERE ${readsLots} AND r.event LIKE 'batch.%' AND b.product_id = ANY(${products}::int[])
         AND CASE WHEN r.event = 'batch.confirmed'
                  THEN ${signs} AND ${me} NOT IN (b.uploaded_by, b.confirmed_by) AND b.status IN ('CONFIRMED', 'PARTLY_SIGNED')
                   AND NOT EXISTS (SELECT 1 FROM signature s WHERE s.tenant_id = b.tenant_id AND s.batch_id = b.id AND s.batch_version = b.version
                                     AND s.membership_id = ${me} AND s.voided_at IS NULL)
                  ELSE ${me} IN (b.uploaded_by, coalesce(b.confirmed_by, b.uploaded_by))
                    OR r.event = 'batch.recalculated' AND EXISTS (SELECT 1 FROM signature s WHERE s.tenant_id = b.tenant_id AND s.batch_id = b.id
                         AND s.membership_id = ${me} AND s.voided_at IS NOT NULL) END
      UNION ALL
      SELECT r.id, r.at, r.event, r.subject, 'order', NULL, o.product_id, 1, NULL
        FROM recent r JOIN service_order o ON o.tenant_id = ${own.id} AND o.number = r.subject
       WHERE ${readsOrders} AND (r.event LIKE 'order.%' OR r.event LIKE 'payment.%') AND o.product_id = ANY(${products}::int[])
         AND CASE WHEN r.event = 'order.issued' THEN ${pays} AND o.status IN ('AUTHORIZED', 'PAYMENT_FAILED')
                  ELSE o.issued_by = ${me}
                    OR EXISTS (SELECT 1 FROM payment p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.requested_by = ${me})
                    OR EXISTS (SELECT 1 FROM batch b WHERE b.tenant_id = o.tenant_id AND b.order_id = o.id AND ${me} IN (b.uploaded_by, b.confirmed_by)) END
      UNION ALL
      SELECT max(r.id), max(r.at), r.event, max(r.subject), 'instruction', NULL, i.product_id, count(*)::int,
             CASE count(DISTINCT i.card_id) WHEN 1 THEN max(c.reference) END
        FROM recent r JOIN instruction i ON i.tenant_id = ${own.id} AND i.number = r.subject
        LEFT JOIN card c ON c.tenant_id = i.tenant_id AND c.id = i.card_id
       WHERE ${readsCards} AND (r.event LIKE 'card.%' OR r.event LIKE 'master.%') AND i.product_id = ANY(${products}::int[])
         AND i.requested_by = ${me}
       GROUP BY i.key, r.event, i.product_id
    ) news ORDER BY id DESC LIMIT ${newsMax}`;
}

/** Until when this person has looked at the news; null = never. */
export async function newsSeenUntil({ tx, user }: PersonContext): Promise<Date | null> {
  const row = await tx.newsSeen.findUnique({ where: { userId: user.id }, select: { seenUntil: true } });
  return row?.seenUntil ?? null;
}
