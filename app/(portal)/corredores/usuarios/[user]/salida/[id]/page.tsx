import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { DepartureReceipt } from "@/components/brokers/departure-receipt";
import { findDeparture } from "@/lib/brokers/departures";
import { departureNumber } from "@/lib/brokers/shown";
import { stampIn } from "@/lib/messages/language";
import { brokerPage } from "@/lib/web/broker-doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("member.leave.title");

export default brokerPage({ asks: "brokeruser.leave" }, async (ctx, { params, search }) => {
  const t = await getTranslations("member.leave");
  const menu = await getTranslations("brokers.menu");
  const { code, name, timeZone } = ctx.broker;
  const departure = await findDeparture(ctx, params.user ?? "", departureNumber(params.id ?? ""));
  return (
    <BrokerFrame
      ctx={ctx}
      at="team"
      title={t("title")}
      within={[
        { label: menu("team"), href: paths.team(code) },
        { label: departure.name, href: paths.member(code, departure.username) },
      ]}
      notice={await noticeOf(search)}
    >
      <DepartureReceipt
        departure={departure}
        broker={name}
        person={paths.member(code, departure.username)}
        stamp={stampIn(timeZone, ctx.user.language)}
      />
    </BrokerFrame>
  );
});
