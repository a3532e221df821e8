import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { MemberFields } from "@/components/brokers/member-fields";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { listAdministered } from "@/lib/brokers/member-queries";
import { dayIn } from "@/lib/messages/date-format";
import { brokerPage } from "@/lib/web/broker-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { addMemberAction, reviewMemberAction } from "../member-actions";
import { memberReviewWords } from "../member-words";

export const generateMetadata = titled("member.form.newTitle");

export default brokerPage({ asks: "brokeruser.create" }, async (ctx) => {
  const t = await getTranslations("member.form");
  const menu = await getTranslations("brokers.menu");
  const { broker } = ctx;
  const givers = await listAdministered(ctx);
  return (
    <BrokerFrame
      ctx={ctx}
      at="team"
      title={t("newTitle")}
      intro={t("newIntro")}
      within={[{ label: menu("team"), href: paths.team(broker.code) }]}
    >
      <ReviewedForm
        label={t("newTitle")}
        review={reviewMemberAction}
        action={addMemberAction}
        title={t("addReview")}
        next={null}
        presses={{ accept: t("accept"), cancel: t("cancel") }}
        {...(await memberReviewWords())}
      >
        <input type="hidden" name="empresa" value={broker.code} />
        <MemberFields givers={givers} today={dayIn(ctx.now, broker.timeZone)} />
      </ReviewedForm>
    </BrokerFrame>
  );
});
