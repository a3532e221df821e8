import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { Part } from "@/components/operator/part";
import { PersonAccess, PersonData, PersonKey, PersonToken } from "@/components/people/person-facts";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { findMember, whyNot } from "@/lib/people/queries";
import { companyPage } from "@/lib/web/company-doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { unlockPersonAction } from "../../claves/actions";
import { personActs, sentenceOf } from "../../person-acts";
import { invitePersonAgainAction } from "../actions";

export const generateMetadata = titled("people.fields.username");

export default companyPage({ asks: "user.read" }, async (ctx, { params, search }) => {
  const t = await getTranslations("people.person");
  const menu = await getTranslations("access.menu");
  const { company, actor } = ctx;
  const member = await findMember(ctx, params.user ?? "");
  const { permissions } = actor;
  const { code } = company;
  const at = { member, now: ctx.now.toISOString(), timeZone: company.timeZone };
  const modifies = permissions.has("user.modify");
  const refused = modifies ? await whyNot(ctx, "user.modify", member) : null;
  // Whoever resets has the unlocking there.
  const { presses } = await personActs(ctx, member, {
    ...(member.standing === "INVITED" && { invite: invitePersonAgainAction }),
    ...(!permissions.has("user.reset") && { unlock: unlockPersonAction }),
  });
  const link = (asks: "user.activate" | "user.reset" | "token.read", href: string, label: string) =>
    permissions.has(asks) && !refused ? <LinkButton href={href}>{label}</LinkButton> : null;
  return (
    <HouseFrame
      company={company}
      part="users"
      title={member.name}
      within={[{ label: menu("people"), href: paths.people(code) }]}
      notice={await noticeOf(search)}
      actions={
        modifies &&
        !refused && (
          <LinkButton href={paths.modifiedPerson(code, member.username)} variant="primary" icon="edit">
            {t("modify")}
          </LinkButton>
        )
      }
    >
      {refused && (
        <Notice tone="amber" className="mb-4">
          {sentenceOf(ctx, refused)}
        </Notice>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Part title={t("data")}>
          <PersonData member={member} />
        </Part>
        <Part
          title={t("access")}
          actions={link("user.activate", paths.activation(code, member.username), t("activation"))}
        >
          <PersonAccess {...at} />
          {presses.length > 0 && <div className="mt-3 flex flex-wrap gap-2">{presses}</div>}
        </Part>
        <Part title={t("key")} actions={link("user.reset", paths.peopleKeys(code, member.username), t("keys"))}>
          <PersonKey {...at} />
        </Part>
        <Part title={t("token")} actions={link("token.read", paths.tokens(code, member.username), t("tokens"))}>
          <PersonToken {...at} />
        </Part>
      </div>
    </HouseFrame>
  );
});
