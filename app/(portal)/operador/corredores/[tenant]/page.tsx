import { getTranslations } from "next-intl/server";
import { DeskEvents } from "@/components/operator/desk-events";
import { DeskFrame } from "@/components/operator/desk-frame";
import { FirstPeople } from "@/components/operator/first-people";
import { Part } from "@/components/operator/part";
import { StandingNotice } from "@/components/operator/standing-notice";
import { Badge } from "@/components/ui/badge";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { findBroker } from "@/lib/operator/broker-queries";
import { firstWithSeen } from "@/lib/operator/company";
import { listDeskEvents } from "@/lib/operator/company-queries";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../passkey";
import { inviteBrokerAgainAction } from "./actions";

export const generateMetadata = titled("registry.brokers.title");

/** Whoever still has to come in, and so many of the others: all stand on their own page. */
const firstShown = 5;

export default operatorPage({ asks: "registry.read" }, async (ctx, { search }) => {
  const t = await getTranslations("registry");
  const desk = await getTranslations("operator");
  const house = await getTranslations("brokerhouse.desk");
  const broker = await findBroker(ctx);
  const people = await firstWithSeen(ctx);
  const waiting = people.filter(({ seen }) => seen !== undefined);
  const first = [...waiting, ...people.filter((one) => !waiting.includes(one))].slice(
    0,
    Math.max(firstShown, waiting.length),
  );
  const events = await listDeskEvents(ctx);
  await ctx.audit("registry.looked", broker.code);
  const [now, { timeZone }] = [ctx.now.toISOString(), broker];
  const notice = await noticeOf(search);
  const active = broker.status === "ACTIVE";
  return (
    <DeskFrame
      notice={notice}
      title={broker.name}
      badge={<Badge tone={active ? "in" : "amber"}>{t(`brokers.statuses.${broker.status}`)}</Badge>}
      within={[{ label: t("brokers.title"), href: paths.brokers }]}
      intro={t("brokers.looked")}
      actions={
        <>
          {ctx.permissions.has("registry.write") && (
            <LinkButton href={paths.brokerData(broker.code)} icon="edit">
              {t("company.modify")}
            </LinkButton>
          )}
          {ctx.permissions.has("registry.suspend") && (
            <LinkButton href={paths.brokerStanding(broker.code)} icon={active ? "lock" : "back"}>
              {t(active ? "company.suspend" : "company.lift")}
            </LinkButton>
          )}
        </>
      }
    >
      {broker.suspendedAt && (
        <StandingNotice
          at={broker.suspendedAt}
          reason={broker.suspendReason}
          since={t("brokers.statuses.SUSPENDED")}
          {...{ now, timeZone }}
        />
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-5">
          <Part title={t("company.data")}>
            <DescriptionList
              items={[
                { label: t(`company.taxIdKinds.${broker.country}`), value: broker.taxId },
                { label: desk("companies.code"), value: broker.code },
                { label: desk("companies.country"), value: desk(`companies.countries.${broker.country}`) },
                { label: t("company.timeZone"), value: broker.timeZone },
              ]}
            />
          </Part>
          <Part
            title={t("brokers.people")}
            actions={
              ctx.permissions.has("registry.write") && (
                <LinkButton href={paths.brokerSuperusers(broker.code)} icon="shield">
                  {house("all")}
                </LinkButton>
              )
            }
          >
            <FirstPeople
              tenant={broker.code}
              people={first}
              askPasskey={await ownPasskey(ctx)}
              again={inviteBrokerAgainAction}
            />
          </Part>
        </div>
        <Part title={t("company.events")}>
          <DeskEvents events={events} now={now} timeZone={timeZone} />
        </Part>
      </div>
    </DeskFrame>
  );
});
