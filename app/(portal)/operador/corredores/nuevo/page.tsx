import { getTranslations } from "next-intl/server";
import { BrokerFields } from "@/components/operator/broker-fields";
import { DeskFrame } from "@/components/operator/desk-frame";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../passkey";
import { registerBrokerAction, reviewBrokerAction } from "../actions";

export const generateMetadata = titled("registry.brokers.new");

export default operatorPage({ asks: "registry.write" }, async (ctx) => {
  const t = await getTranslations("registry.brokers");
  const desk = await getTranslations("operator");
  const keys = ["code", "name", "country", "taxId", "username", "person", "document", "mail"] as const;
  const words = Object.fromEntries(keys.map((key) => [key, desk(`company.fields.${key}`)]));
  return (
    <DeskFrame title={t("new")} within={[{ label: t("title"), href: paths.brokers }]} intro={t("newIntro")}>
      <div className="max-w-3xl">
        <ReviewedForm
          label={t("new")}
          review={reviewBrokerAction}
          verb="registry.register"
          askPasskey={await ownPasskey(ctx)}
          action={registerBrokerAction}
          words={words}
          values={{ CO: desk("companies.countries.CO"), PE: desk("companies.countries.PE") }}
          title={t("reviewTitle")}
        >
          <BrokerFields />
        </ReviewedForm>
      </div>
    </DeskFrame>
  );
});
