import type { PersonContext } from "@/lib/context";
import type { Country } from "@/lib/generated/prisma/enums";

export type CompanyCard = {
  code: string;
  name: string;
  taxId: string;
  country: Country;
  products: { code: string; name: string }[];
};

/** The companies in which this person is active, each with the products they may open there: those whose lots they may read. */
export async function listOwnCompanies(ctx: PersonContext): Promise<CompanyCard[]> {
  const memberships = await ctx.tx.membership.findMany({
    where: { userId: ctx.user.id, status: "ACTIVE", tenant: { kind: "COMPANY" } },
    select: {
      id: true,
      tenantId: true,
      profileId: true,
      allProducts: true,
      tenant: { select: { code: true, name: true } },
    },
    orderBy: { tenant: { name: "asc" } },
  });
  const cards: CompanyCard[] = [];
  // One company after another: each answers only while it is the tenant being served.
  for (const membership of memberships) {
    await ctx.tx.$executeRaw`SELECT set_config('app.tenant', ${String(membership.tenantId)}, true)`;
    const company = await ctx.tx.company.findUnique({
      where: { tenantId: membership.tenantId, status: "ACTIVE" },
      select: {
        taxId: true,
        country: true,
        products: { select: { id: true, code: true, name: true }, orderBy: { code: "asc" } },
      },
    });
    if (!company) continue;
    const reads = await ctx.tx.profilePermission.count({
      where: { tenantId: membership.tenantId, profileId: membership.profileId, permission: "batch.read" },
    });
    const scope = membership.allProducts
      ? null
      : await ctx.tx.membershipProduct.findMany({
          where: { membershipId: membership.id },
          select: { productId: true },
        });
    const products = company.products.filter(
      (product) => reads > 0 && (scope === null || scope.some((one) => one.productId === product.id)),
    );
    cards.push({
      ...membership.tenant,
      taxId: company.taxId,
      country: company.country,
      products: products.map(({ code, name }) => ({ code, name })),
    });
  }
  return cards;
}
