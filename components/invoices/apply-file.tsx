"use client";
import { useTranslations } from "next-intl";
import { type AskPasskey, useReviewConfirmation } from "@/components/review/review-confirmation";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";

type Props = {
  action: FormAction;
  askPasskey: AskPasskey;
  id: string;
  name: string;
  /** Digest of what the page shows. */
  seen: string;
  counts: { changes: number; companies: number };
};

/** Aplicar: all numbers of the file or none, by token. */
export function ApplyFile({ action, askPasskey, id, name, seen, counts }: Props) {
  const t = useTranslations("invoices.file");
  const confirmation = useReviewConfirmation(askPasskey);
  return (
    <ConfirmDialog
      trigger={{ label: t("apply"), icon: "check", variant: "primary" }}
      title={t("applyTitle", { file: name })}
      action={action}
      carries={{ archivo: id, visto: seen }}
      confirmation={confirmation("invoice.give", seen)}
      accept={t("apply")}
      cancel={t("cancel")}
    >
      <p className="text-pretty">{t("applyText", counts)}</p>
    </ConfirmDialog>
  );
}
