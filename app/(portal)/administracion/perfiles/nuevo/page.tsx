import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { ProfileForm } from "@/components/profiles/profile-form";
import { ProfileTabs } from "@/components/profiles/profile-tabs";
import { NotFound } from "@/lib/errors";
import { findChoosable, findProfile } from "@/lib/profiles/queries";
import { copyable } from "@/lib/profiles/rules";
import { profileId } from "@/lib/profiles/schema";
import { companyPage } from "@/lib/web/company-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { actorPasskey } from "../../../passkey";
import { createProfileAction, reviewNewProfileAction } from "../actions";
import { ProfileWords } from "../words";

export const generateMetadata = titled("profiles.form.create");

export default companyPage({ asks: "profile.create" }, async (ctx, { search }) => {
  const t = await getTranslations("profiles");
  const { company } = ctx;
  const { contracted, beyond } = await findChoosable(ctx);
  const id = search.copia === undefined ? null : profileId(search.copia);
  if (search.copia !== undefined && id === null) throw new NotFound();
  const copied = id === null ? null : await findProfile(ctx, id);
  const start = { name: "", description: "", status: "ACTIVE", grants: {} } as const;
  const profile = copied ? { ...copyable(copied, contracted), name: t("form.copyName", { name: copied.name }) } : start;
  const title = copied ? t("form.duplicate", { name: copied.name }) : t("form.create");
  return (
    <ProfileWords>
      <HouseFrame
        company={company}
        title={title}
        part="users"
        within={[{ label: t("title"), href: paths.profiles(company.code) }]}
      >
        <ProfileTabs company={company.code} current={copied ? undefined : "create"} mayCreate />
        <ProfileForm
          company={company.code}
          profile={profile}
          carries={copied ? { copia: String(copied.id) } : {}}
          contracted={contracted}
          beyond={beyond}
          verb="profile.create"
          review={reviewNewProfileAction}
          action={createProfileAction}
          askPasskey={await actorPasskey(ctx)}
          leave={paths.profiles(company.code)}
        />
      </HouseFrame>
    </ProfileWords>
  );
});
