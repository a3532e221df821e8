"use client";
import { type ReactNode, useEffect, useState } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { Dialog, fetchDialog } from "@/components/ui/dialog";
import { type KeptDraft, useDraft } from "@/components/ui/drafts";
import { Form, type FormAction, SubmitButton } from "@/components/ui/form";
import type { IconName } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { PasswordField } from "@/components/ui/password-field";
import { CodeField } from "@/components/ui/text-field";

/** What proves who presses: the clave, the code that was mailed, or the token's six digits. */
export type Confirmation = {
  kind: "password" | "code" | "token";
  name: string;
  label: string;
  description?: string;
};

type AskProps = {
  action: FormAction;
  /** What the form carries besides what is typed: ids, version, the total that the person saw. */
  carries?: Record<string, string>;
  /** Fields between the summary and the confirmation: a reason, a warning accepted. */
  fields?: ReactNode;
  confirmation?: Confirmation;
  accept: string;
  cancel: string;
  danger?: boolean;
  draft?: KeptDraft;
  onClose: () => void;
  children?: ReactNode;
};

/** What stands inside a confirmation: summary, field, refusal, and two presses. */
export function ConfirmForm({
  action,
  carries,
  fields,
  confirmation,
  accept,
  cancel,
  danger,
  draft,
  onClose,
  children,
}: AskProps) {
  return (
    <Form action={action} onDone={onClose} draft={draft} className="grid gap-4">
      {children}
      {Object.entries(carries ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields}
      {confirmation && <Proof {...confirmation} autoFocus={!fields && hasKeyboard()} />}
      <div className="mt-1 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onClose}>{cancel}</Button>
        <SubmitButton variant={danger ? "danger" : "primary"}>{accept}</SubmitButton>
      </div>
    </Form>
  );
}

/** Where a press on a field would raise a keyboard over the summary, the person reads first and presses then. */
function hasKeyboard(): boolean {
  return typeof window !== "undefined" && window.matchMedia("(pointer: fine)").matches;
}

function Proof({ kind, ...field }: Confirmation & { autoFocus: boolean }) {
  if (kind === "password") return <PasswordField {...field} required />;
  return <CodeField {...field} required />;
}

type Trigger = { label: string; icon?: IconName; variant?: ButtonVariant; iconOnly?: boolean; disabled?: boolean };

/** What the person saw may be another by the time they come back; the thing that the form is about is the same. */
const passing = new Set(["version", "visto", "confirmacion"]);

/** Name of a confirmation among the forms of its page: its verb and what it is about. */
function draftName(accept: string, carries: Record<string, string> = {}): string {
  const about = Object.entries(carries).flatMap(([name, value]) => (passing.has(name) ? [] : [value]));
  return [accept, ...about].join(" · ");
}

type Props = Omit<AskProps, "onClose" | "draft"> & { trigger: Trigger; title: string; size?: "narrow" | "wide" };

/**
 * A press that asks before it does: its summary as children, clave, código or token, and the two answers. It opens by itself where the
 * page was loaded anew with something typed in it.
 */
export function ConfirmDialog({ trigger, title, size, ...ask }: Props) {
  const [open, setOpen] = useState(false);
  const draft = useDraft(draftName(ask.accept, ask.carries));
  const typedBefore = draft.typed !== null;
  useEffect(() => {
    if (typedBefore) setOpen(true);
  }, [typedBefore]);
  const close = () => {
    setOpen(false);
    draft.forget();
  };
  const press = {
    disabled: trigger.disabled,
    onClick: () => setOpen(true),
    onPointerEnter: fetchDialog,
    onFocus: fetchDialog,
  };
  return (
    <>
      {trigger.iconOnly ? (
        <IconButton
          name={trigger.label}
          icon={trigger.icon ?? "check"}
          tone={ask.danger ? "out" : "plain"}
          {...press}
        />
      ) : (
        <Button variant={trigger.variant} icon={trigger.icon} {...press}>
          {trigger.label}
        </Button>
      )}
      <Dialog open={open} onClose={close} title={title} size={size} alert={ask.danger}>
        <ConfirmForm {...ask} draft={draft} onClose={close} />
      </Dialog>
    </>
  );
}
