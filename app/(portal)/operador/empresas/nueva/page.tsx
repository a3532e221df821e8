import { getTranslations } from "next-intl/server";
import { CompanyFields } from "@/components/operator/company-fields";
import { DeskFrame } from "@/components/operator/desk-frame";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { services, serviceWord } from "@/lib/catalog";
import { choosableServices } from "@/lib/operator/rules";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../passkey";
import { registerCompanyAction, reviewCompanyAction } from "../actions";

export const generateMetadata = titled("operator.company.new");

/** How codes are written in the review. */
async function valuesOf(): Promise<Record<string, string>> {
  const t = await getTranslations("operator.company");
  const names = await getTranslations("access.services");
  return {
    CO: t("countries.CO"),
    PE: t("countries.PE"),
    "1": t("one"),
    "2": t("two"),
    true: t("yes"),
    false: t("no"),
    ...Object.fromEntries(services.map((service) => [service, names(serviceWord(service))])),
  };
}

export default operatorPage({ asks: "registry.write" }, async (ctx) => {
  const t = await getTranslations("operator.company");
  const lists = await getTranslations("operator");
  const keys = [
    "code",
    "name",
    "country",
    "taxId",
    "signatures",
    "makerMaySign",
    "account",
    "accounts",
    "services",
  ] as const;
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
          askPasskey={await ownPasskey(ctx)}
          words={words}
          values={await valuesOf()}
          title={t("reviewTitle")}
        >
          <CompanyFields services={choosableServices} />
        </ReviewedForm>
      </div>
    </DeskFrame>
  );
});
