import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Part } from "@/components/operator/part";
import type { AskPasskey } from "@/components/review/review-confirmation";
import { ReviewedForm } from "@/components/review/reviewed-form";
import type { FormAction } from "@/components/ui/form";
import { TextArea } from "@/components/ui/text-area";

type Props = {
  label: string;
  tenant: string;
  name: string;
  /** Of the review: what is done to whom. */
  title: string;
  review: FormAction;
  askPasskey: AskPasskey;
  action: FormAction;
  words: Readonly<Record<string, string>>;
  /** How its states are called. */
  values: Readonly<Record<string, string>>;
  /** What happens as soon as it is confirmed. */
  children: ReactNode;
};

/** Suspends a company or broker, or lifts that: what follows, the reason, and the confirmation of both. */
export function StandingForm({
  label,
  tenant,
  name,
  title,
  review,
  askPasskey,
  action,
  words,
  values,
  children,
}: Props) {
  const t = useTranslations("registry");
  return (
    <ReviewedForm
      label={label}
      review={review}
      verb="registry.suspend"
      askPasskey={askPasskey}
      action={action}
      words={words}
      values={values}
      title={title}
    >
      <input type="hidden" name="empresa" value={tenant} />
      <Part title={name}>
        <div className="mb-4 max-w-prose text-sm">{children}</div>
        <TextArea
          label={t("standing.reason")}
          description={t("standing.reasonHelp")}
          name="motivo"
          maxLength={300}
          required
        />
      </Part>
    </ReviewedForm>
  );
}
