import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { ProfileForm } from "@/components/profiles/profile-form";
import { ProfileTabs } from "@/components/profiles/profile-tabs";
import { WhyOff } from "@/components/profiles/why-off";
import { NotFound } from "@/lib/errors";
import { findChoosable, findProfile } from "@/lib/profiles/queries";
import { whyNot } from "@/lib/profiles/rules";
import { profileId } from "@/lib/profiles/schema";
import { companyPage } from "@/lib/web/company-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { actorPasskey } from "../../../../passkey";
import { modifyProfileAction, reviewProfileAction } from "../../actions";
import { ProfileWords } from "../../words";

export const generateMetadata = titled("profiles.form.modify");

export default companyPage({ asks: "profile.modify" }, async (ctx, { params }) => {
  const t = await getTranslations("profiles");
  const { company, actor } = ctx;
  const id = profileId(params.profile);
  if (id === null) throw new NotFound();
  const profile = await findProfile(ctx, id);
  const { contracted, beyond } = await findChoosable(ctx);
  const why = whyNot("modify", profile);
  const { name, description, status, grants } = profile;
  return (
    <ProfileWords>
      <HouseFrame
        company={company}
        title={t("form.modify")}
        part="users"
        within={[
          { label: t("title"), href: paths.profiles(company.code) },
          { label: name, href: paths.profile(company.code, id) },
        ]}
      >
        <ProfileTabs company={company.code} mayCreate={actor.permissions.has("profile.create")} />
        {why ? (
          <WhyOff why={why} beyond={profile.beyond} holders={profile.holders} />
        ) : (
          <ProfileForm
            company={company.code}
            profile={{ name, description, status, grants }}
            carries={{ perfil: String(id), version: String(profile.version) }}
            contracted={contracted}
            beyond={beyond}
            verb="profile.modify"
            review={reviewProfileAction}
            action={modifyProfileAction}
            askPasskey={await actorPasskey(ctx)}
            leave={paths.profiles(company.code)}
          />
        )}
      </HouseFrame>
    </ProfileWords>
  );
});
