import { getTranslations } from "next-intl/server";
import { ChangesWaiting } from "@/components/operator/changes-waiting";
import { CompanyAccounts, CompanyFacts } from "@/components/operator/company-facts";
import { DeskEvents } from "@/components/operator/desk-events";
import { DeskFrame } from "@/components/operator/desk-frame";
import { FirstPeople } from "@/components/operator/first-people";
import { Part } from "@/components/operator/part";
import { ProductTable } from "@/components/operator/product-table";
import { StandingNotice } from "@/components/operator/standing-notice";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { firstWithSeen } from "@/lib/operator/company";
import { countHeld, findRegistered, listChangesWaiting, listDeskEvents } from "@/lib/operator/company-queries";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../passkey";
import { inviteAgainAction } from "./actions";

export const generateMetadata = titled("operator.companies.title");

export default operatorPage({ asks: "registry.read" }, async (ctx, { search }) => {
  const t = await getTranslations("registry");
  const desk = await getTranslations("operator");
  const company = await findRegistered(ctx);
  const people = await firstWithSeen(ctx);
  const waiting = await listChangesWaiting(ctx);
  const changes = await getTranslations("operator.changes");
  const events = await listDeskEvents(ctx);
  const held = company.status === "SUSPENDED" ? await countHeld(ctx) : null;
  await ctx.audit("registry.looked", company.code);
  const [now, { timeZone }] = [ctx.now.toISOString(), company];
  const notice = await noticeOf(search);
  const mayAsk = ctx.permissions.has("change.ask");
  const mayWrite = ctx.permissions.has("registry.write");
  return (
    <DeskFrame
      notice={notice}
      title={company.name}
      badge={<Badge tone={company.status === "ACTIVE" ? "in" : "amber"}>{t(`statuses.${company.status}`)}</Badge>}
      within={[{ label: desk("companies.title"), href: paths.registry }]}
      intro={t("company.looked")}
      actions={
        <>
          {mayWrite && (
            <LinkButton href={paths.companyData(company.code)} icon="edit">
              {t("company.modify")}
            </LinkButton>
          )}
          {ctx.permissions.has("registry.suspend") && (
            <LinkButton href={paths.companyStanding(company.code)} icon={company.status === "ACTIVE" ? "lock" : "back"}>
              {t(company.status === "ACTIVE" ? "company.suspend" : "company.lift")}
            </LinkButton>
          )}
        </>
      }
    >
      {held && company.suspendedAt && (
        <StandingNotice
          at={company.suspendedAt}
          reason={company.suspendReason}
          since={t("statuses.SUSPENDED")}
          {...{ now, timeZone, held }}
        />
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-5">
          <Part
            title={t("company.data")}
            actions={
              mayAsk && <LinkButton href={paths.changeOf(company.code, "esquema")}>{changes("ask.SCHEME")}</LinkButton>
            }
          >
            <CompanyFacts company={company} />
          </Part>
          <Part
            title={t("company.products")}
            actions={
              mayWrite && (
                <LinkButton href={paths.newProduct(company.code)} icon="plus">
                  {t("company.newProduct")}
                </LinkButton>
              )
            }
          >
            <ProductTable company={company.code} products={company.products} />
          </Part>
        </div>
        <div className="grid gap-5">
          <Part title={t("company.people")}>
            <FirstPeople
              tenant={company.code}
              people={people}
              askPasskey={await ownPasskey(ctx)}
              again={inviteAgainAction}
            />
          </Part>
          <Part
            title={t("company.accounts")}
            actions={
              mayAsk && (
                <LinkButton href={paths.changeOf(company.code, "cuentas")}>{t("company.changeAccounts")}</LinkButton>
              )
            }
          >
            <CompanyAccounts company={company} />
          </Part>
          <Part title={t("company.changes")}>
            <ChangesWaiting company={company.code} changes={waiting} now={now} timeZone={timeZone} />
          </Part>
          <Part title={t("company.events")}>
            <DeskEvents events={events} now={now} timeZone={timeZone} />
          </Part>
        </div>
      </div>
    </DeskFrame>
  );
});
