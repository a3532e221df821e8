import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { LinkButton } from "@/components/ui/link-button";
import { companyPage } from "@/lib/web/company-doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { peopleList } from "../people-page";

export const generateMetadata = titled("access.menu.people");

export default companyPage({ asks: "user.read" }, async (ctx, at) => {
  const t = await getTranslations("people.list");
  const title = (await getTranslations("access.menu"))("people");
  const { company, actor } = ctx;
  return (
    <HouseFrame
      company={company}
      part="users"
      title={title}
      intro={t("intro")}
      notice={await noticeOf(at.search)}
      actions={
        actor.permissions.has("user.create") && (
          <LinkButton href={paths.newPerson(company.code)} variant="primary" icon="plus">
            {t("new")}
          </LinkButton>
        )
      }
    >
      {await peopleList(ctx, at, { kind: "people", address: paths.people(company.code), caption: title })}
    </HouseFrame>
  );
});
