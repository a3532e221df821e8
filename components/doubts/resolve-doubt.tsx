"use client";
import { useTranslations } from "next-intl";
import type { AskPasskey } from "@/components/review/review-confirmation";
import { ReviewedForm } from "@/components/review/reviewed-form";
import type { FormAction } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";

type Props = {
  company: string;
  /** The payment's order and its amount, as they are read; or the lot, and whether its page makes cards. */
  about: { order: string; total: string } | { lot: string; issues: boolean };
  /** From when it can be decided that nothing was debited, in words; null when it can be already. */
  notBefore: string | null;
  review: FormAction;
  propose: FormAction;
  askPasskey: AskPasskey;
};

/** What an operator found out about a payment in doubt, for another to decide. */
export function ResolveDoubt({ company, about, notBefore, review, propose, askPasskey }: Props) {
  const t = useTranslations("doubts.resolve");
  const ofPage = useTranslations("doubts.resolve.page");
  const unbroken = (number: string) => number.replaceAll("-", "\u2011");
  const lot = "lot" in about ? about : null;
  const later = (time: string) => (lot ? ofPage("mayArrive", { time }) : t("mayArrive", { time }));
  const mayArrive = notBefore ? ` ${later(notBefore)}` : "";
  const choices = lot
    ? [
        {
          value: "hecho",
          label: ofPage("done"),
          description: lot.issues ? ofPage("doneCards") : ofPage("doneText"),
          disabled: lot.issues,
        },
        { value: "no-hecho", label: ofPage("notDone"), description: `${ofPage("notDoneText")}${mayArrive}` },
      ]
    : [
        { value: "debitado", label: t("debited"), description: t("debitedText") },
        { value: "no-debitado", label: t("notDebited"), description: `${t("notDebitedText")}${mayArrive}` },
      ];
  const reviewed =
    "lot" in about
      ? ofPage("reviewTitle", { order: unbroken(about.lot) })
      : t("reviewTitle", { order: unbroken(about.order), total: about.total });
  return (
    <section aria-labelledby="resolve" className="rounded-md border bg-surface px-5 py-5 sm:px-6">
      <h2 id="resolve" className="text-base font-semibold">
        {t("title")}
      </h2>
      <p className="mt-0.5 mb-4 text-sm text-pretty text-ink-soft">{lot ? ofPage("text") : t("text")}</p>
      <ReviewedForm
        label={t("title")}
        review={review}
        action={propose}
        verb="change.propose"
        askPasskey={askPasskey}
        words={{ state: t("lines.state"), bankReference: t("lines.bankReference") }}
        title={reviewed}
      >
        <input type="hidden" name="empresa" value={company} />
        <input type="hidden" name="asunto" value={"lot" in about ? about.lot : about.order} />
        <div className="grid gap-4">
          <RadioGroup label={lot ? ofPage("result") : t("result")} name="resultado" choices={choices} />
          {!lot && (
            <TextField
              label={t("reference")}
              description={t("referenceHelp")}
              name="referencia"
              maxLength={80}
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
          <TextArea label={t("reason")} description={t("reasonHelp")} name="motivo" maxLength={500} required />
        </div>
      </ReviewedForm>
    </section>
  );
}
