import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { PersonFields } from "@/components/people/person-fields";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { findOffered, listProfileChoices } from "@/lib/people/queries";
import { companyPage } from "@/lib/web/company-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { actorPasskey } from "../../../passkey";
import { invitePersonAction, reviewInvitationAction } from "../actions";
import { reviewWords } from "../words";

export const generateMetadata = titled("people.form.newTitle");

export default companyPage({ asks: "user.create" }, async (ctx) => {
  const t = await getTranslations("people.form");
  const menu = await getTranslations("access.menu");
  const { company } = ctx;
  return (
    <HouseFrame
      company={company}
      part="users"
      title={t("newTitle")}
      intro={t("newIntro")}
      within={[{ label: menu("people"), href: paths.people(company.code) }]}
    >
      <div className="max-w-3xl">
        <ReviewedForm
          label={t("newTitle")}
          review={reviewInvitationAction}
          action={invitePersonAction}
          verb="user.create"
          askPasskey={await actorPasskey(ctx)}
          title={t("newReview")}
          {...(await reviewWords())}
        >
          <input type="hidden" name="empresa" value={company.code} />
          <PersonFields profiles={await listProfileChoices(ctx)} offered={await findOffered(ctx)} />
        </ReviewedForm>
      </div>
    </HouseFrame>
  );
});
