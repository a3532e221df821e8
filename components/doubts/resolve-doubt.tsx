"use client";
import { useTranslations } from "next-intl";
import type { AskPasskey } from "@/components/review/review-confirmation";
import { ReviewedForm } from "@/components/review/reviewed-form";
import type { FormAction } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";

/** An order's payment and its amount as it is read; a lot, and whether its page makes cards; an instruction, and who is asked. */
type About = { number: string } & (
  | { kind: "PAYMENT"; total: string }
  | { kind: "PAGE"; issues: boolean }
  | { kind: "INSTRUCTION"; ofBank: boolean; replaces: boolean }
);
type Props = {
  company: string;
  about: About;
  /** From when it can be decided that nothing was done, in words; null when it can be already. */
  notBefore: string | null;
  review: FormAction;
  propose: FormAction;
  askPasskey: AskPasskey;
};

/** What an operator found out about something in doubt, for another to decide. */
export function ResolveDoubt({ company, about, notBefore, review, propose, askPasskey }: Props) {
  const t = useTranslations("doubts.resolve");
  const words = useWords(about, notBefore);
  return (
    <section aria-labelledby="resolve" className="rounded-md border bg-surface px-5 py-5 sm:px-6">
      <h2 id="resolve" className="text-base font-semibold">
        {t("title")}
      </h2>
      <p className="mt-0.5 mb-4 text-sm text-pretty text-ink-soft">{words.text}</p>
      <ReviewedForm
        label={t("title")}
        review={review}
        action={propose}
        verb="change.propose"
        askPasskey={askPasskey}
        words={{ state: t("lines.state"), bankReference: t("lines.bankReference") }}
        title={words.reviewed}
      >
        <input type="hidden" name="empresa" value={company} />
        <input type="hidden" name="asunto" value={about.number} />
        <div className="grid gap-4">
          <RadioGroup label={words.result} name="resultado" choices={words.choices} />
          {words.reference && (
            <TextField
              label={t("reference")}
              description={words.reference}
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

/** Everything the form says of what it is about; `reference` only where the bank gives one. */
function useWords(about: About, notBefore: string | null) {
  const t = useTranslations("doubts.resolve");
  const ofPage = useTranslations("doubts.resolve.page");
  const ofInstruction = useTranslations("doubts.resolve.instruction");
  const order = about.number.replaceAll("-", "\u2011");
  const ofBank = about.kind === "PAYMENT" || (about.kind === "INSTRUCTION" && about.ofBank);
  const mayArrive = notBefore
    ? ` ${ofBank ? t("mayArrive", { time: notBefore }) : ofPage("mayArrive", { time: notBefore })}`
    : "";
  const frame = ofBank ? { text: t("text"), result: t("result") } : { text: ofPage("text"), result: ofPage("result") };
  if (about.kind === "PAYMENT")
    return {
      ...frame,
      choices: [
        { value: "debitado", label: t("debited"), description: t("debitedText") },
        { value: "no-debitado", label: t("notDebited"), description: `${t("notDebitedText")}${mayArrive}` },
      ],
      reviewed: t("reviewTitle", { order, total: about.total }),
      reference: t("referenceHelp"),
    };
  if (about.kind === "PAGE")
    return {
      ...frame,
      choices: [
        {
          value: "hecho",
          label: ofPage("done"),
          description: about.issues ? ofPage("doneCards") : ofPage("doneText"),
          disabled: about.issues,
        },
        { value: "no-hecho", label: ofPage("notDone"), description: `${ofPage("notDoneText")}${mayArrive}` },
      ],
      reviewed: ofPage("reviewTitle", { order }),
      reference: null,
    };
  return {
    ...frame,
    choices: [
      {
        value: "hecho",
        label: ofInstruction("done"),
        description: about.replaces ? ofInstruction("doneCard") : ofInstruction("doneText"),
        disabled: about.replaces,
      },
      {
        value: "no-hecho",
        label: ofInstruction("notDone"),
        description: `${ofInstruction("notDoneText")}${mayArrive}`,
      },
    ],
    reviewed: ofInstruction("reviewTitle", { order }),
    reference: ofBank ? ofInstruction("referenceHelp") : null,
  };
}
