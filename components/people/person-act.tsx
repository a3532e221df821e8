"use client";
import { useTranslations } from "next-intl";
import { type AskPasskey, useReviewConfirmation } from "@/components/review/review-confirmation";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import type { ConfirmedVerb } from "@/lib/approvals/methods";

/** What is done to somebody at one press and a token. */
export type PressedAct = "invite" | "reset" | "unlock" | "assign" | "block" | "unblock" | "replace";

type Props = {
  act: PressedAct;
  verb: ConfirmedVerb;
  company: string;
  person: { username: string; name: string };
  action: FormAction;
  askPasskey: AskPasskey;
  /** Digest of what is confirmed; none where it cannot be done. */
  seen: string | undefined;
};

const icons = {
  invite: "mail",
  reset: "lock",
  unlock: "check",
  assign: "token",
  block: "annul",
  unblock: "check",
  replace: "retry",
} as const;
const carried: Partial<Record<PressedAct, string>> = { block: "bloquear", unblock: "desbloquear" };

/** One act on somebody: what it does, the token, and done. */
export function PersonAct({ act, verb, company, person, action, askPasskey, seen }: Props) {
  const t = useTranslations("people.act");
  const confirmation = useReviewConfirmation(askPasskey);
  const hace = carried[act];
  const visto = seen ?? "";
  const danger = act === "block" || act === "replace";
  return (
    <ConfirmDialog
      trigger={{
        label: t(`${act}.label`),
        icon: icons[act],
        variant: danger ? "danger" : "secondary",
        disabled: seen === undefined,
      }}
      title={t(`${act}.label`)}
      action={action}
      carries={{ empresa: company, persona: person.username, visto, ...(hace && { hace }) }}
      confirmation={confirmation(verb, visto)}
      accept={t("accept")}
      cancel={t("cancel")}
      danger={danger}
    >
      <p className="text-sm text-pretty">{t(`${act}.text`, { name: person.name })}</p>
    </ConfirmDialog>
  );
}
