import { getTranslations } from "next-intl/server";
import { BrokerList } from "@/components/operator/broker-list";
import { DeskFrame } from "@/components/operator/desk-frame";
import { DeskList } from "@/components/operator/desk-list";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { brokerSorts, listBrokers } from "@/lib/operator/broker-queries";
import { sortText } from "@/lib/sorting";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { sortWanted, textWanted } from "@/lib/web/sorting";

export const generateMetadata = titled("registry.brokers.title");

export default operatorPage({ asks: "registry.read" }, async (ctx, { search }) => {
  const t = await getTranslations("registry.brokers");
  const [text, sort] = [textWanted(search), sortWanted(search, brokerSorts)];
  const brokers = await listBrokers(ctx, { text, sort, ...pageWanted(search) });
  const notice = await noticeOf(search);
  const query = {
    buscar: text ?? undefined,
    orden: sortText(sort),
    ver: brokers.size === 10 ? undefined : String(brokers.size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(paths.brokers, { ...query, ...more });
  return (
    <DeskFrame
      notice={notice}
      title={t("title")}
      intro={t("intro")}
      actions={
        <LinkButton href={paths.newBroker} variant="primary" icon="plus">
          {t("new")}
        </LinkButton>
      }
    >
      <DeskList address={paths.brokers} query={query} searchLabel={t("search")} found={brokers}>
        <BrokerList
          rows={brokers.rows}
          sort={sort}
          href={here}
          empty={
            <EmptyState icon={text ? "search" : "inbox"} title={t(text ? "noMatch" : "none")}>
              {t(text ? "noMatchText" : "noneText")}
            </EmptyState>
          }
        />
      </DeskList>
    </DeskFrame>
  );
});
