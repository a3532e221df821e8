"use client";
import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useContext,
  useEffect,
  useId,
  useRef,
} from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { type KeptDraft, useDraft } from "@/components/ui/drafts";
import { type FormAction, useAnswer } from "@/components/ui/form-answer";
import { FormNotices } from "@/components/ui/form-notices";
import { forgetSecrets, tickAsTyped, typedIn } from "@/components/ui/typed-in";
import type { Typed } from "@/lib/drafts/schema";
import type { Outcome } from "@/lib/web/outcome";

export type { FormAction } from "@/components/ui/form-answer";

type FormState = { outcome: Outcome; kept: Typed | null; pending: boolean };

const FormContext = createContext<FormState>({ outcome: null, kept: null, pending: false });

/** What the form around a field knows of it: the server's sentence and what was typed, now or before the page was loaded. */
export function useFormField(name: string | undefined): { error?: string; typed?: string } {
  const { outcome, kept } = useContext(FormContext);
  if (!name) return {};
  const refused = outcome && !outcome.ok ? outcome : null;
  return { error: refused?.fields?.[name], typed: refused?.values?.[name] ?? kept?.[name]?.[0] };
}

/** Which answer the form around stands with, and the names of the fields that it found wrong. */
export function useFormFaults(): { answer: object | null; names: readonly string[] } {
  const { outcome } = useContext(FormContext);
  return { answer: outcome, names: outcome && !outcome.ok ? Object.keys(outcome.fields ?? {}) : [] };
}

/** The sentence above the form around, as long as it stands there. */
export function useFormRefusal(): string | undefined {
  const { outcome } = useContext(FormContext);
  return outcome && !outcome.ok ? outcome.message : undefined;
}

/** Somebody who types without a pause this long is still at a word. */
const pauseMs = 1_000;

type Props = {
  action: FormAction;
  children: ReactNode;
  className?: string;
  /** Name of the form where the page has several. */
  label?: string;
  /** Its draft, where whoever put the form there took it. */
  draft?: KeptDraft;
  /** Called after an answer that says it is done and leads nowhere else, with what its script is told. */
  onDone?: (notice: string | undefined, answer: string | undefined) => void;
};

/**
 * A form that a server action answers: the refusal above it as an alert, sentences beside their fields, everything
 * typed kept except what is secret, whatever happens to the portal meanwhile. Without our script it is a plain form that posts to
 * the same action.
 */
export function Form({ action, children, className, label, draft: given, onDone }: Props) {
  const { outcome, trouble, formAction, send, pending } = useAnswer(action);
  const own = useDraft(given ? null : (label ?? ""));
  const draft = given ?? own;
  const form = useRef<HTMLFormElement>(null);
  const alertId = useId();
  const done = useRef(onDone);
  done.current = onDone;
  const kept = draft.typed;
  const sent = useRef(draft.forget);
  sent.current = draft.forget;
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);

  function typing() {
    clearTimeout(pause.current);
    pause.current = setTimeout(() => form.current && draft.typing(typedIn(form.current)), pauseMs);
  }
  const stillTyped = useRef(typing);
  stillTyped.current = typing;

  useEffect(() => {
    if (kept && form.current) tickAsTyped(form.current, kept);
  }, [kept]);

  useEffect(() => {
    if (!form.current || !(outcome || trouble)) return;
    // Nobody answered: the same press may be made again as it is.
    if (trouble?.kind !== "noAnswer") forgetSecrets(form.current);
    if (outcome?.ok) {
      sent.current();
      done.current?.(outcome.notice, outcome.answer);
      return;
    }
    // What was not done may still be typed on for long.
    stillTyped.current();
    const wrong = form.current.querySelector<HTMLElement>("[aria-invalid='true']");
    // A choice of several has no field that is wrong: its first.
    const choice = form.current.querySelector("fieldset > [data-fault]")?.parentElement;
    (wrong ?? choice?.querySelector<HTMLElement>("input:enabled") ?? document.getElementById(alertId))?.focus();
  }, [outcome, trouble, alertId]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.stopPropagation(); // a dialog's form may stand, for React, inside another
    event.preventDefault(); // React would empty the fields of a form that it submits itself
    if (pending) return;
    clearTimeout(pause.current);
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    const data = new FormData(event.currentTarget, submitter);
    startTransition(() => send(data));
  }

  return (
    <form ref={form} action={formAction} onSubmit={submit} onInput={typing} aria-label={label} noValidate>
      <FormNotices id={alertId} {...{ outcome, trouble, form, draft }} saysDone={!onDone} />
      <FormContext value={{ outcome, kept, pending }}>
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
