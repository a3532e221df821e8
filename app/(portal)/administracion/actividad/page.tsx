import { getTranslations } from "next-intl/server";
import { ActivityExports } from "@/components/activity/activity-exports";
import { ActivityFilters } from "@/components/activity/activity-filters";
import { ActivityList } from "@/components/activity/activity-list";
import { HouseFrame } from "@/components/administration/house-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { chainOfCompany } from "@/lib/activity/chain";
import { listActivity } from "@/lib/activity/queries";
import { activityQuery, activitySearch } from "@/lib/activity/schema";
import { tellerIn } from "@/lib/activity/sentences";
import type { Permission } from "@/lib/catalog";
import { paperRowsMax } from "@/lib/files/rules";
import { stampIn } from "@/lib/messages/language";
import { formatCount } from "@/lib/money";
import { companyPage } from "@/lib/web/company-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("activity.title");

export default companyPage({ asks: "activity.read" }, async (ctx, { search }) => {
  const t = await getTranslations("activity");
  const { company, actor } = ctx;
  const { language } = actor.user;
  const asked = activitySearch(search);
  const found = await listActivity(chainOfCompany(ctx), asked, pageWanted(search, 25));
  const filters = activityQuery(asked);
  const query = {
    empresa: company.code,
    ...filters,
    ver: found.size === 25 ? undefined : String(found.size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(paths.activity, { ...query, ...more });
  const filtered = Object.values(asked).some((one) => one !== null);
  const tooMany = found.total > paperRowsMax;
  const { from, to } = asked;
  const may = (permission: Permission) => actor.permissions.has(permission);
  return (
    <HouseFrame company={company} part="users" title={t("title")} intro={t("intro")}>
      <ListFrame>
        <ActivityFilters
          search={asked}
          query={query}
          href={paths.activity}
          exports={
            <ActivityExports
              to={{
                sheet: may("activity.export") && paths.activityExport,
                pdf: may("activity.pdf") && paths.activityPdf,
                print: may("activity.print") && paths.activityPrinted,
              }}
              query={query}
              tooMany={tooMany}
            />
          }
        />
        {from && to && from > to && (
          <Notice tone="amber" className="mb-4">
            {t("backwards")}
          </Notice>
        )}
        <ActivityList
          rows={found.rows}
          teller={tellerIn(language)}
          stamp={stampIn(company.timeZone, language)}
          event={(id) => paths.withQuery(paths.activityEvent(id), { ...query, pagina: pageOf(search) })}
          empty={
            <EmptyState icon="search" title={t(filtered ? "noMatch" : "none")}>
              {t(filtered ? "noMatchText" : "noneText")}
            </EmptyState>
          }
        />
        {found.total > 0 && (
          <Pager
            page={found.page}
            size={found.size}
            total={found.total}
            more={found.more}
            href={(number, size) => here({ pagina: String(number), ver: String(size) })}
            numbers="es-CO"
          />
        )}
        {(found.more || (tooMany && (may("activity.pdf") || may("activity.print")))) && (
          <p className="mt-2 max-w-prose text-xs text-ink-soft">
            {[
              found.more ? t("beyondCount") : null,
              tooMany ? t("paperMax", { most: formatCount(paperRowsMax, "COP") }) : null,
            ]
              .filter(Boolean)
              .join(" ")}
          </p>
        )}
      </ListFrame>
    </HouseFrame>
  );
});

const pageOf = (search: Record<string, string | string[] | undefined>) =>
  typeof search.pagina === "string" ? search.pagina : undefined;
