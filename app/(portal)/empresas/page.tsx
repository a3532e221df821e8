import { getTranslations } from "next-intl/server";
import { NoChannel } from "@/components/home/no-channel";
import { PageBody } from "@/components/shell/page-body";
import { cardOf, inOwnCompanies, worksElsewhere } from "@/lib/companies/queries";
import { ownPage } from "@/lib/web/doors";
import { titled } from "@/lib/web/preferences";
import { CompanyCards } from "./company-cards";

export const generateMetadata = titled("portal.companies.title");

export default ownPage(async (ctx) => {
  const t = await getTranslations("portal.companies");
  const own = await inOwnCompanies(ctx, async (one) => one);
  if (worksElsewhere(own))
    return (
      <PageBody title={t("title")}>
        <NoChannel channel={ctx.session.channel} />
      </PageBody>
    );
  return (
    <PageBody title={t("title")} intro={own.length > 0 && t("intro")}>
      <CompanyCards companies={own.map(cardOf)} />
    </PageBody>
  );
});
