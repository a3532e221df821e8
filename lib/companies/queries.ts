import { isOfProducts, type Permission } from "@/lib/catalog";
import type { PersonContext } from "@/lib/context";
import { samePlan } from "@/lib/db";
import type { Country, Currency } from "@/lib/generated/prisma/enums";

/** A product, by the company's own name for it where it gave one. */
export type OwnProduct = { id: number; code: string; name: string; currency: Currency };

/** A company in which a person is active: what they may do there, and the products in which they may do it. */
export type OwnCompany = {
  id: number;
  code: string;
  name: string;
  taxId: string;
  country: Country;
  timeZone: string;
  makerMaySign: boolean;
  membershipId: number;
  permissions: ReadonlySet<Permission>;
  /** Their profile grants nothing where they came in, and something in another channel. */
  onlyElsewhere: boolean;
  /** None where the person holds no permission on products at all. */
  products: OwnProduct[];
};

export type CompanyCard = Pick<OwnCompany, "code" | "name" | "taxId" | "country"> & {
  products: { code: string; name: string }[];
};

/**
 * Goes through the companies in which this person is active, by name; the work of each runs while that company is the tenant being
 * served, and may read nothing of another. Afterwards none is served.
 */
export async function inOwnCompanies<Result>(
  ctx: PersonContext,
  work: (own: OwnCompany) => Promise<Result>,
): Promise<Result[]> {
  const memberships = await ctx.tx.$queryRaw<
    { membershipId: number; id: number; code: string; name: string }[]
  >`${samePlan}
    SELECT m.id AS "membershipId", t.id, t.code, t.name FROM membership m JOIN tenant t ON t.id = m.tenant_id
     WHERE m.user_id = ${ctx.user.id} AND m.status = 'ACTIVE' AND t.kind = 'COMPANY' ORDER BY t.name`;
  const results: Result[] = [];
  // One company after another: each answers only while it is the tenant being served.
  for (const membership of memberships) {
    await ctx.tx.$executeRaw`SELECT set_config('app.tenant', ${String(membership.id)}, true)`;
    const facts = await factsOf(ctx, membership);
    if (facts) results.push(await work({ ...membership, ...facts }));
  }
  await ctx.tx.$executeRaw`SELECT set_config('app.tenant', '', true)`;
  return results;
}

async function factsOf(ctx: PersonContext, { id, membershipId }: { id: number; membershipId: number }) {
  const [row] = await ctx.tx.$queryRaw<
    (Pick<OwnCompany, "taxId" | "country" | "timeZone" | "makerMaySign" | "products" | "onlyElsewhere"> & {
      granted: Permission[];
    })[]
  >`${samePlan}
    SELECT c.tax_id AS "taxId", c.country::text AS country, c.time_zone AS "timeZone", c.maker_may_sign AS "makerMaySign",
           ARRAY(SELECT granted(m.profile_id, current_setting('app.channel'))) AS granted,
           EXISTS (SELECT granted(m.profile_id, NULL)) AND NOT EXISTS (SELECT granted(m.profile_id, current_setting('app.channel'))) AS "onlyElsewhere",
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'code', p.code, 'name', coalesce(n.name, p.name), 'currency', p.currency)
                      ORDER BY p.code), '[]')
              FROM product p LEFT JOIN own_name n ON n.tenant_id = p.tenant_id AND n.kind = 'PRODUCT' AND n.subject = p.code
             WHERE p.tenant_id = m.tenant_id AND (m.all_products OR EXISTS (
                SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = p.id))) AS products
      FROM company c JOIN membership m ON m.tenant_id = c.tenant_id AND m.id = ${membershipId}
     WHERE c.tenant_id = ${id} AND c.status = 'ACTIVE'`;
  if (!row) return null;
  const { granted, products, ...facts } = row;
  return { ...facts, permissions: new Set(granted), products: granted.some(isOfProducts) ? products : [] };
}

/** What the screens show of the companies of this person: each with the products in which they may do anything at all. */
export const cardOf = ({ code, name, taxId, country, products }: OwnCompany): CompanyCard => ({
  code,
  name,
  taxId,
  country,
  products: products.map((product) => ({ code: product.code, name: product.name })),
});

/** Whether a person works in these companies, and in all of them by other channels than the one they came in by. */
export const worksElsewhere = (own: readonly Pick<OwnCompany, "permissions" | "onlyElsewhere">[]): boolean =>
  own.some(({ onlyElsewhere }) => onlyElsewhere) && own.every(({ permissions }) => permissions.size === 0);

/** The code of the company where this person was last, or of their only one; null for whoever is active in none. */
export async function findLastCompany({ tx, user }: PersonContext): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ code: string }[]>`${samePlan}
    SELECT t.code FROM membership m JOIN tenant t ON t.id = m.tenant_id
     WHERE m.user_id = ${user.id} AND m.status = 'ACTIVE' AND t.kind = 'COMPANY' ORDER BY m.used_at DESC NULLS LAST, t.name LIMIT 1`;
  return row?.code ?? null;
}
