import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { BulkLink } from "@/components/brokers/bulk-link";
import { TeamBoard } from "@/components/brokers/team-board";
import { LinkButton } from "@/components/ui/link-button";
import { listTeam, teamSorts } from "@/lib/brokers/list";
import { administering, teamFilter } from "@/lib/brokers/rules";
import { findOwnSettings } from "@/lib/brokers/settings";
import { brokerPage } from "@/lib/web/broker-doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { sortWanted, textWanted } from "@/lib/web/sorting";

export const generateMetadata = titled("brokers.menu.team");

export default brokerPage({ asks: "brokeruser.read" }, async (ctx, { search }) => {
  const t = await getTranslations("team.list");
  const brokers = await getTranslations("brokers");
  const asked = { ...teamFilter(search), text: textWanted(search), sort: sortWanted(search, teamSorts) };
  const found = await listTeam(ctx, { ...asked, ...pageWanted(search) });
  const at = asked.section === administering && asked.standing === "ACTIVE" ? "superusers" : "team";
  return (
    <BrokerFrame
      ctx={ctx}
      at={at}
      title={brokers(`menu.${at}`)}
      intro={at === "team" ? t("intro") : brokers("home.places.superusers")}
      notice={await noticeOf(search)}
      actions={
        <>
          {ctx.permissions.has("brokeruser.import") && <BulkLink broker={ctx.broker.code} />}
          {ctx.permissions.has("brokeruser.create") && (
            <LinkButton
              href={paths.newMember(ctx.broker.code)}
              variant="primary"
              icon="plus"
              className="max-sm:order-first"
            >
              {t("new")}
            </LinkButton>
          )}
        </>
      }
    >
      <TeamBoard
        broker={ctx.broker}
        permissions={ctx.permissions}
        now={ctx.now.toISOString()}
        asked={asked}
        found={found}
        first={(await findOwnSettings(ctx)).format}
      />
    </BrokerFrame>
  );
});
