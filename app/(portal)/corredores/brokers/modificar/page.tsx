import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { CompanyFields } from "@/components/companies/company-fields";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { findCompanyData, houseOfBroker } from "@/lib/companies/data";
import { companyFacts, noCompanyData } from "@/lib/companies/rules";
import { brokerPage } from "@/lib/web/broker-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { editBrokerDataAction, reviewBrokerHouseAction } from "../actions";

export const generateMetadata = titled("brokerhouse.own.modifyTitle");

export default brokerPage({ asks: "broker.modify" }, async (ctx) => {
  const t = await getTranslations("brokerhouse.own");
  const facts = await getTranslations("company");
  const { code } = ctx.broker;
  const data = await findCompanyData(houseOfBroker(ctx));
  return (
    <BrokerFrame
      ctx={ctx}
      at="ownBroker"
      title={t("modifyTitle")}
      within={[{ label: t("title"), href: paths.ownBroker(code) }]}
    >
      <div className="max-w-5xl">
        <ReviewedForm
          label={t("modifyTitle")}
          review={reviewBrokerHouseAction}
          action={editBrokerDataAction}
          title={t("reviewTitle")}
          next={t("save")}
          presses={{ accept: t("accept"), cancel: t("cancel") }}
          words={Object.fromEntries(companyFacts.map((fact) => [fact, facts(`facts.${fact}`)]))}
        >
          <input type="hidden" name="empresa" value={code} />
          <input type="hidden" name="version" value={data?.version ?? 0} />
          <CompanyFields data={data ?? noCompanyData} own={t("data")} phoneHelp={t("phoneHelp")} />
        </ReviewedForm>
      </div>
    </BrokerFrame>
  );
});
