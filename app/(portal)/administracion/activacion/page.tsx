import { getTranslations } from "next-intl/server";
import { HouseFrame } from "@/components/administration/house-frame";
import { Part } from "@/components/operator/part";
import { PersonAccess } from "@/components/people/person-facts";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { Notice } from "@/components/ui/notice";
import { TextArea } from "@/components/ui/text-area";
import type { CompanyContext } from "@/lib/context";
import { personWanted } from "@/lib/people/filter";
import { findMember, whyNot } from "@/lib/people/queries";
import type { Member } from "@/lib/people/store";
import { companyPage } from "@/lib/web/company-doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { actorPasskey } from "../../passkey";
import { peopleList } from "../people-page";
import { sentenceOf } from "../person-acts";
import { reviewWords } from "../usuarios/words";
import { reviewStandingAction, standPersonAction } from "./actions";

export const generateMetadata = titled("access.menu.activation");

export default companyPage({ asks: "user.activate" }, async (ctx, at) => {
  const t = await getTranslations("people");
  const menu = (await getTranslations("access.menu"))("activation");
  const { company } = ctx;
  const address = paths.activation(company.code);
  const username = personWanted(at.search);
  if (username === null)
    return (
      <HouseFrame
        company={company}
        part="users"
        title={menu}
        intro={t("list.activationIntro")}
        notice={await noticeOf(at.search)}
      >
        {await peopleList(ctx, at, { kind: "activation", address, caption: menu })}
      </HouseFrame>
    );
  const member = await findMember(ctx, username);
  const { name, standing } = member;
  const title = t(standing === "INACTIVE" ? "activation.activateTitle" : "activation.inactivateTitle", { name });
  return (
    <HouseFrame company={company} part="users" title={title} within={[{ label: menu, href: address }]}>
      <div className="max-w-3xl">{await standingForm(ctx, member, title)}</div>
    </HouseFrame>
  );
});

async function standingForm(ctx: CompanyContext, member: Member, title: string) {
  const t = await getTranslations("people.activation");
  const refused = await whyNot(ctx, "user.activate", member);
  if (refused) return <Notice tone="amber">{sentenceOf(ctx, refused)}</Notice>;
  const activates = member.standing === "INACTIVE";
  return (
    <ReviewedForm
      label={title}
      review={reviewStandingAction}
      action={standPersonAction}
      verb="user.activate"
      askPasskey={await actorPasskey(ctx)}
      title={title}
      {...(await reviewWords())}
    >
      <input type="hidden" name="empresa" value={ctx.company.code} />
      <input type="hidden" name="persona" value={member.username} />
      <input type="hidden" name="hace" value={activates ? "activar" : "inactivar"} />
      <Part title={`${member.name} · ${member.username}`}>
        <PersonAccess member={member} now={ctx.now.toISOString()} timeZone={ctx.company.timeZone} />
        <p className="my-4 max-w-prose text-sm">{t(activates ? "activate" : "inactivate")}</p>
        <TextArea label={t("reason")} description={t("reasonHelp")} name="motivo" maxLength={500} required />
      </Part>
    </ReviewedForm>
  );
}
