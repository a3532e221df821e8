import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { DeskList } from "@/components/operator/desk-list";
import { ProfileList } from "@/components/profiles/profile-list";
import { ProfileTabs } from "@/components/profiles/profile-tabs";
import { ProfileVerbs } from "@/components/profiles/profile-verbs";
import { EmptyState } from "@/components/ui/empty-state";
import { IconLink } from "@/components/ui/icon-button";
import { deletionSeen, holdersMax, listProfiles, profileSorts } from "@/lib/profiles/queries";
import { verbsOf } from "@/lib/profiles/rules";
import { sortText } from "@/lib/sorting";
import { companyPage } from "@/lib/web/company-doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { sortWanted, textWanted } from "@/lib/web/sorting";
import { actorPasskey } from "../../passkey";
import { deleteProfileAction } from "./actions";
import { ProfileWords } from "./words";

export const generateMetadata = titled("profiles.title");

export default companyPage({ asks: "profile.read" }, async (ctx, { search }) => {
  const t = await getTranslations("profiles");
  const { company, actor } = ctx;
  const [text, sort] = [textWanted(search), sortWanted(search, profileSorts)];
  const profiles = await listProfiles(ctx, { text, sort, ...pageWanted(search) });
  const askPasskey = await actorPasskey(ctx);
  const query = {
    empresa: company.code,
    buscar: text ?? undefined,
    orden: sortText(sort),
    ver: profiles.size === 10 ? undefined : String(profiles.size),
  };
  const address = "/administracion/perfiles";
  return (
    <ProfileWords>
      <HouseFrame company={company} title={t("title")} part="users" notice={await noticeOf(search)}>
        <ProfileTabs company={company.code} current="list" mayCreate={actor.permissions.has("profile.create")} />
        <DeskList address={address} query={query} searchLabel={t("list.search")} found={profiles}>
          <ProfileList
            rows={profiles.rows}
            sort={sort}
            href={(more) => paths.withQuery(address, { ...query, ...more })}
            profileHref={(row) => paths.profile(company.code, row.id)}
            timeZone={company.timeZone}
            holdersMax={holdersMax}
            actions={(row) => (
              <>
                <IconLink name={t("verbs.read")} icon="detail" href={paths.profile(company.code, row.id)} />
                <ProfileVerbs
                  company={company.code}
                  row={{ ...row, seen: deletionSeen(ctx, row) }}
                  verbs={verbsOf(actor.permissions)}
                  remove={deleteProfileAction}
                  askPasskey={askPasskey}
                  iconOnly
                />
              </>
            )}
            empty={
              <EmptyState icon={text ? "search" : "inbox"} title={t(text ? "list.noMatch" : "list.none")}>
                {t(text ? "list.noMatchText" : "list.noneText")}
              </EmptyState>
            }
          />
        </DeskList>
      </HouseFrame>
    </ProfileWords>
  );
});
