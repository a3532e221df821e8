import { getTranslations } from "next-intl/server";
import { CompanyFacts } from "@/components/companies/company-facts";
import { CompanyHistory } from "@/components/companies/company-history";
import { HelpFrame } from "@/components/help/help-frame";
import { LinkButton } from "@/components/ui/link-button";
import { Pager } from "@/components/ui/pager";
import { findCompanyData, houseOfCompany, listCompanyChanges } from "@/lib/companies/data";
import { noCompanyData } from "@/lib/companies/rules";
import { companyPage } from "@/lib/web/company-doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("company.title");

export default companyPage({ asks: "company.read" }, async (ctx, { search }) => {
  const t = await getTranslations("company");
  const { company, actor } = ctx;
  const data = await findCompanyData(houseOfCompany(ctx));
  const { page, size } = pageWanted(search);
  const total = data?.version ?? 0;
  return (
    <HelpFrame
      company={company}
      title={t("title")}
      intro={t("intro")}
      notice={await noticeOf(search)}
      actions={
        actor.permissions.has("company.edit") && (
          <LinkButton href={paths.ownDataChange(company.code)} icon="edit" variant="primary">
            {t("modify")}
          </LinkButton>
        )
      }
    >
      <CompanyFacts company={company} data={data ?? noCompanyData} />
      <section aria-labelledby="historial" className="mt-6">
        <h2 id="historial" className="text-base font-semibold">
          {t("history")}
        </h2>
        <p className="mt-0.5 mb-2 text-sm text-ink-soft">{t("historyText")}</p>
        <CompanyHistory
          changes={await listCompanyChanges(houseOfCompany(ctx), { page, size })}
          now={ctx.now.toISOString()}
          timeZone={company.timeZone}
        />
        {total > 10 && (
          <Pager
            page={page}
            size={size}
            total={total}
            href={(number, each) =>
              paths.withQuery(paths.ownData(company.code), { pagina: String(number), ver: String(each) })
            }
            numbers="es-CO"
          />
        )}
      </section>
    </HelpFrame>
  );
});
