import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { Part } from "@/components/operator/part";
import { PersonKey } from "@/components/people/person-facts";
import { Notice } from "@/components/ui/notice";
import { personWanted } from "@/lib/people/filter";
import { findMember } from "@/lib/people/queries";
import { companyPage } from "@/lib/web/company-doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { peopleList } from "../people-page";
import { personActs } from "../person-acts";
import { resetPersonAction, unlockPersonAction } from "./actions";

export const generateMetadata = titled("access.menu.keys");

export default companyPage({ asks: "user.reset" }, async (ctx, at) => {
  const t = await getTranslations("people.list");
  const menu = (await getTranslations("access.menu"))("keys");
  const { company } = ctx;
  const address = paths.peopleKeys(company.code);
  const notice = await noticeOf(at.search);
  const username = personWanted(at.search);
  if (username === null)
    return (
      <HouseFrame company={company} part="users" title={menu} intro={t("keysIntro")} notice={notice}>
        {await peopleList(ctx, at, { kind: "keys", address, caption: menu })}
      </HouseFrame>
    );
  const member = await findMember(ctx, username);
  const { presses, why } = await personActs(ctx, member, { reset: resetPersonAction, unlock: unlockPersonAction });
  return (
    <HouseFrame
      company={company}
      part="users"
      title={member.name}
      within={[{ label: menu, href: address }]}
      notice={notice}
    >
      <div className="max-w-3xl">
        <Part title={`${menu}: ${member.username}`}>
          <PersonKey member={member} now={ctx.now.toISOString()} timeZone={company.timeZone} />
          {why && (
            <Notice tone="amber" className="mt-4">
              {why}
            </Notice>
          )}
          {presses.length > 0 && <div className="mt-4 flex flex-wrap gap-2">{presses}</div>}
        </Part>
      </div>
    </HouseFrame>
  );
});
