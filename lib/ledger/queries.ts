import type { Context } from "@/lib/context";

/** A product's master account today: what stands on it, and what came and went since midnight of the company's zone. */
export type MasterToday = { balanceCents: bigint; inCents: bigint; outCents: bigint; count: number };

/** The master account as it is now. That it is no card's account says what the planner may not find out by itself (lib/home/statement). */
export async function findMasterToday({ tx, company, product }: Context): Promise<MasterToday> {
  const [row] = await tx.$queryRaw<MasterToday[]>`
    SELECT a.balance_cents AS "balanceCents", coalesce(sum(m.cents) FILTER (WHERE m.cents > 0), 0)::bigint AS "inCents",
           coalesce(-sum(m.cents) FILTER (WHERE m.cents < 0), 0)::bigint AS "outCents", count(m.id)::int AS count
      FROM account a LEFT JOIN master_movement m ON m.tenant_id = a.tenant_id AND m.account_id = a.id
       AND m.at >= (app_now() AT TIME ZONE ${company.timeZone})::date::timestamp AT TIME ZONE ${company.timeZone}
     WHERE a.tenant_id = ${company.id} AND a.product_id = ${product.id} AND a.kind = 'MASTER' AND a.card_id IS NULL GROUP BY a.id`;
  return row ?? { balanceCents: 0n, inCents: 0n, outCents: 0n, count: 0 };
}
