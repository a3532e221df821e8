import { getTranslations } from "next-intl/server";
import { BalanceCard } from "@/components/home/balance-card";
import { BalanceDays } from "@/components/home/balance-days";
import { ProductFrame } from "@/components/product/product-frame";
import { listBalances } from "@/lib/home/statement";
import { page } from "@/lib/web/doors";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("portal.menu.balances");

export default page({ asks: "balance.read" }, async (ctx) => {
  const t = await getTranslations("home.balances");
  const { company, product } = ctx;
  const [balance] = await listBalances(ctx, { id: company.id, timeZone: company.timeZone, products: [product] });
  return (
    <ProductFrame ctx={ctx} at="balances" title={(await getTranslations("portal.menu"))("balances")} intro={t("intro")}>
      {balance && (
        <div className="grid items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
          <BalanceCard name={t("now")} where={product.name} balance={{ ...balance, currency: product.currency }} />
          <BalanceDays days={balance.days} currency={product.currency} />
        </div>
      )}
    </ProductFrame>
  );
});
