"use client";
import { useTranslations } from "next-intl";
import type { AskPasskey } from "@/components/operator/desk-confirmation";
import { ReviewedForm } from "@/components/operator/reviewed-form";
import type { FormAction } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";

type Props = {
  company: string;
  order: string;
  /** The amount, as it is read. */
  total: string;
  /** From when it can be decided that nothing was debited, in words; null when it can be already. */
  notBefore: string | null;
  review: FormAction;
  propose: FormAction;
  askPasskey: AskPasskey;
};

/** What an operator found out about a payment in doubt, for another to decide. */
export function ResolveDoubt({ company, order, total, notBefore, review, propose, askPasskey }: Props) {
  const t = useTranslations("doubts.resolve");
  const mayArrive = notBefore ? ` ${t("mayArrive", { time: notBefore })}` : "";
  return (
    <section aria-labelledby="resolve" className="rounded-md border bg-surface px-5 py-5 sm:px-6">
      <h2 id="resolve" className="text-base font-semibold">
        {t("title")}
      </h2>
      <p className="mt-0.5 mb-4 text-sm text-pretty text-ink-soft">{t("text")}</p>
      <ReviewedForm
        label={t("title")}
        review={review}
        action={propose}
        verb="change.propose"
        askPasskey={askPasskey}
        words={{ state: t("lines.state"), bankReference: t("lines.bankReference") }}
        title={t("reviewTitle", { order: order.replaceAll("-", "\u2011"), total })}
      >
        <input type="hidden" name="empresa" value={company} />
        <input type="hidden" name="asunto" value={order} />
        <div className="grid gap-4">
          <RadioGroup
            label={t("result")}
            name="resultado"
            choices={[
              { value: "debitado", label: t("debited"), description: t("debitedText") },
              { value: "no-debitado", label: t("notDebited"), description: `${t("notDebitedText")}${mayArrive}` },
            ]}
          />
          <TextField
            label={t("reference")}
            description={t("referenceHelp")}
            name="referencia"
            maxLength={80}
            autoCapitalize="none"
            spellCheck={false}
          />
          <TextArea label={t("reason")} description={t("reasonHelp")} name="motivo" maxLength={500} required />
        </div>
      </ReviewedForm>
    </section>
  );
}
