import { getTranslations } from "next-intl/server";
import { CompanyFields } from "@/components/operator/company-fields";
import { DeskFrame } from "@/components/operator/desk-frame";
import { ReviewedForm } from "@/components/operator/reviewed-form";
import { services } from "@/lib/operator/rules";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { deskPasskey } from "../../passkey";
import { registerCompanyAction, reviewCompanyAction } from "../actions";

export const generateMetadata = titled("operator.company.new");

export default operatorPage({ asks: "registry.write" }, async (ctx) => {
  const t = await getTranslations("operator.company");
  const lists = await getTranslations("operator");
  const keys = ["code", "name", "country", "taxId", "signatures", "makerMaySign", "account", "services"] as const;
  const first = ["username", "person", "document", "mail"] as const;
  const words = Object.fromEntries([...keys, ...first].map((key) => [key, t(`fields.${key}`)]));
  return (
    <DeskFrame title={t("new")} within={[{ label: lists("companies.title"), href: paths.registry }]} intro={t("intro")}>
      <div className="max-w-3xl">
        <ReviewedForm
          label={t("new")}
          review={reviewCompanyAction}
          action={registerCompanyAction}
          verb="registry.register"
          askPasskey={await deskPasskey(ctx)}
          words={words}
          title={t("reviewTitle")}
        >
          <CompanyFields services={services} />
        </ReviewedForm>
      </div>
    </DeskFrame>
  );
});
