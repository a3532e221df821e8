import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { MemberPress, Said } from "@/components/brokers/member-act";
import { MemberAccess, MemberData, MemberEvents } from "@/components/brokers/member-facts";
import { MemberStanding } from "@/components/brokers/standing-badge";
import { Part } from "@/components/operator/part";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { findTeamMember, listMemberEvents, whyNotAct, whyNotMember } from "@/lib/brokers/member-queries";
import type { MemberAct } from "@/lib/brokers/member-rules";
import { departureReference } from "@/lib/brokers/shown";
import type { DomainError } from "@/lib/errors";
import { brokerPage } from "@/lib/web/broker-doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { disableMemberAction, enableMemberAction, inviteMemberAgainAction, resetMemberAction } from "../member-actions";
import { memberSentence } from "../member-words";

export const generateMetadata = titled("member.words.username");

const actions = {
  disable: disableMemberAction,
  enable: enableMemberAction,
  invite: inviteMemberAgainAction,
  reset: resetMemberAction,
};

export default brokerPage({ asks: "brokeruser.read" }, async (ctx, { params, search }) => {
  const t = await getTranslations("member");
  const menu = await getTranslations("brokers.menu");
  const { code, name, timeZone } = ctx.broker;
  const member = await findTeamMember(ctx, params.user ?? "");
  const events = await listMemberEvents(ctx, member.username);
  const at = { now: ctx.now.toISOString(), timeZone };
  const untouchable = whyNotMember(ctx, member);
  const said = (why: DomainError | null) => (why ? memberSentence(ctx, why) : null);
  // What holds for all presses is said once, above them.
  const whyNot = (act: MemberAct) => (untouchable ? "" : said(whyNotAct(ctx, member, act)));
  const presses = (["disable", "enable", "reset", "invite"] as const).filter((act) =>
    act === "enable"
      ? member.standing === "INACTIVE"
      : act === "disable"
        ? member.standing !== "INACTIVE"
        : act === "reset" || member.standing === "INVITED",
  );
  const leaving = whyNot("leave");
  return (
    <BrokerFrame
      ctx={ctx}
      at="team"
      title={member.name}
      badge={<MemberStanding standing={member.standing} />}
      within={[{ label: menu("team"), href: paths.team(code) }]}
      notice={await noticeOf(search)}
    >
      <p className="mb-4">
        <Link
          prefetch={false}
          href={paths.team(code)}
          className="inline-flex min-h-9 items-center gap-1.5 text-sm text-primary hover:underline touch:min-h-11"
        >
          {t("person.back")}
        </Link>
      </p>
      {member.several && <Notice className="mb-4">{t("person.several")}</Notice>}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_16rem]">
        <div className="grid min-w-0 gap-5">
          <Part title={t("person.data")}>
            <MemberData member={member} />
          </Part>
          <Part title={t("person.access")}>
            <MemberAccess member={member} broker={name} {...at} />
          </Part>
          <Part title={t("person.history")} text={events.length < 20 ? undefined : t("person.historyMost")}>
            <MemberEvents events={events} {...at} />
          </Part>
        </div>
        <div className="grid gap-3 max-lg:order-first">
          {untouchable && <Notice tone="amber">{said(untouchable)}</Notice>}
          {untouchable ? (
            <Button icon="edit" disabled>
              {t("person.modify")}
            </Button>
          ) : (
            <LinkButton href={paths.modifiedMember(code, member.username)} variant="primary" icon="edit" wide>
              {t("person.modify")}
            </LinkButton>
          )}
          {presses.map((act) => (
            <MemberPress
              key={act}
              act={act}
              broker={code}
              member={{ username: member.username, name: member.name, version: member.version }}
              action={actions[act]}
              why={whyNot(act)}
            />
          ))}
          <Said why={leaving}>
            {leaving === null ? (
              <LinkButton href={paths.departure(code, member.username)} icon="leave" wide>
                {t("acts.leave.label")}
              </LinkButton>
            ) : (
              <Button icon="leave" disabled>
                {t("acts.leave.label")}
              </Button>
            )}
          </Said>
          {member.departure !== null && (
            <Link
              prefetch={false}
              href={paths.departureReceipt(code, member.username, departureReference(member.departure))}
              className="text-sm text-primary hover:underline"
            >
              {t("person.receipt", { reference: departureReference(member.departure) })}
            </Link>
          )}
        </div>
      </div>
    </BrokerFrame>
  );
});
