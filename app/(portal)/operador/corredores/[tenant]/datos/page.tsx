import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { Part } from "@/components/operator/part";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { TextField } from "@/components/ui/text-field";
import { findBroker } from "@/lib/operator/broker-queries";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../passkey";
import { modifyBrokerAction, reviewBrokerDataAction } from "../actions";

export const generateMetadata = titled("registry.modify.title");

export default operatorPage({ asks: "registry.write" }, async (ctx) => {
  const t = await getTranslations("registry");
  const desk = await getTranslations("operator");
  const broker = await findBroker(ctx);
  await ctx.audit("registry.looked", broker.code);
  const [name, taxId] = [desk("company.fields.name"), desk("company.fields.taxId")];
  return (
    <DeskFrame
      title={t("modify.title")}
      within={[
        { label: t("brokers.title"), href: paths.brokers },
        { label: broker.name, href: paths.broker(broker.code) },
      ]}
      intro={t("brokers.modifyIntro")}
    >
      <div className="max-w-3xl">
        <ReviewedForm
          label={t("modify.title")}
          review={reviewBrokerDataAction}
          verb="registry.modify"
          askPasskey={await ownPasskey(ctx)}
          action={modifyBrokerAction}
          words={{ name, taxId }}
          title={t("modify.reviewTitle")}
        >
          <input type="hidden" name="empresa" value={broker.code} />
          <Part title={broker.name}>
            <div className="grid items-start gap-4 sm:grid-cols-2">
              <TextField label={name} name="nombre" defaultValue={broker.name} maxLength={120} required />
              <TextField label={taxId} name="nit" defaultValue={broker.taxId} maxLength={20} required />
            </div>
          </Part>
        </ReviewedForm>
      </div>
    </DeskFrame>
  );
});
