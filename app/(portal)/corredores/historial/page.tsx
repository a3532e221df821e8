import { getTranslations } from "next-intl/server";
import { ActivityExports } from "@/components/activity/activity-exports";
import { ActivityFilters } from "@/components/activity/activity-filters";
import { ActivityList } from "@/components/activity/activity-list";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { chainOfBroker } from "@/lib/activity/chain";
import { listActivity } from "@/lib/activity/queries";
import { activityQuery, teamSearch } from "@/lib/activity/schema";
import { tellerIn } from "@/lib/activity/sentences";
import { findOwnSettings } from "@/lib/brokers/settings";
import { paperRowsMax } from "@/lib/files/rules";
import { stampIn } from "@/lib/messages/language";
import { formatCount } from "@/lib/money";
import { brokerPage } from "@/lib/web/broker-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("teamhistory.title");

export default brokerPage({ asks: "brokerhistory.read" }, async (ctx, { search }) => {
  const t = await getTranslations("teamhistory");
  const shared = await getTranslations("activity");
  const { broker, user, permissions } = ctx;
  const asked = teamSearch(search);
  const found = await listActivity(chainOfBroker(ctx), asked, pageWanted(search, 25));
  const { format } = await findOwnSettings(ctx);
  const list = paths.teamHistory();
  const query = {
    empresa: broker.code,
    ...activityQuery(asked),
    ver: found.size === 25 ? undefined : String(found.size),
  };
  const pagina = typeof search.pagina === "string" ? search.pagina : undefined;
  const filtered = Object.values(asked).some((one) => one !== null);
  const tooMany = found.total > paperRowsMax;
  const exports = permissions.has("brokerhistory.export");
  const { from, to } = asked;
  return (
    <BrokerFrame ctx={ctx} at="history" title={t("title")} intro={t("intro")}>
      <ListFrame>
        <ActivityFilters
          search={asked}
          query={query}
          href={list}
          ofTeam
          exports={
            <ActivityExports
              to={{ sheet: exports && paths.teamHistoryExport, pdf: exports && paths.teamHistoryPdf }}
              query={query}
              tooMany={tooMany}
              first={format}
            />
          }
        />
        {from && to && from > to && (
          <Notice tone="amber" className="mb-4">
            {shared("backwards")}
          </Notice>
        )}
        <ActivityList
          rows={found.rows}
          ofTeam
          teller={tellerIn(user.language)}
          stamp={stampIn(broker.timeZone, user.language)}
          event={(id) => paths.withQuery(paths.teamEvent(id), { ...query, pagina })}
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
            href={(number, size) => paths.withQuery(list, { ...query, pagina: String(number), ver: String(size) })}
            manner="brokers"
            numbers="es-PE"
          />
        )}
        {(found.more || (tooMany && exports)) && (
          <p className="mt-2 max-w-prose text-xs text-ink-soft">
            {[
              found.more ? t("beyondCount") : null,
              tooMany ? shared("paperMax", { most: formatCount(paperRowsMax, "PEN") }) : null,
            ]
              .filter(Boolean)
              .join(" ")}
          </p>
        )}
      </ListFrame>
    </BrokerFrame>
  );
});
