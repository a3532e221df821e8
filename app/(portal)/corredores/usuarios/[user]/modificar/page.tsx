import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { MemberFields } from "@/components/brokers/member-fields";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { Notice } from "@/components/ui/notice";
import { findTeamMember, whyNotMember } from "@/lib/brokers/member-queries";
import { dayIn } from "@/lib/messages/date-format";
import { brokerPage } from "@/lib/web/broker-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { modifyMemberAction, reviewMemberChangeAction } from "../../member-actions";
import { memberReviewWords, memberSentence } from "../../member-words";

export const generateMetadata = titled("member.form.modifyTitle");

export default brokerPage({ asks: "brokeruser.modify" }, async (ctx, { params }) => {
  const t = await getTranslations("member.form");
  const menu = await getTranslations("brokers.menu");
  const { broker } = ctx;
  const member = await findTeamMember(ctx, params.user ?? "");
  const refused = whyNotMember(ctx, member);
  return (
    <BrokerFrame
      ctx={ctx}
      at="team"
      title={t("modifyTitle")}
      intro={`${member.name} (${member.username})`}
      within={[
        { label: menu("team"), href: paths.team(broker.code) },
        { label: member.name, href: paths.member(broker.code, member.username) },
      ]}
    >
      {refused ? (
        <Notice tone="amber">{memberSentence(ctx, refused)}</Notice>
      ) : (
        <ReviewedForm
          label={t("modifyTitle")}
          review={reviewMemberChangeAction}
          action={modifyMemberAction}
          title={t("saveReview")}
          next={null}
          presses={{ accept: t("accept"), cancel: t("cancel") }}
          {...(await memberReviewWords())}
        >
          <input type="hidden" name="empresa" value={broker.code} />
          <input type="hidden" name="persona" value={member.username} />
          <input type="hidden" name="version" value={member.version} />
          <MemberFields
            member={member}
            givers={[{ code: broker.code, name: broker.name, own: ctx.own }]}
            today={dayIn(ctx.now, broker.timeZone)}
          />
        </ReviewedForm>
      )}
    </BrokerFrame>
  );
});
