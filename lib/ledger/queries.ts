import { assert } from "@/lib/assert";
import type { Context } from "@/lib/context";

/**
 * A product's master account today: what stands on it, what of that is free (the rest is held for what is under way), what came and
 * went since midnight of the company's zone; and the product's own limits of what is credited by hand.
 */
export type MasterToday = {
  balanceCents: bigint;
  freeCents: bigint;
  inCents: bigint;
  outCents: bigint;
  count: number;
  /** What may still be credited today; null where the product sets no limit of a day. */
  dayLeftCents: bigint | null;
  /** What may stand on a card after a credit; null where the product sets none. */
  cardMaxCents: bigint | null;
};

/**
 * The master account as it is now; today's sums are those that stand at its last movement less those at the last before midnight. That it is
 * no card's account says what the planner may not find out by itself (lib/home/statement).
 */
export async function findMasterToday({ tx, company, product }: Context): Promise<MasterToday> {
  const [row] = await tx.$queryRaw<MasterToday[]>`
    WITH midnight AS MATERIALIZED (SELECT (app_now() AT TIME ZONE ${company.timeZone})::date::timestamp AT TIME ZONE ${company.timeZone} AS at)
    SELECT a.balance_cents AS "balanceCents", a.balance_cents - coalesce(a.floor_cents, 0) AS "freeCents", today.came AS "inCents",
           today.came - (coalesce(l.balance_cents, 0) - coalesce(b.balance_cents, 0)) AS "outCents", (coalesce(l.number, 0) - coalesce(b.number, 0))::int AS count,
           CASE WHEN p.day_max_cents IS NOT NULL THEN greatest(p.day_max_cents - (SELECT coalesce(sum(i.cents), 0) FROM instruction i
             WHERE i.tenant_id = p.tenant_id AND i.product_id = p.id AND i.kind = 'CREDIT' AND i.status <> 'REFUSED' AND i.requested_at >= midnight.at), 0)::bigint END
             AS "dayLeftCents",
           p.card_max_cents AS "cardMaxCents"
      FROM midnight CROSS JOIN product p JOIN account a ON a.tenant_id = p.tenant_id AND a.product_id = p.id AND a.kind = 'MASTER' AND a.card_id IS NULL
      LEFT JOIN LATERAL (SELECT m.number, m.balance_cents, m.credited_cents FROM master_movement m
                          WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id ORDER BY m.number DESC LIMIT 1) l ON true
      LEFT JOIN LATERAL (SELECT m.number, m.balance_cents, m.credited_cents FROM master_movement m
                          WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id AND m.at < midnight.at ORDER BY m.at DESC, m.id DESC LIMIT 1) b ON true
      CROSS JOIN LATERAL (SELECT coalesce(l.credited_cents, 0) - coalesce(b.credited_cents, 0) AS came) today
     WHERE p.tenant_id = ${company.id} AND p.id = ${product.id}`;
  assert(row, "a product has its master account");
  return row;
}
