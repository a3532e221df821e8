import { asOwner } from "@/tests/support/make";

// What is true in the database once a race is over.

const ofE1 = "tenant_id = (SELECT id FROM tenant WHERE code = 'E1')";

export type LotFacts = {
  status: string;
  version: number;
  /** Ordinals of the live signatures of this version. */
  signatures: number[];
  /** How many orders were ever issued for it. */
  orders: number;
  warningsReason: string | null;
};

export async function lotFacts(lot: string): Promise<LotFacts> {
  const [facts] = await asOwner<LotFacts>(
    `SELECT b.status, b.version, b.warnings_reason AS "warningsReason",
            ARRAY(SELECT s.ordinal::int FROM signature s WHERE s.batch_id = b.id AND s.batch_version = b.version AND s.voided_at IS NULL
                   ORDER BY s.ordinal) AS signatures,
            (SELECT count(*)::int FROM audit_event e WHERE e.tenant_id = b.tenant_id AND e.event = 'order.issued' AND e.data -> 'lots' ? b.number) AS orders
       FROM batch b WHERE ${ofE1} AND b.number = $1`,
    [lot],
  );
  if (!facts) throw new Error(`No lot ${lot}`);
  return facts;
}

export type OrderFacts = { status: string; payments: number; requestedBy: string[]; lots: string[] };

export async function orderFacts(order: string): Promise<OrderFacts> {
  const [facts] = await asOwner<OrderFacts>(
    `SELECT o.status, (SELECT count(*)::int FROM payment p WHERE p.order_id = o.id) AS payments,
            ARRAY(SELECT u.username FROM payment p JOIN membership m ON m.id = p.requested_by JOIN app_user u ON u.id = m.user_id
                   WHERE p.order_id = o.id) AS "requestedBy",
            ARRAY(SELECT b.status::text FROM batch b WHERE b.order_id = o.id) AS lots
       FROM service_order o WHERE ${ofE1} AND o.number = $1`,
    [order],
  );
  if (!facts) throw new Error(`No order ${order}`);
  return facts;
}

export type Move = { event: string; from: string; to: string };

/** The moves of a lot or an order since a state, as its trail tells them. */
export async function movesSince(subject: string, state: string): Promise<Move[]> {
  const moves = await asOwner<Move>(
    `SELECT event, data ->> 'from' AS "from", data ->> 'to' AS "to" FROM audit_event
      WHERE ${ofE1} AND subject = $1 AND result = 'done' AND data ? 'to' ORDER BY id`,
    [subject],
  );
  return moves.slice(moves.findIndex((move) => move.to === state) + 1);
}

/** A code's tries as they stand, and how many the trail says were looked at. */
export async function triesOf(confirmation: string): Promise<{ tries: number; evaluated: number }> {
  const [row] = await asOwner<{ tries: number; evaluated: number }>(
    `SELECT tries, (SELECT count(*)::int FROM audit_event e WHERE e.subject = c.id::text AND e.event IN ('order.codeRight', 'order.codeWrong')) AS evaluated
       FROM confirmation c WHERE ${ofE1} AND c.id = $1`,
    [confirmation],
  );
  if (!row) throw new Error("No such code");
  return row;
}

/** Codes of an order: how many were ever made, and how many of them can still be typed. */
export async function codesOf(order: string): Promise<{ made: number; alive: number }> {
  const [row] = await asOwner<{ made: number; alive: number }>(
    `SELECT count(*)::int AS made, (count(*) FILTER (WHERE used_at IS NULL AND voided_at IS NULL))::int AS alive
       FROM confirmation WHERE ${ofE1} AND subject = $1 AND method = 'CODE'`,
    [order],
  );
  return row ?? { made: 0, alive: 0 };
}

/** What these orders' lines put on each card, by its reference. */
export async function creditsOf(orders: readonly string[]): Promise<Record<string, bigint>> {
  const rows = await asOwner<{ reference: string; cents: string }>(
    `SELECT c.reference, sum(l.amount_cents) AS cents FROM service_order o JOIN batch b ON b.order_id = o.id JOIN batch_line l ON l.batch_id = b.id
       JOIN card c ON c.product_id = o.product_id AND c.document = l.document
      WHERE o.${ofE1} AND o.number = ANY($1) GROUP BY c.reference`,
    [orders],
  );
  return Object.fromEntries(rows.map(({ reference, cents }) => [reference, BigInt(cents)]));
}

/** How many of these orders are in one of the states. */
export async function ordersIn(states: readonly string[], orders: readonly string[] | null = null): Promise<number> {
  const [row] = await asOwner<{ count: number }>(
    `SELECT count(*)::int AS count FROM service_order WHERE ${ofE1} AND status::text = ANY($1) AND ($2::text[] IS NULL OR number = ANY($2))`,
    [states, orders],
  );
  return row?.count ?? 0;
}

/** Every payment there is: its reference and what it should have cost. */
export async function paymentsOf(): Promise<{ reference: string; status: string; cents: string }[]> {
  return asOwner(
    "SELECT p.reference, p.status::text, o.total_cents AS cents FROM payment p JOIN service_order o ON o.id = p.order_id ORDER BY p.reference",
  );
}
