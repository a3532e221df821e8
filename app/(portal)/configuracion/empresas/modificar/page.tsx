import { getTranslations } from "next-intl/server";
import { CompanyFields } from "@/components/companies/company-fields";
import { HelpFrame } from "@/components/help/help-frame";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { findCompanyData, houseOfCompany } from "@/lib/companies/data";
import { companyFacts, noCompanyData } from "@/lib/companies/rules";
import { companyPage } from "@/lib/web/company-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { editCompanyDataAction, reviewCompanyDataAction } from "../actions";

export const generateMetadata = titled("company.modifyTitle");

export default companyPage({ asks: "company.edit" }, async (ctx) => {
  const t = await getTranslations("company");
  const data = await findCompanyData(houseOfCompany(ctx));
  return (
    <HelpFrame
      company={ctx.company}
      title={t("modifyTitle")}
      within={[{ label: t("title"), href: paths.ownData(ctx.company.code) }]}
    >
      <div className="max-w-5xl">
        <ReviewedForm
          label={t("modifyTitle")}
          review={reviewCompanyDataAction}
          action={editCompanyDataAction}
          verb="company.edit"
          password={t("password")}
          title={t("reviewTitle")}
          words={Object.fromEntries(companyFacts.map((fact) => [fact, t(`facts.${fact}`)]))}
        >
          <input type="hidden" name="empresa" value={ctx.company.code} />
          <input type="hidden" name="version" value={data?.version ?? 0} />
          <CompanyFields data={data ?? noCompanyData} />
        </ReviewedForm>
      </div>
    </HelpFrame>
  );
});
