"use client";
import { useTranslations } from "next-intl";
import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useId,
  useRef,
} from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Outcome } from "@/lib/web/outcome";

export type FormAction = (previous: Outcome, form: FormData) => Promise<Outcome>;

type FormState = { outcome: Outcome; pending: boolean };

const FormContext = createContext<FormState>({ outcome: null, pending: false });

/** What the form around a field knows of it: the server's sentence and what was typed. */
export function useFormField(name: string | undefined): { error?: string; typed?: string } {
  const { outcome } = useContext(FormContext);
  if (!name || !outcome || outcome.ok) return {};
  return { error: outcome.fields?.[name], typed: outcome.values?.[name] };
}

/** Claves, tokens and codes are typed afresh each time, whatever the answer was. */
function forgetSecrets(form: HTMLFormElement) {
  for (const input of form.querySelectorAll<HTMLInputElement>("input[data-secret]")) input.value = "";
}

type Props = {
  action: FormAction;
  children: ReactNode;
  className?: string;
  /** Name of the form where the page has several. */
  label?: string;
  /** Called after an answer that says it is done and leads nowhere else. */
  onDone?: (notice: string | undefined) => void;
};

/**
 * A form that a server action answers: the refusal above it as an alert, sentences beside their fields, everything
 * typed kept except what is secret. Without our script it is a plain form that posts to the same action.
 */
export function Form({ action, children, className, label, onDone }: Props) {
  const t = useTranslations("ui");
  const [outcome, send, pending] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  const alertId = useId();
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    if (!outcome || !form.current) return;
    forgetSecrets(form.current);
    if (outcome.ok) {
      done.current?.(outcome.notice);
      return;
    }
    const wrong = form.current.querySelector<HTMLElement>("[aria-invalid='true']");
    (wrong ?? document.getElementById(alertId))?.focus();
  }, [outcome, alertId]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.stopPropagation(); // a dialog's form may stand, for React, inside another
    event.preventDefault(); // React would empty the fields of a form that it submits itself
    if (pending) return;
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    const data = new FormData(event.currentTarget, submitter);
    startTransition(() => send(data));
  }

  return (
    <form ref={form} action={send} onSubmit={submit} aria-label={label} noValidate>
      {outcome && !outcome.ok && outcome.message && (
        <Notice id={alertId} tone="out" className="mb-4">
          {outcome.message}
          {outcome.reference && (
            <span className="mt-1 block text-xs tabular-nums">{t("reference", { reference: outcome.reference })}</span>
          )}
        </Notice>
      )}
      {outcome?.ok && outcome.notice && !onDone && (
        <Notice tone="in" className="mb-4">
          {outcome.notice}
        </Notice>
      )}
      <FormContext value={{ outcome, pending }}>
        <div className={className}>{children}</div>
      </FormContext>
    </form>
  );
}

/** The button that sends the form around it; it waits while the answer is under way. */
export function SubmitButton({ variant = "primary", ...rest }: Omit<ButtonProps, "type" | "pending">) {
  const { pending } = useContext(FormContext);
  return <Button {...rest} type="submit" variant={variant} pending={pending} />;
}
