import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { ProductFields } from "@/components/operator/product-fields";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { LinkButton } from "@/components/ui/link-button";
import { batchTypes } from "@/lib/batches/layouts";
import { plainAmount } from "@/lib/money";
import { findRegistered } from "@/lib/operator/company-queries";
import { feeAsTyped, feeFields, feeParts } from "@/lib/operator/fees";
import { findProduct } from "@/lib/operator/product-queries";
import { readFeeProposal } from "@/lib/parameters/queries";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../../passkey";
import { modifyProductAction, reviewProductChangeAction } from "../actions";
import { productWords } from "../words";

export const generateMetadata = titled("registry.product.modify");

export default operatorPage({ asks: "registry.write" }, async (ctx, { params }) => {
  const t = await getTranslations("registry.product");
  const desk = await getTranslations("operator");
  const company = await findRegistered(ctx);
  const product = await findProduct(ctx, params.product ?? "");
  await ctx.audit("registry.looked", `${company.code}/${product.code}`);
  const types = batchTypes.map((type) => {
    const fee = product.fees[type];
    const taken = product.batchTypes.includes(type);
    return { type, taken, fee: fee ? feeParts(fee, product.currency) : null, fields: feeFields(type) };
  });
  return (
    <DeskFrame
      title={product.name}
      within={[
        { label: desk("companies.title"), href: paths.registry },
        { label: company.name, href: paths.registered(company.code) },
      ]}
      actions={
        ctx.permissions.has("change.ask") && (
          <LinkButton href={paths.changeOf(company.code, `tarifas/${product.code}`)}>{t("changeFees")}</LinkButton>
        )
      }
      intro={t("identity", {
        code: product.code,
        kind: t(`kinds.${product.kind}`),
        currency: t(`currencies.${product.currency}`),
      })}
    >
      <div className="max-w-3xl">
        <ReviewedForm
          label={t("modify")}
          review={reviewProductChangeAction}
          verb="registry.modify"
          askPasskey={await ownPasskey(ctx)}
          action={modifyProductAction}
          {...(await productWords())}
          title={t("modifyTitle")}
        >
          <input type="hidden" name="empresa" value={company.code} />
          <input type="hidden" name="codigo" value={product.code} />
          <ProductFields
            currency={product.currency}
            proposed={feeAsTyped(await readFeeProposal(ctx, company.country))}
            types={types}
            product={{
              name: product.name,
              lines: product.linesMax,
              min: plainAmount(product.amountMinCents),
              max: plainAmount(product.amountMaxCents),
              dayMax: product.dayMaxCents === null ? undefined : plainAmount(product.dayMaxCents),
              cardMax: product.cardMaxCents === null ? undefined : plainAmount(product.cardMaxCents),
            }}
          />
        </ReviewedForm>
      </div>
    </DeskFrame>
  );
});
