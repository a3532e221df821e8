"use client";
import type { ReactNode } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";

type Props = {
  /** What opens it: a press with a word, or in a row an icon with that name. */
  trigger: string;
  inRow?: boolean;
  title: string;
  action: FormAction;
  carries: Record<string, string>;
  words: { password: string; accept: string; cancel: string };
  /** What is typed. */
  children: ReactNode;
};

/** Something of a register is made or changed: its fields, the clave, two answers. */
export function RegisterDialog({ trigger, inRow, title, action, carries, words, children }: Props) {
  return (
    <ConfirmDialog
      trigger={
        inRow ? { label: trigger, icon: "edit", iconOnly: true } : { label: trigger, icon: "plus", variant: "primary" }
      }
      title={title}
      action={action}
      carries={carries}
      fields={<div className="grid gap-4">{children}</div>}
      confirmation={{ kind: "password", name: "clave", label: words.password }}
      accept={words.accept}
      cancel={words.cancel}
    />
  );
}
