import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { CompanyFields } from "@/components/companies/company-fields";
import { Form, SubmitButton } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { findCompanyData, houseOfBroker } from "@/lib/companies/data";
import { noCompanyData } from "@/lib/companies/rules";
import { brokerPage } from "@/lib/web/broker-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { editBrokerDataAction } from "../actions";

export const generateMetadata = titled("brokerhouse.own.modifyTitle");

export default brokerPage({ asks: "broker.modify" }, async (ctx) => {
  const t = await getTranslations("brokerhouse.own");
  const { code } = ctx.broker;
  const data = await findCompanyData(houseOfBroker(ctx));
  return (
    <BrokerFrame
      ctx={ctx}
      at="ownBroker"
      title={t("modifyTitle")}
      within={[{ label: t("title"), href: paths.ownBroker(code) }]}
    >
      <Form action={editBrokerDataAction} label={t("modifyTitle")} className="grid max-w-5xl gap-5">
        <input type="hidden" name="empresa" value={code} />
        <input type="hidden" name="version" value={data?.version ?? 0} />
        <CompanyFields data={data ?? noCompanyData} own={t("data")} phoneHelp={t("phoneHelp")} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{t("save")}</SubmitButton>
          <LinkButton href={paths.ownBroker(code)}>{t("cancel")}</LinkButton>
        </div>
      </Form>
    </BrokerFrame>
  );
});
