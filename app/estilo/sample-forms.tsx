"use client";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { FileDrop } from "@/components/ui/file-drop";
import { Form, SubmitButton } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast";
import { style } from "@/lib/messages/es/style";
import type { Outcome } from "@/lib/web/outcome";

const refuse = (message: string, fields?: Record<string, string>) => async (): Promise<Outcome> => ({
  ok: false,
  message,
  fields,
});

export function LoginForm() {
  const { login } = style;
  return (
    <Form action={refuse(login.refused)} className="grid gap-4">
      <TextField label={login.user} name="usuario" autoComplete="username" autoCapitalize="none" />
      <PasswordField label={login.password} name="clave" />
      <SubmitButton wide className="mt-1">
        {login.enter}
      </SubmitButton>
    </Form>
  );
}

export function UploadForm() {
  const { tray, types } = style;
  const choices = Object.entries(types).map(([value, label]) => ({ value, label }));
  return (
    <Form
      action={async () => ({ ok: true, notice: tray.sent })}
      className="grid items-start gap-4 md:grid-cols-[16rem_1fr_auto]"
    >
      <Select label={tray.type} name="tipo" choices={choices} placeholder={tray.choose} />
      <FileDrop label={tray.file} description={tray.formats} name="archivo" />
      <SubmitButton icon="upload" className="md:mt-6.5">
        {tray.send}
      </SubmitButton>
    </Form>
  );
}

export function ConfirmBatch({ title, children }: { title: string; children: ReactNode }) {
  const { tray } = style;
  return (
    <ConfirmDialog
      trigger={{ label: tray.confirm, icon: "check", iconOnly: true }}
      title={title}
      action={refuse(tray.wrong)}
      confirmation={{ kind: "password", name: "clave", label: style.login.password }}
      accept={tray.confirm}
      cancel={tray.cancel}
    >
      <p className="text-ink-soft">{tray.summary}</p>
      {children}
    </ConfirmDialog>
  );
}

export function RejectBatch() {
  const { signing, tray } = style;
  return (
    <ConfirmDialog
      trigger={{ label: signing.reject, variant: "quiet" }}
      title={signing.rejectTitle}
      action={refuse(tray.wrong)}
      danger
      fields={<TextArea label={signing.reason} description={signing.reasonHelp} name="motivo" />}
      confirmation={{ kind: "password", name: "clave", label: signing.password }}
      accept={signing.reject}
      cancel={signing.cancel}
    />
  );
}

export function PayOrder({ children }: { children: ReactNode }) {
  const { orders, signing } = style;
  return (
    <ConfirmDialog
      trigger={{ label: orders.pay, icon: "pay", iconOnly: true }}
      title={orders.payTitle}
      action={refuse(style.parts.bad)}
      confirmation={{ kind: "code", name: "codigo", label: orders.code, description: orders.codeHelp }}
      accept={orders.accept}
      cancel={signing.cancel}
    >
      {children}
    </ConfirmDialog>
  );
}

export function SignForm() {
  const { signing, tray } = style;
  return (
    <Form action={refuse(tray.wrong)} className="contents">
      <div className="flex flex-wrap items-end gap-3">
        <PasswordField label={signing.password} name="clave" className="w-full sm:w-56" />
        <SubmitButton icon="sign">{signing.authorize}</SubmitButton>
        <Button>{signing.cancel}</Button>
      </div>
    </Form>
  );
}

export function SampleForm() {
  const { parts } = style;
  return (
    <Form action={refuse(parts.bad, { correo: parts.mailError })} className="grid max-w-md content-start gap-4">
      <TextField label={parts.mail} description={parts.mailHelp} name="correo" defaultValue="marta@" type="email" />
      <TextArea label={parts.note} name="nota" optional />
      <Checkbox label={parts.terms} description={parts.termsHelp} name="terminos" />
      <div>
        <SubmitButton>{parts.primary}</SubmitButton>
      </div>
    </Form>
  );
}

/** One confirmation of each kind, and one that does harm. */
export function Confirmations() {
  const { guide, signing, login, orders } = style;
  const cancel = signing.cancel;
  return (
    <>
      <ConfirmDialog
        trigger={{ label: guide.clave }}
        title={guide.annulTitle}
        action={refuse(guide.passwordError, { clave: guide.passwordError })}
        danger
        confirmation={{ kind: "password", name: "clave", label: login.password }}
        accept={orders.annul}
        cancel={cancel}
      >
        <p className="text-ink-soft">{guide.annulSummary}</p>
      </ConfirmDialog>
      <ConfirmDialog
        trigger={{ label: guide.code }}
        title={orders.payTitle}
        action={refuse(style.parts.bad)}
        confirmation={{ kind: "code", name: "codigo", label: orders.code, description: orders.codeHelp }}
        accept={orders.accept}
        cancel={cancel}
      >
        <p className="text-ink-soft">{orders.paySummary}</p>
      </ConfirmDialog>
      <ConfirmDialog
        trigger={{ label: guide.token }}
        title={guide.profileTitle}
        action={async () => ({ ok: true })}
        confirmation={{ kind: "token", name: "token", label: guide.tokenField, description: guide.tokenHelp }}
        accept={guide.apply}
        cancel={cancel}
      >
        <p className="text-ink-soft">{guide.profileSummary}</p>
      </ConfirmDialog>
    </>
  );
}

export function SampleToast() {
  const { guide } = style;
  const link = { label: guide.toastLink, href: "/estilo?pantalla=lote" };
  return <Button onClick={() => showToast({ text: guide.toastText, tone: "in", link })}>{guide.toast}</Button>;
}

export function SampleDialog() {
  const { parts } = style;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{parts.open}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={parts.dialogTitle}>
        <p>{parts.dialogText}</p>
      </Dialog>
    </>
  );
}
