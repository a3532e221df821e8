import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { HealthBoard } from "@/components/operator/health-board";
import { readHealth } from "@/lib/health/queries";
import { catalogs } from "@/lib/messages/catalog";
import { deskTimeZone } from "@/lib/operator/rules";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { preferences, titled } from "@/lib/web/preferences";

export const generateMetadata = titled("health.title");

export default operatorPage({ asks: "health.read" }, async (ctx) => {
  const t = await getTranslations("health");
  const { health, ui } = catalogs[(await preferences()).language];
  return (
    <DeskFrame title={t("title")} intro={t("intro")}>
      {/* Only this page's browser half says these. */}
      <NextIntlClientProvider messages={{ health, ui }}>
        <HealthBoard first={await readHealth(ctx)} href={paths.deskHealthNow} timeZone={deskTimeZone} />
      </NextIntlClientProvider>
    </DeskFrame>
  );
});
