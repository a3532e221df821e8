import { getTranslations } from "next-intl/server";
import { Watch } from "@/components/live/watch";
import { ProductFrame } from "@/components/product/product-frame";
import { Tabs } from "@/components/ui/tabs";
import { lookAtAccounts } from "@/lib/bank/queries";
import { movingAccounts } from "@/lib/bank/rules";
import { page } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { byProduct, consolidatedView } from "./views";

export const generateMetadata = titled("portal.menu.balances");

export default page({ asks: "balance.read" }, async (ctx, { search }) => {
  const t = await getTranslations("bank");
  const together = search.vista === "consolidados";
  const accounts = await lookAtAccounts(ctx);
  return (
    <ProductFrame
      ctx={ctx}
      at="balances"
      title={(await getTranslations("portal.menu"))("balances")}
      intro={t(together ? "consolidatedIntro" : "byProductIntro")}
    >
      <Tabs
        label={t("tabs")}
        tabs={[
          { label: t("byProduct"), href: paths.balances(ctx), current: !together },
          {
            label: t("consolidated"),
            href: paths.withQuery(paths.balances(ctx), { vista: "consolidados" }),
            current: together,
          },
        ]}
      />
      <Watch href={paths.balancesNow(ctx)} moving={movingAccounts(accounts, ctx.now)}>
        {await (together ? consolidatedView : byProduct)(ctx, accounts)}
      </Watch>
    </ProductFrame>
  );
});
