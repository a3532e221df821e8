import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Watch } from "@/components/live/watch";
import { ProductFrame } from "@/components/product/product-frame";
import { Tabs } from "@/components/ui/tabs";
import { lookAtAccounts } from "@/lib/bank/queries";
import { movingAccounts } from "@/lib/bank/rules";
import { page } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { accountMovements, masterMovements, statements } from "./views";

export const generateMetadata = titled("portal.menu.movements");

export default page({ asks: "movement.read" }, async (ctx, { search }) => {
  const t = await getTranslations("bank.movements");
  const intro = await getTranslations("home.movements");
  const accounts = await lookAtAccounts(ctx);
  const chosen = accounts.find((one) => one.number === search.cuenta) ?? null;
  if (search.cuenta !== undefined && !chosen) notFound();
  return (
    <ProductFrame
      ctx={ctx}
      at="movements"
      title={(await getTranslations("portal.menu"))("movements")}
      intro={chosen ? t("bankIntro") : intro("intro")}
    >
      <Tabs
        label={t("accounts")}
        tabs={[
          { label: t("master"), href: paths.movements(ctx), current: chosen === null },
          ...accounts.map(({ number, name }) => ({
            label: name === null ? t("bank", { number }) : t("named", { name, number }),
            href: paths.bankMovements(ctx, number),
            current: number === chosen?.number,
          })),
        ]}
      />
      <Watch href={paths.movementsNow(ctx)} moving={movingAccounts(accounts, ctx.now)}>
        {chosen ? await accountMovements(ctx, chosen, search) : await masterMovements(ctx, search)}
        {await statements(ctx, chosen?.number ?? null)}
      </Watch>
    </ProductFrame>
  );
});
