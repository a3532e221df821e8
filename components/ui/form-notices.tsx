"use client";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { useAnswers } from "@/components/ui/answers";
import { Button } from "@/components/ui/button";
import type { KeptDraft } from "@/components/ui/drafts";
import type { useAnswer } from "@/components/ui/form-answer";
import { Notice } from "@/components/ui/notice";
import { typedIn } from "@/components/ui/typed-in";
import { moneyKept } from "@/lib/money";

type Props = Pick<ReturnType<typeof useAnswer>, "outcome" | "trouble"> & {
  id: string;
  form: RefObject<HTMLFormElement | null>;
  draft: KeptDraft;
  /** Whether what is done is said here, and not by whoever put the form there. */
  saysDone: boolean;
};

/** What stands above a form: its refusal, what was done, why there was no answer, or that its text was recovered. */
export function FormNotices({ id, outcome, trouble, form, draft, saysDone }: Props) {
  const t = useTranslations("ui");
  const failed = useTranslations("portal")("failed");
  const { sessionEnded } = useAnswers();
  if (trouble?.kind === "updated") return <Updated id={id} form={form} draft={draft} />;
  if (trouble) {
    const reference = trouble.kind === "failed" ? trouble.reference : undefined;
    return <Refused id={id} message={reference ? failed : t("form.noAnswer")} reference={reference} />;
  }
  if (outcome && !outcome.ok && outcome.sessionEnded && !sessionEnded)
    return (
      <Notice id={id} tone="in" className="mb-4">
        {t("form.signedInAgain")}
      </Notice>
    );
  if (outcome && !outcome.ok)
    return outcome.message ? <Refused id={id} message={outcome.message} reference={outcome.reference} /> : null;
  if (outcome?.ok)
    return outcome.notice && saysDone ? (
      <Notice tone="in" className="mb-4">
        {outcome.notice}
      </Notice>
    ) : null;
  return draft.typed ? <Notice className="mb-4">{t("form.recovered")}</Notice> : null;
}

function Refused({ id, message, reference }: { id: string; message: string; reference?: string }) {
  const t = useTranslations("ui");
  return (
    <Notice id={id} tone="out" className="mb-4">
      {moneyKept(message)}
      {reference && <span className="mt-1 block text-xs tabular-nums">{t("reference", { reference })}</span>}
    </Notice>
  );
}

/** The page is of an earlier build: one press keeps what was typed on the server and loads the page anew, with it. */
function Updated({ id, form, draft }: Pick<Props, "id" | "form" | "draft">) {
  const t = useTranslations("ui.form");
  const [wrong, setWrong] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function reload() {
    if (pending) return;
    setPending(true);
    const notKept = await draft.keep(form.current ? typedIn(form.current) : {});
    if (!notKept) return loadAnew();
    setWrong([notKept.message, t("notKept")].filter(Boolean).join(" "));
    setPending(false);
  }

  return (
    <Notice id={id} tone="out" className="mb-4">
      {wrong ?? t("updated")}
      <span className="mt-2.5 flex flex-wrap gap-2">
        <Button icon="retry" pending={pending} onClick={reload}>
          {t("reload")}
        </Button>
      </span>
    </Notice>
  );
}

/** By its address: what a page was posted for is not posted again. */
function loadAnew() {
  window.location.replace(`${window.location.pathname}${window.location.search}`);
}
