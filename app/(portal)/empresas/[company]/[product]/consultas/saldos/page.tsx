import { getTranslations } from "next-intl/server";
import { BalanceChart } from "@/components/home/balance-chart";
import { ProductFrame } from "@/components/product/product-frame";
import { Money } from "@/components/ui/money";
import { Stat } from "@/components/ui/stat";
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
        <div className="grid gap-6">
          <Stat
            label={t("now")}
            value={<Money cents={balance.balanceCents.toString()} currency={product.currency} />}
            note={product.name}
          />
          <BalanceChart balance={{ ...balance, currency: product.currency }} />
        </div>
      )}
    </ProductFrame>
  );
});
