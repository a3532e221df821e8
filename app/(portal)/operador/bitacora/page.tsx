import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { TrailFilters } from "@/components/operator/trail-filters";
import { TrailList } from "@/components/operator/trail-list";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { trailSearch } from "@/lib/audit/filter";
import { listTrail } from "@/lib/audit/queries";
import { deskTimeZone } from "@/lib/operator/rules";
import { operatorPage } from "@/lib/web/operator-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { textWanted } from "@/lib/web/sorting";

export const generateMetadata = titled("trail.title");

export default operatorPage({ asks: "trail.read" }, async (ctx, { search }) => {
  const t = await getTranslations("trail");
  const asked = { ...trailSearch(search), text: textWanted(search) };
  const timeZone = deskTimeZone;
  const trail = await listTrail(ctx, { ...asked, timeZone, ...pageWanted(search, 25) });
  const { from, to, result, text } = asked;
  const query = {
    desde: from ?? undefined,
    hasta: to ?? undefined,
    resultado: result ?? undefined,
    buscar: text ?? undefined,
    ver: trail.size === 25 ? undefined : String(trail.size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(paths.deskTrail, { ...query, ...more });
  const filtered = Object.values(asked).some((one) => one !== null);
  return (
    <DeskFrame title={t("title")} intro={t("intro")}>
      <ListFrame>
        <TrailFilters href={paths.deskTrail} search={asked} query={query} />
        {from && to && from > to && (
          <Notice tone="amber" className="mb-4">
            {t("backwards")}
          </Notice>
        )}
        <TrailList
          rows={trail.rows}
          timeZone={timeZone}
          empty={
            <EmptyState icon="search" title={t(filtered ? "noMatch" : "none")}>
              {t(filtered ? "noMatchText" : "noneText")}
            </EmptyState>
          }
        />
        {trail.total > 0 && (
          <Pager
            page={trail.page}
            size={trail.size}
            total={trail.total}
            more={trail.more}
            href={(number, size) => here({ pagina: String(number), ver: String(size) })}
            numbers="es-CO"
          />
        )}
      </ListFrame>
    </DeskFrame>
  );
});
