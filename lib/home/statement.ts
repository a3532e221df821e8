import type { PersonContext } from "@/lib/context";
import { sql } from "@/lib/db";
import type { MasterMovementKind } from "@/lib/ledger/rules";

export type AccountPlace = { id: number; timeZone: string; products: readonly { id: number }[] };

export const balanceDays = 90;

// That it is no card's account says nothing new, but this alone tells the planner how few they are: what it knows of the kinds of a
// million accounts is closed to it by row-level security, and it would read them all.
const isMaster = sql`a.kind = 'MASTER' AND a.card_id IS NULL`;

/** A product's master account: what stands on it now, and at the end of each of the last days, the oldest first, today the last. */
export type MasterBalance = { productId: number; balanceCents: bigint; days: { day: string; cents: string }[] };

/** The master accounts of these products with their line over the last 90 days, in the company's own days. */
export async function listBalances({ tx }: Pick<PersonContext, "tx">, place: AccountPlace): Promise<MasterBalance[]> {
  const products = place.products.map((product) => product.id);
  if (products.length === 0) return [];
  // A look at the index for each day's end, however many movements lie between two of them.
  return tx.$queryRaw<MasterBalance[]>`
    SELECT a.product_id AS "productId", a.balance_cents AS "balanceCents",
           jsonb_agg(jsonb_build_object('day', d.day::date, 'cents', coalesce(m.balance_cents, 0)::text) ORDER BY d.day) AS days
      FROM account a
      CROSS JOIN generate_series((app_now() AT TIME ZONE ${place.timeZone})::date::timestamp - ${`${balanceDays - 1} days`}::interval,
                                 (app_now() AT TIME ZONE ${place.timeZone})::date::timestamp, interval '1 day') AS d (day)
      LEFT JOIN LATERAL (
        SELECT m.balance_cents FROM master_movement m
         WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id AND m.at < (d.day + interval '1 day') AT TIME ZONE ${place.timeZone}
         ORDER BY m.at DESC, m.id DESC LIMIT 1) m ON true
     WHERE a.tenant_id = ${place.id} AND a.product_id = ANY(${products}::int[]) AND ${isMaster}
     GROUP BY a.id ORDER BY a.product_id`;
}

export type Movement = {
  id: bigint;
  productId: number;
  at: Date;
  kind: MasterMovementKind;
  /** The lot whose page moved the money, where one did. */
  lot: string | null;
  /** Positive came in, negative went out. */
  cents: bigint;
  balanceCents: bigint;
};

/** The newest movements of the master accounts of these products, so many in all, with what stood on the account after each. */
export async function listMovements(
  { tx }: Pick<PersonContext, "tx">,
  place: AccountPlace,
  { size, skip = 0 }: { size: number; skip?: number },
): Promise<Movement[]> {
  const products = place.products.map((product) => product.id);
  if (products.length === 0) return [];
  return tx.$queryRaw<Movement[]>`
    SELECT m.id, a.product_id AS "productId", m.at, m.kind, CASE WHEN m.kind IN ('rejections', 'charges') THEN m.reference END AS lot,
           m.cents, m.balance_cents AS "balanceCents"
      FROM account a
      CROSS JOIN LATERAL (SELECT * FROM master_movement m WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id
                           ORDER BY m.at DESC, m.id DESC LIMIT ${size + skip}) m
     WHERE a.tenant_id = ${place.id} AND a.product_id = ANY(${products}::int[]) AND ${isMaster}
     ORDER BY m.at DESC, m.id DESC LIMIT ${size} OFFSET ${skip}`;
}

/** How many movements the master account of a product has: the number of the last. */
export async function countMovements({ tx }: Pick<PersonContext, "tx">, place: AccountPlace): Promise<number> {
  const products = place.products.map((product) => product.id);
  const [row] = await tx.$queryRaw<{ total: number }[]>`
    SELECT coalesce(sum(m.number), 0)::int AS total FROM account a
     CROSS JOIN LATERAL (SELECT m.number FROM master_movement m WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id ORDER BY m.number DESC LIMIT 1) m
     WHERE a.tenant_id = ${place.id} AND a.product_id = ANY(${products}::int[]) AND ${isMaster}`;
  return row?.total ?? 0;
}
