import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { LeaveForm } from "@/components/brokers/leave-form";
import { Notice } from "@/components/ui/notice";
import { previewDeparture } from "@/lib/brokers/departures";
import { findTeamMember, whyNotAct } from "@/lib/brokers/member-queries";
import { brokerPage } from "@/lib/web/broker-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { leaveTeamAction } from "../../member-actions";
import { memberSentence } from "../../member-words";

export const generateMetadata = titled("member.leave.title");

export default brokerPage({ asks: "brokeruser.leave" }, async (ctx, { params }) => {
  const t = await getTranslations("member.leave");
  const menu = await getTranslations("brokers.menu");
  const { code } = ctx.broker;
  const member = await findTeamMember(ctx, params.user ?? "");
  const refused = whyNotAct(ctx, member, "leave");
  return (
    <BrokerFrame
      ctx={ctx}
      at="team"
      title={t("title")}
      within={[
        { label: menu("team"), href: paths.team(code) },
        { label: member.name, href: paths.member(code, member.username) },
      ]}
    >
      {refused ? (
        <Notice tone="amber">{memberSentence(ctx, refused)}</Notice>
      ) : (
        <LeaveForm broker={code} member={member} facts={await previewDeparture(ctx, member)} action={leaveTeamAction} />
      )}
    </BrokerFrame>
  );
});
