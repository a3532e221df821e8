import { getTranslations } from "next-intl/server";
import { ActivityList } from "@/components/activity/activity-list";
import { HouseFrame } from "@/components/administration/house-frame";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PrintButton } from "@/components/ui/print-button";
import { chainOfCompany } from "@/lib/activity/chain";
import { activityPaper } from "@/lib/activity/export";
import { activityQuery, activitySearch } from "@/lib/activity/schema";
import { tellerIn } from "@/lib/activity/sentences";
import { paperRowsMax } from "@/lib/files/rules";
import { stampIn } from "@/lib/messages/language";
import { formatCount } from "@/lib/money";
import { companyPage } from "@/lib/web/company-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("activity.title");

/** A search's activity, all of it, to be printed: what it says of itself and an event a row. It leaves its record, as every export does. */
export default companyPage({ asks: "activity.print" }, async (ctx, { search }) => {
  const t = await getTranslations("activity");
  const { company, actor } = ctx;
  const { language } = actor.user;
  const asked = activitySearch(search);
  const paper = await activityPaper(chainOfCompany(ctx), asked, "printed");
  const back = paths.withQuery(paths.activity, { empresa: company.code, ...activityQuery(asked) });
  return (
    <HouseFrame
      company={company}
      part="users"
      within={[{ label: t("title"), href: back }]}
      title={t("export.printed")}
      actions={
        <>
          <LinkButton href={back} icon="left" className="print:hidden">
            {t("detail.back")}
          </LinkButton>
          {paper && <PrintButton />}
        </>
      }
    >
      {paper ? (
        <>
          <div className="mb-5 rounded-md border bg-surface px-5 py-3">
            <DescriptionList
              items={[
                ...paper.head.facts.map(([label, value]) => ({ label, value })),
                { label: t("export.count"), value: String(paper.rows.length) },
              ]}
            />
          </div>
          <ActivityList
            rows={paper.rows}
            teller={tellerIn(language)}
            stamp={stampIn(company.timeZone, language)}
            empty={<EmptyState icon="search" title={t("noMatch")} />}
          />
        </>
      ) : (
        <Notice tone="amber">{t("paperMax", { most: formatCount(paperRowsMax, "COP") })}</Notice>
      )}
    </HouseFrame>
  );
});
