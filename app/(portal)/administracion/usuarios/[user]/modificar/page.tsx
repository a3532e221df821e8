import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { PersonFields } from "@/components/people/person-fields";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { Notice } from "@/components/ui/notice";
import { findMember, findOffered, listProfileChoices, whyNot } from "@/lib/people/queries";
import { companyPage } from "@/lib/web/company-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { actorPasskey } from "../../../../passkey";
import { sentenceOf } from "../../../person-acts";
import { modifyPersonAction, reviewPersonAction } from "../../actions";
import { reviewWords } from "../../words";

export const generateMetadata = titled("people.form.modifyTitle");

export default companyPage({ asks: "user.modify" }, async (ctx, { params }) => {
  const t = await getTranslations("people.form");
  const menu = await getTranslations("access.menu");
  const { company } = ctx;
  const member = await findMember(ctx, params.user ?? "");
  const refused = await whyNot(ctx, "user.modify", member);
  return (
    <HouseFrame
      company={company}
      part="users"
      title={t("modifyTitle")}
      within={[
        { label: menu("people"), href: paths.people(company.code) },
        { label: member.name, href: paths.person(company.code, member.username) },
      ]}
    >
      <div className="max-w-3xl">
        {refused ? (
          <Notice tone="amber">{sentenceOf(ctx, refused)}</Notice>
        ) : (
          <ReviewedForm
            label={t("modifyTitle")}
            review={reviewPersonAction}
            action={modifyPersonAction}
            verb="user.modify"
            askPasskey={await actorPasskey(ctx)}
            title={t("modifyReview")}
            {...(await reviewWords())}
          >
            <input type="hidden" name="empresa" value={company.code} />
            <input type="hidden" name="persona" value={member.username} />
            <input type="hidden" name="version" value={member.version} />
            <PersonFields member={member} profiles={await listProfileChoices(ctx)} offered={await findOffered(ctx)} />
          </ReviewedForm>
        )}
      </div>
    </HouseFrame>
  );
});
