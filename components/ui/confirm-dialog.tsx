"use client";
import { type ComponentProps, type ReactNode, useEffect, useState } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { Dialog, fetchDialog } from "@/components/ui/dialog";
import { type KeptDraft, useDraft } from "@/components/ui/drafts";
import { Form, type FormAction, SubmitButton, useFormField } from "@/components/ui/form";
import type { IconName } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { PasskeyButton } from "@/components/ui/passkey-button";
import { PasswordField } from "@/components/ui/password-field";
import { CodeField } from "@/components/ui/text-field";
import { TokenField, type TokenFieldProps } from "@/components/ui/token-field";

/** What proves who presses: the clave, the code that was mailed, or the token's six digits, for which a passkey may stand. */
export type Confirmation =
  | { kind: "password" | "code"; name: string; label: string; description?: string }
  | ({ kind: "token"; passkey?: ComponentProps<typeof PasskeyButton> } & TokenFieldProps);

type AskProps = {
  action: FormAction;
  /** What the form carries besides what is typed: ids, version, the total that the person saw. */
  carries?: Record<string, string | readonly string[]>;
  /** Fields between the summary and the confirmation: a reason, a warning accepted. */
  fields?: ReactNode;
  confirmation?: Confirmation | readonly Confirmation[];
  accept: string;
  cancel: string;
  danger?: boolean;
  draft?: KeptDraft;
  onClose: () => void;
  /** A link that leaves it all, beside the way back. */
  leave?: ReactNode;
  /** Called with what the form's script is told, once it is done. */
  onAnswer?: (answer: string) => void;
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
  leave,
  onAnswer,
  children,
}: AskProps) {
  const done = (_: string | undefined, answer: string | undefined) => {
    onClose();
    if (answer !== undefined) onAnswer?.(answer);
  };
  const proofs = [confirmation ?? []].flat();
  return (
    <Form action={action} onDone={done} draft={draft} className="grid gap-4">
      {Object.keys(carries ?? {}).map((name) => (
        <CarriedFault key={name} name={name} />
      ))}
      {children}
      {Object.entries(carries ?? {}).flatMap(([name, values]) =>
        [values].flat().map((value) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />),
      )}
      {fields}
      {proofs.map((proof, index) => (
        <Proof key={proof.name} proof={proof} autoFocus={index === 0 && !fields && hasKeyboard()} />
      ))}
      <div className="mt-1 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onClose}>{cancel}</Button>
        {leave}
        <SubmitButton variant={danger ? "danger" : "primary"}>{accept}</SubmitButton>
      </div>
    </Form>
  );
}

/** The sentence about a field that is carried and not shown here. */
function CarriedFault({ name }: { name: string }) {
  const { error } = useFormField(name);
  return error ? <Notice tone="out">{error}</Notice> : null;
}

/** Where a press on a field would raise a keyboard over the summary, the person reads first and presses then. */
function hasKeyboard(): boolean {
  return typeof window !== "undefined" && window.matchMedia("(pointer: fine)").matches;
}

function Proof({ proof, autoFocus }: { proof: Confirmation; autoFocus: boolean }) {
  if (proof.kind === "token") {
    const { kind, passkey, ...field } = proof;
    return (
      <div className="grid gap-3">
        <TokenField {...field} autoFocus={autoFocus} required={!passkey} />
        {passkey && <PasskeyButton {...passkey} />}
      </div>
    );
  }
  const { kind, ...field } = proof;
  if (kind === "password") return <PasswordField {...field} autoFocus={autoFocus} required />;
  return <CodeField {...field} autoFocus={autoFocus} required />;
}

type Trigger = { label: string; icon?: IconName; variant?: ButtonVariant; iconOnly?: boolean; disabled?: boolean };

/** What the person saw may be another by the time they come back; the thing that the form is about is the same. */
const passing = new Set(["version", "visto", "confirmacion"]);

/** Name of a confirmation among the forms of its page: its verb and what it is about. */
function draftName(accept: string, carries: AskProps["carries"] = {}): string {
  const about = Object.entries(carries).flatMap(([name, values]) => (passing.has(name) ? [] : values));
  return [accept, ...about].join(" · ");
}

type Props = Omit<AskProps, "onClose" | "draft" | "leave"> & {
  trigger: Trigger;
  title: string;
  size?: "narrow" | "wide";
};

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
