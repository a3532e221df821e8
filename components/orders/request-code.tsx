"use client";
import { useActionState, useEffect, useId } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";

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
  const [outcome, send, pending] = useActionState(action, null);
  const refusal = outcome && !outcome.ok ? outcome.message : undefined;
  const alertId = useId();

  useEffect(() => {
    if (refusal && outcome) document.getElementById(alertId)?.focus();
  }, [refusal, outcome, alertId]);

  return (
    <form action={send} className="contents">
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
      {refusal && (
        <div className="fixed inset-x-4 bottom-20 z-40 mx-auto max-w-lg rounded-md text-start shadow-raised">
          <Notice id={alertId} tone="out">
            {refusal}
          </Notice>
        </div>
      )}
    </form>
  );
}
