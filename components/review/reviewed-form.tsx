"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { useFreshAction } from "@/components/review/fresh-action";
import { type AskPasskey, useReviewConfirmation } from "@/components/review/review-confirmation";
import { classNames } from "@/components/ui/class-names";
import { ConfirmForm } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import type { ConfirmedVerb } from "@/lib/approvals/methods";
import type { ReviewLine } from "@/lib/approvals/rules";

type Props = {
  label: string;
  /** Reads what was typed and says what it would do. */
  review: FormAction;
  /** Does it. */
  action: FormAction;
  /** What is confirmed by token or clave; without one, by the press alone. */
  verb?: ConfirmedVerb;
  askPasskey?: AskPasskey;
  /** Label of the clave, where the verb is confirmed by it: what was seen is then told by the form's own version. */
  password?: string;
  /** The words of a line's key. */
  words: Readonly<Record<string, string>>;
  /** How a value is written that is a code: `lotes.carga`, `ACTIVE`. */
  values?: Readonly<Record<string, string>>;
  title: string;
  /** What the press says that leads to the review; null where the form's children have it among them. */
  next?: string | null;
  /** What the two presses of the review say, where a manual names them. */
  presses?: { accept: string; cancel: string };
  children: ReactNode;
};

type Reviewed = { seen: string; lines: ReviewLine[]; typed: Record<string, string[]> };

/**
 * A form whose "Continuar" shows everything as it will be; the token, the clave, or the press alone then confirms exactly that. Refused, it counts
 * against what there is by now, with what was typed: the review says what it would change.
 */
export function ReviewedForm({
  label,
  review,
  action,
  verb,
  askPasskey,
  password,
  words,
  values,
  title,
  next,
  presses,
  children,
}: Props) {
  const t = useTranslations("operator.review");
  const confirmation = useReviewConfirmation(askPasskey, password);
  const box = useRef<HTMLDivElement>(null);
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  const asked = useFreshAction();

  function show(answer: string | undefined) {
    const form = box.current?.querySelector("form");
    if (!form || answer === undefined) return;
    const typed: Record<string, string[]> = {};
    for (const [name, value] of new FormData(form))
      if (typeof value === "string" && !name.startsWith("$")) typed[name] = [...(typed[name] ?? []), value];
    setReviewed({ ...(JSON.parse(answer) as Omit<Reviewed, "typed">), typed });
  }
  return (
    <div ref={box}>
      <Form action={asked(review)} label={label} onDone={(_, answer) => show(answer)}>
        {children}
        {next !== null && (
          <div className="mt-6 flex justify-end">
            <SubmitButton>{next ?? t("next")}</SubmitButton>
          </div>
        )}
      </Form>
      <Dialog open={reviewed !== null} onClose={() => setReviewed(null)} title={title} size="wide">
        {reviewed && (
          <ConfirmForm
            action={asked(action)}
            carries={password || !verb ? reviewed.typed : { ...reviewed.typed, visto: reviewed.seen }}
            confirmation={verb && confirmation(verb, reviewed.seen)}
            accept={presses?.accept ?? t("accept")}
            cancel={presses?.cancel ?? t("back")}
            onClose={() => setReviewed(null)}
          >
            <ReviewTable lines={reviewed.lines} words={words} values={values} />
          </ConfirmForm>
        )}
      </Dialog>
    </div>
  );
}

/** As it is and as it will be, line by line; one column where there is nothing before. */
export function ReviewTable({
  lines,
  words,
  values = {},
}: {
  lines: readonly ReviewLine[];
  words: Readonly<Record<string, string>>;
  values?: Readonly<Record<string, string>>;
}) {
  const said = (text: string | null) =>
    text === null || text === ""
      ? "—"
      : text
          .split(", ")
          .map((one) => values[one] ?? one)
          .join(", ");
  const t = useTranslations("operator.review");
  const changes = lines.some(({ before }) => before !== null);
  return (
    <div className="rounded-md border">
      <table className="grid-table">
        <caption className="sr-only">{t("lines")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("what")}</th>
            {changes && <th scope="col">{t("before")}</th>}
            <th scope="col">{changes ? t("after") : t("value")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, before, after }) => (
            <tr key={key}>
              <th scope="row" className="w-32 font-normal text-ink-soft">
                {words[key] ?? key}
              </th>
              {changes && (
                <td data-label={t("before")} className="wrap-anywhere">
                  {said(before)}
                </td>
              )}
              <td
                data-label={changes ? t("after") : undefined}
                className={classNames("font-medium wrap-anywhere", !changes && "max-sm:text-start")}
              >
                {said(after)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
