import type { Metadata } from "next";
import { PageBody } from "@/components/shell/page-body";
import { listOwnCompanies } from "@/lib/companies/queries";
import { portal } from "@/lib/messages/es/portal";
import { ownPage } from "@/lib/web/doors";
import { CompanyCards } from "./company-cards";

export const metadata: Metadata = { title: portal.companies.title };

export default ownPage(async (ctx) => {
  const companies = await listOwnCompanies(ctx);
  return (
    <PageBody title={portal.companies.title} intro={companies.length > 0 && portal.companies.intro}>
      <CompanyCards companies={companies} />
    </PageBody>
  );
});
