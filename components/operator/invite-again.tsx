"use client";
import { useTranslations } from "next-intl";
import { type AskPasskey, useReviewConfirmation } from "@/components/review/review-confirmation";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";

type Props = {
  action: FormAction;
  askPasskey: AskPasskey;
  tenant: string;
  person: { username: string; name: string };
  /** Digest of what is confirmed. */
  seen: string;
};

/** Has somebody who has not come in yet mailed their invitation once more. */
export function InviteAgain({ action, askPasskey, tenant, person, seen }: Props) {
  const t = useTranslations("registry.invite");
  const confirmation = useReviewConfirmation(askPasskey);
  return (
    <ConfirmDialog
      trigger={{ label: t("again"), icon: "mail", variant: "secondary" }}
      title={t("title")}
      action={action}
      carries={{ empresa: tenant, persona: person.username, visto: seen }}
      confirmation={confirmation("registry.modify", seen)}
      accept={t("accept")}
      cancel={t("cancel")}
    >
      <p className="text-sm">{t("text", { name: person.name })}</p>
    </ConfirmDialog>
  );
}
