import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChangeFrame } from "@/components/operator/change-fields";
import { useChangeWords } from "@/components/operator/change-words";
import type { AskPasskey } from "@/components/review/review-confirmation";
import { ReviewedForm } from "@/components/review/reviewed-form";
import type { FormAction } from "@/components/ui/form";

type Props = {
  label: string;
  company: string;
  kind: "FEES" | "SCHEME" | "ACCOUNTS";
  /** What it brings with it. */
  note: string;
  actions: { review: FormAction; propose: FormAction; askPasskey: AskPasskey };
  children: ReactNode;
};

/** Asks for a change that a second operator decides: as it is, as it is to be, and why. */
export function ChangeForm({ label, company, kind, note, actions, children }: Props) {
  const t = useTranslations("operator.changes");
  return (
    <div className="max-w-3xl">
      <p className="mb-4 text-sm text-pretty text-ink-soft">{note}</p>
      <ReviewedForm
        label={label}
        review={actions.review}
        action={actions.propose}
        verb="change.propose"
        askPasskey={actions.askPasskey}
        words={useChangeWords()}
        title={t("reviewTitle")}
      >
        {children}
        <ChangeFrame company={company} kind={kind} />
      </ReviewedForm>
    </div>
  );
}
