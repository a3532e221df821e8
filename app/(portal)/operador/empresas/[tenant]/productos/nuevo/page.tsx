import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { ProductFields } from "@/components/operator/product-fields";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { batchTypes } from "@/lib/batches/layouts";
import { findRegistered } from "@/lib/operator/company-queries";
import { currencies, feeAsTyped, feeFields } from "@/lib/operator/fees";
import { readFeeProposal } from "@/lib/parameters/queries";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../../passkey";
import { registerProductAction, reviewProductAction } from "../actions";
import { productWords } from "../words";

export const generateMetadata = titled("registry.product.new");

export default operatorPage({ asks: "registry.write" }, async (ctx) => {
  const t = await getTranslations("registry.product");
  const desk = await getTranslations("operator");
  const company = await findRegistered(ctx);
  await ctx.audit("registry.looked", company.code);
  return (
    <DeskFrame
      title={t("new")}
      within={[
        { label: desk("companies.title"), href: paths.registry },
        { label: company.name, href: paths.registered(company.code) },
      ]}
      intro={t("intro", { company: company.name })}
    >
      <div className="max-w-3xl">
        <ReviewedForm
          label={t("new")}
          review={reviewProductAction}
          verb="registry.register"
          askPasskey={await ownPasskey(ctx)}
          action={registerProductAction}
          {...(await productWords())}
          title={t("reviewTitle")}
        >
          <input type="hidden" name="empresa" value={company.code} />
          <ProductFields
            currency={currencies[company.country]}
            proposed={feeAsTyped(await readFeeProposal(ctx, company.country))}
            types={batchTypes.map((type) => ({ type, taken: false, fee: null, fields: feeFields(type) }))}
            product={null}
          />
        </ReviewedForm>
      </div>
    </DeskFrame>
  );
});
