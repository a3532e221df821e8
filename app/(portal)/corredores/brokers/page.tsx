import { getTranslations } from "next-intl/server";
import { BranchBoard } from "@/components/brokers/branch-board";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { SuperuserList } from "@/components/brokers/superuser-list";
import { CompanyFacts } from "@/components/companies/company-facts";
import { CompanyHistory } from "@/components/companies/company-history";
import { LinkButton } from "@/components/ui/link-button";
import { listBranches } from "@/lib/brokers/branches";
import { listTeam } from "@/lib/brokers/list";
import { findCompanyData, houseOfBroker, listCompanyChanges } from "@/lib/companies/data";
import { noCompanyData } from "@/lib/companies/rules";
import { brokerPage } from "@/lib/web/broker-doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { textWanted } from "@/lib/web/sorting";
import { createBrokerBranchAction, modifyBrokerBranchAction, turnBrokerBranchAction } from "./actions";

export const generateMetadata = titled("brokerhouse.own.title");

const superusers = { role: null, standing: "ACTIVE", access: null, section: "admin-usuarios" } as const;

export default brokerPage({ asks: "broker.read" }, async (ctx, { search }) => {
  const t = await getTranslations("brokerhouse.own");
  const { broker, permissions } = ctx;
  const may = permissions.has("broker.modify");
  const house = houseOfBroker(ctx);
  const data = await findCompanyData(house);
  const changes = await listCompanyChanges(house, { page: 1, size: 3 });
  const team = await listTeam(ctx, { ...superusers, text: null, sort: null, page: 1, size: 5 });
  const text = textWanted(search);
  const branches = await listBranches(ctx, { text, ...pageWanted(search) });
  const now = ctx.now.toISOString();
  return (
    <BrokerFrame
      ctx={ctx}
      at="ownBroker"
      title={t("title")}
      intro={t("intro")}
      notice={await noticeOf(search)}
      actions={
        may && (
          <LinkButton href={paths.ownBrokerChange(broker.code)} icon="edit" variant="primary">
            {t("modify")}
          </LinkButton>
        )
      }
    >
      <div className="grid gap-8">
        <CompanyFacts
          company={broker}
          data={data ?? noCompanyData}
          own={t("data")}
          registeredText={t("registered")}
          also={[
            { label: t("timeZone"), value: broker.timeZone.replace("_", " ") },
            { label: t("currencies"), value: t(`currenciesIn.${broker.country}`) },
          ]}
        />
        <BranchBoard
          broker={broker.code}
          found={branches}
          text={text}
          actions={
            may
              ? { create: createBrokerBranchAction, modify: modifyBrokerBranchAction, turn: turnBrokerBranchAction }
              : null
          }
        />
        <SuperuserList broker={broker} rows={team.rows} total={team.total} now={now} />
        <section aria-labelledby="cambios">
          <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <h2 id="cambios" className="text-base font-semibold">
              {t("history")}
            </h2>
            <LinkButton
              href={paths.withQuery(paths.teamHistory(broker.code), { servicio: "corredores.broker" })}
              icon="list"
            >
              {t("allHistory")}
            </LinkButton>
          </div>
          <CompanyHistory changes={changes} now={now} timeZone={broker.timeZone} />
        </section>
      </div>
    </BrokerFrame>
  );
});
