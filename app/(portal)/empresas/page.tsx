import { getTranslations } from "next-intl/server";
import { PageBody } from "@/components/shell/page-body";
import { listOwnCompanies } from "@/lib/companies/queries";
import { ownPage } from "@/lib/web/doors";
import { titled } from "@/lib/web/preferences";
import { CompanyCards } from "./company-cards";

export const generateMetadata = titled("portal.companies.title");

export default ownPage(async (ctx) => {
  const t = await getTranslations("portal.companies");
  const companies = await listOwnCompanies(ctx);
  return (
    <PageBody title={t("title")} intro={companies.length > 0 && t("intro")}>
      <CompanyCards companies={companies} />
    </PageBody>
  );
});
