"use client";
import { useTranslations } from "next-intl";
import { useTokenWords } from "@/components/session/token-words";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";

type Props = {
  action: FormAction;
  id: string;
  name: string;
  /** Digest of what the page shows. */
  seen: string;
  counts: { changes: number; companies: number };
};

/** Aplicar: all numbers of the file or none, by token. */
export function ApplyFile({ action, id, name, seen, counts }: Props) {
  const t = useTranslations("invoices.file");
  const token = useTokenWords();
  return (
    <ConfirmDialog
      trigger={{ label: t("apply"), icon: "check", variant: "primary" }}
      title={t("applyTitle", { file: name })}
      action={action}
      carries={{ archivo: id, visto: seen }}
      confirmation={{ kind: "token", ...token }}
      accept={t("apply")}
      cancel={t("cancel")}
    >
      <p className="text-pretty">{t("applyText", counts)}</p>
    </ConfirmDialog>
  );
}
