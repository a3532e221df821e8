import { getTranslations } from "next-intl/server";
import { ServicesField } from "@/components/operator/company-fields";
import { DeskFrame } from "@/components/operator/desk-frame";
import { Part } from "@/components/operator/part";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { TextField } from "@/components/ui/text-field";
import { services, serviceWord } from "@/lib/catalog";
import { findRegistered } from "@/lib/operator/company-queries";
import { choosableServices } from "@/lib/operator/rules";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../passkey";
import { modifyCompanyAction, reviewDataAction } from "../actions";

export const generateMetadata = titled("registry.modify.title");

export default operatorPage({ asks: "registry.write" }, async (ctx) => {
  const t = await getTranslations("registry.modify");
  const desk = await getTranslations("operator");
  const names = await getTranslations("access.services");
  const company = await findRegistered(ctx);
  await ctx.audit("registry.looked", company.code);
  const values = Object.fromEntries(services.map((service) => [service, names(serviceWord(service))]));
  const [name, taxId, contracted] = [
    desk("company.fields.name"),
    desk("company.fields.taxId"),
    desk("company.fields.services"),
  ];
  return (
    <DeskFrame
      title={t("title")}
      within={[
        { label: desk("companies.title"), href: paths.registry },
        { label: company.name, href: paths.registered(company.code) },
      ]}
      intro={t("intro")}
    >
      <div className="max-w-3xl">
        <ReviewedForm
          label={t("title")}
          review={reviewDataAction}
          verb="registry.modify"
          askPasskey={await ownPasskey(ctx)}
          action={modifyCompanyAction}
          words={{ name, taxId, services: contracted }}
          values={values}
          title={t("reviewTitle")}
        >
          <input type="hidden" name="empresa" value={company.code} />
          <Part title={company.name}>
            <div className="grid items-start gap-4 sm:grid-cols-2">
              <TextField label={name} name="nombre" defaultValue={company.name} maxLength={120} required />
              <TextField label={taxId} name="nit" defaultValue={company.taxId} maxLength={20} required />
              <ServicesField services={choosableServices} chosen={company.services} />
            </div>
          </Part>
        </ReviewedForm>
      </div>
    </DeskFrame>
  );
});
