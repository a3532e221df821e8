import { getTranslations } from "next-intl/server";
import { DoubtList } from "@/components/doubts/doubt-list";
import { DeskFrame } from "@/components/operator/desk-frame";
import { DeskList } from "@/components/operator/desk-list";
import { EmptyState } from "@/components/ui/empty-state";
import { doubtSorts, listDoubts } from "@/lib/operator/doubt-queries";
import { sortText } from "@/lib/sorting";
import { operatorPage } from "@/lib/web/operator-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { sortWanted, textWanted } from "@/lib/web/sorting";

export const generateMetadata = titled("doubts.title");

export default operatorPage({ asks: "doubt.read" }, async (ctx, { search }) => {
  const t = await getTranslations("doubts");
  const [text, sort] = [textWanted(search), sortWanted(search, doubtSorts)];
  const doubts = await listDoubts(ctx, { text, sort, ...pageWanted(search) });
  const query = {
    buscar: text ?? undefined,
    orden: sortText(sort),
    ver: doubts.size === 10 ? undefined : String(doubts.size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(paths.doubts, { ...query, ...more });
  return (
    <DeskFrame title={t("title")} intro={t("intro")}>
      <DeskList address={paths.doubts} query={query} searchLabel={t("list.search")} found={doubts}>
        <DoubtList
          rows={doubts.rows}
          sort={sort}
          now={ctx.now}
          href={here}
          empty={
            <EmptyState icon={text ? "search" : "done"} title={t(text ? "list.noMatch" : "list.none")}>
              {t(text ? "list.noMatchText" : "list.noneText")}
            </EmptyState>
          }
        />
      </DeskList>
    </DeskFrame>
  );
});
