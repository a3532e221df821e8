import { getTranslations } from "next-intl/server";
import { ChangeList } from "@/components/operator/change-list";
import { DeskFrame } from "@/components/operator/desk-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { Pager } from "@/components/ui/pager";
import { listChanges } from "@/lib/operator/change-queries";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("operator.changes.title");

export default operatorPage({ asks: "change.ask" }, async (ctx, { search }) => {
  const t = await getTranslations("operator.changes");
  const changes = await listChanges(ctx, pageWanted(search));
  return (
    <DeskFrame title={t("title")} intro={t("intro")} notice={await noticeOf(search)}>
      <ListFrame>
        <ChangeList
          rows={changes.rows}
          now={ctx.now}
          empty={
            <EmptyState icon="inbox" title={t("none")}>
              {t("noneText")}
            </EmptyState>
          }
        />
        {changes.total > 0 && (
          <Pager
            page={changes.page}
            size={changes.size}
            total={changes.total}
            href={(number, size) => paths.withQuery(paths.changes, { pagina: String(number), ver: String(size) })}
            numbers="es-CO"
          />
        )}
      </ListFrame>
    </DeskFrame>
  );
});
