"use client";
import { type FormEvent, startTransition, useEffect, useId, useRef } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { useDraft } from "@/components/ui/drafts";
import type { FormAction } from "@/components/ui/form";
import { useAnswer } from "@/components/ui/form-answer";
import { FormNotices } from "@/components/ui/form-notices";
import { IconButton } from "@/components/ui/icon-button";

type Props = {
  company: string;
  product: string;
  order: string;
  action: FormAction;
  label: string;
  variant?: ButtonVariant;
  iconOnly?: boolean;
};

/** A plain press that has a code mailed and leads to where it is typed; from a row, a refusal floats over the list. */
export function RequestCode({ company, product, order, action, label, variant = "primary", iconOnly }: Props) {
  const { outcome, trouble, formAction, send, pending } = useAnswer(action);
  const form = useRef<HTMLFormElement>(null);
  const draft = useDraft(null);
  const alertId = useId();
  const refused = trouble !== null || outcome?.ok === false;

  useEffect(() => {
    if (refused && (trouble || outcome)) document.getElementById(alertId)?.focus();
  }, [refused, trouble, outcome, alertId]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    startTransition(() => send(data));
  }

  return (
    <form ref={form} action={formAction} onSubmit={submit} className="contents">
      <input type="hidden" name="empresa" value={company} />
      <input type="hidden" name="producto" value={product} />
      <input type="hidden" name="orden" value={order} />
      {iconOnly ? (
        <IconButton name={label} icon="pay" type="submit" disabled={pending} />
      ) : (
        <Button type="submit" variant={variant} icon={variant === "primary" ? "pay" : "mail"} pending={pending}>
          {label}
        </Button>
      )}
      {refused && (
        <div className="fixed inset-x-4 bottom-20 z-40 mx-auto max-w-lg rounded-md text-start shadow-raised *:mb-0">
          <FormNotices id={alertId} {...{ outcome, trouble, form, draft }} saysDone={false} />
        </div>
      )}
    </form>
  );
}
