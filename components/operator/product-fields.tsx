import { useTranslations } from "next-intl";
import { Part } from "@/components/operator/part";
import { AmountField } from "@/components/ui/amount-field";
import { Checkbox } from "@/components/ui/checkbox";
import { FormFieldError } from "@/components/ui/form-field-error";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import type { BatchType } from "@/lib/batches/layouts";
import type { Currency } from "@/lib/money";

/** A type of lot: whether it is taken, the fee that stands, or the fields in which the first one is asked. */
export type TypeOffered = {
  type: BatchType;
  taken: boolean;
  fee: { fixed: string; part: string; tax: string } | null;
  fields: { fixed: string; part: string; tax: string };
};

export type ProductTyped = { name: string; lines: number; min: string; max: string; dayMax?: string; cardMax?: string };

type Props = {
  currency: Currency;
  types: readonly TypeOffered[];
  /** What is proposed as a first fee, as it is typed. */
  proposed: { fixed: string; part: string; tax: string };
  product: ProductTyped | null;
};

/** Everything that is asked of a product; of one that is there already, what may be modified. */
export function ProductFields({ currency, types, proposed, product }: Props) {
  const t = useTranslations("registry.product");
  const amount = { currency, required: true } as const;
  return (
    <div className="grid gap-5">
      <Part title={t("data")}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField label={t("fields.name")} name="nombre" defaultValue={product?.name} maxLength={120} required />
          {!product && (
            <>
              <TextField
                label={t("fields.code")}
                description={t("codeHelp")}
                name="codigo"
                maxLength={12}
                autoCapitalize="characters"
                spellCheck={false}
                required
              />
              <RadioGroup
                label={t("fields.kind")}
                name="clase"
                defaultValue="NOMINATED"
                choices={(["NOMINATED", "INNOMINATE"] as const).map((kind) => ({
                  value: kind,
                  label: t(`kinds.${kind}`),
                  description: t(`kindHelp.${kind}`),
                }))}
                className="sm:col-span-2"
              />
            </>
          )}
        </div>
      </Part>
      <Part title={t("limits")} text={t("limitsText")}>
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <AmountField label={t("fields.min")} name="minimo" defaultValue={product?.min} {...amount} />
          <AmountField label={t("fields.max")} name="maximo" defaultValue={product?.max} {...amount} />
          <TextField
            label={t("fields.lines")}
            name="lineas"
            inputMode="numeric"
            defaultValue={product?.lines ?? 200_000}
            maxLength={7}
            required
          />
        </div>
      </Part>
      <Part title={t("credits")} text={t("creditsText")}>
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <AmountField
            label={t("fields.dayMax")}
            name="diario"
            defaultValue={product?.dayMax}
            currency={currency}
            optional
          />
          <AmountField
            label={t("fields.cardMax")}
            name="tarjeta"
            defaultValue={product?.cardMax}
            currency={currency}
            optional
          />
        </div>
      </Part>
      <Part title={t("types")} text={t(product ? "typesTextModify" : "typesText")}>
        <fieldset aria-describedby="tipos-error">
          <legend className="sr-only">{t("types")}</legend>
          <div className="grid divide-y">
            {types.map((offered) => (
              <TypeRow key={offered.type} {...{ offered, currency, proposed }} />
            ))}
          </div>
          <FormFieldError id="tipos-error" name="tipos" />
        </fieldset>
      </Part>
    </div>
  );
}

/** One type of lot; where it has no fee yet, what a lot of it costs. */
function TypeRow({ offered, currency, proposed }: { offered: TypeOffered } & Pick<Props, "currency" | "proposed">) {
  const t = useTranslations("registry.product");
  const words = useTranslations("operator.changes");
  const { type, taken, fee, fields } = offered;
  const name = useTranslations("batches.type")(type);
  return (
    <div className="group grid items-start gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <Checkbox
        name="tipos"
        value={type}
        defaultChecked={taken}
        label={name}
        description={fee === null ? undefined : t("feeNow", fee)}
      />
      {fee === null && (
        <fieldset
          aria-label={t("feeOf", { type: name })}
          className="hidden gap-4 ps-6 group-has-[:checked]:grid sm:grid-cols-3"
        >
          <AmountField label={words("fixed")} name={fields.fixed} currency={currency} defaultValue={proposed.fixed} />
          <TextField
            label={words("points")}
            name={fields.part}
            defaultValue={proposed.part}
            inputMode="decimal"
            maxLength={6}
          />
          <TextField
            label={words("tax")}
            name={fields.tax}
            defaultValue={proposed.tax}
            inputMode="decimal"
            maxLength={6}
          />
        </fieldset>
      )}
    </div>
  );
}
