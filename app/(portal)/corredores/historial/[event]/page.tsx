import { getTranslations } from "next-intl/server";
import { EventPage } from "@/components/activity/event-page";
import { SealOfEvent } from "@/components/activity/event-seal";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { chainOfBroker } from "@/lib/activity/chain";
import { findActivity } from "@/lib/activity/queries";
import { activityQuery, teamSearch } from "@/lib/activity/schema";
import { findSeal } from "@/lib/activity/seal";
import { tellerIn } from "@/lib/activity/sentences";
import { NotFound } from "@/lib/errors";
import { stampIn } from "@/lib/messages/language";
import { brokerPage } from "@/lib/web/broker-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("teamhistory.detail");

export default brokerPage({ asks: "brokerhistory.read" }, async (ctx, { params, search }) => {
  const { event: id = "" } = params;
  const chain = chainOfBroker(ctx);
  const event = /^[1-9]\d{0,17}$/.test(id) ? await findActivity(chain, BigInt(id)) : null;
  if (!event) throw new NotFound();
  const t = await getTranslations("teamhistory");
  const shared = await getTranslations("activity");
  const { broker, user } = ctx;
  const stamp = stampIn(broker.timeZone, user.language);
  const back = paths.withQuery(paths.teamHistory(broker.code), {
    ...activityQuery(teamSearch(search)),
    ver: typeof search.ver === "string" ? search.ver : undefined,
    pagina: typeof search.pagina === "string" ? search.pagina : undefined,
  });
  return (
    <BrokerFrame
      ctx={ctx}
      at="history"
      within={[{ label: t("title"), href: back }]}
      title={t("detail")}
      badge={<Badge tone={event.result === "done" ? "in" : "amber"}>{shared(`results.${event.result}`)}</Badge>}
      actions={
        <LinkButton href={back} icon="left">
          {t("back")}
        </LinkButton>
      }
    >
      <EventPage
        event={event}
        teller={tellerIn(user.language)}
        stamp={stamp}
        ofTeam
        proof={<SealOfEvent seal={await findSeal(chain, BigInt(id))} stamp={stamp} />}
      />
    </BrokerFrame>
  );
});
