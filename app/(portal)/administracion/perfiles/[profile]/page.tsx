import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { Part } from "@/components/operator/part";
import { GrantList } from "@/components/profiles/grant-list";
import { ProfileConflicts } from "@/components/profiles/profile-conflicts";
import { ProfileTabs } from "@/components/profiles/profile-tabs";
import { ProfileVerbs } from "@/components/profiles/profile-verbs";
import { WhyOff } from "@/components/profiles/why-off";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { NotFound } from "@/lib/errors";
import { deletionSeen, findProfile, holdersMax } from "@/lib/profiles/queries";
import { boxesOf, conflictsOf, verbsOf, whyNot } from "@/lib/profiles/rules";
import { profileId } from "@/lib/profiles/schema";
import { companyPage } from "@/lib/web/company-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { actorPasskey } from "../../../passkey";
import { deleteProfileAction } from "../actions";
import { ProfileWords } from "../words";

export const generateMetadata = titled("profiles.tabs.list");

export default companyPage({ asks: "profile.read" }, async (ctx, { params }) => {
  const t = await getTranslations("profiles");
  const { company, actor, now } = ctx;
  const id = profileId(params.profile);
  if (id === null) throw new NotFound();
  const profile = await findProfile(ctx, id);
  const verbs = verbsOf(actor.permissions);
  const why = verbs.length > 0 ? whyNot("modify", profile) : null;
  const { name, description, version, own, beyond, holders } = profile;
  const row = { id, name, version, own, beyond, holders, seen: deletionSeen(ctx, profile) };
  const askPasskey = await actorPasskey(ctx);
  return (
    <ProfileWords>
      <HouseFrame
        company={company}
        title={name}
        part="users"
        badge={<Badge tone={profile.status === "ACTIVE" ? "in" : "plain"}>{t(`statuses.${profile.status}`)}</Badge>}
        within={[{ label: t("title"), href: paths.profiles(company.code) }]}
        actions={
          <ProfileVerbs company={company.code} row={row} remove={deleteProfileAction} {...{ verbs, askPasskey }} />
        }
      >
        <ProfileTabs company={company.code} mayCreate={actor.permissions.has("profile.create")} />
        <div className="grid gap-5">
          {why && <WhyOff why={why} beyond={beyond} holders={holders} />}
          <ProfileConflicts conflicts={conflictsOf(profile)} />
          <Part title={t("detail.data")}>
            <DescriptionList
              items={[
                ...(description ? [{ label: t("form.description"), value: description }] : []),
                {
                  label: t("list.holders"),
                  value: holders > holdersMax ? t("list.holdersOver", { max: holdersMax }) : String(holders),
                },
                {
                  label: t("list.updated"),
                  value: (
                    <DateTime
                      at={profile.updatedAt.toISOString()}
                      now={now.toISOString()}
                      timeZone={company.timeZone}
                    />
                  ),
                },
                { label: t("detail.version"), value: String(version) },
              ]}
            />
          </Part>
          <Part title={t("detail.everything")}>
            {boxesOf(profile.grants).length === 0 ? (
              <p className="text-sm">{t("review.nothing")}</p>
            ) : (
              <GrantList grants={profile.grants} />
            )}
          </Part>
        </div>
      </HouseFrame>
    </ProfileWords>
  );
});
