import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { HealthBoard } from "@/components/operator/health-board";
import { PageBody } from "@/components/shell/page-body";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { readHealth } from "@/lib/health/queries";
import { catalogs } from "@/lib/messages/catalog";
import { timeZones } from "@/lib/operator/rules";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { preferences, titled } from "@/lib/web/preferences";

export const generateMetadata = titled("health.title");

export default operatorPage({ asks: "health.read" }, async (ctx) => {
  const t = await getTranslations("health");
  const desk = await getTranslations("operator");
  const { health, ui } = catalogs[(await preferences()).language];
  return (
    <PageBody
      title={t("title")}
      trail={<Breadcrumb entries={[{ label: desk("title"), href: paths.operator }, { label: t("title") }]} />}
      intro={t("intro")}
    >
      {/* Only this page's browser half says these. */}
      <NextIntlClientProvider messages={{ health, ui }}>
        <HealthBoard first={await readHealth(ctx)} href={paths.deskHealthNow} timeZone={timeZones.CO} />
      </NextIntlClientProvider>
    </PageBody>
  );
});
