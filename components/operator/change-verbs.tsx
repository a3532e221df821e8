"use client";
import { useTranslations } from "next-intl";
import { type AskPasskey, useReviewConfirmation } from "@/components/review/review-confirmation";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import { TextArea } from "@/components/ui/text-area";

type Props = {
  company: string;
  change: string;
  /** Asked for by whoever looks: then it is theirs to withdraw, and another's to decide. */
  own: boolean;
  /** Digests of what each decision confirms. */
  seen: { aprobar: string; rechazar: string };
  actions: { decide: FormAction; withdraw: FormAction; askPasskey: AskPasskey };
};

/** What may be done with a change that waits. */
export function ChangeVerbs({ company, change, own, seen, actions }: Props) {
  const t = useTranslations("operator.changes");
  const confirmation = useReviewConfirmation(actions.askPasskey);
  const carries = { empresa: company, cambio: change };
  if (own)
    return (
      <ConfirmDialog
        trigger={{ label: t("withdraw"), variant: "secondary" }}
        title={t("withdrawTitle")}
        action={actions.withdraw}
        carries={carries}
        accept={t("withdraw")}
        cancel={t("cancel")}
      >
        <p>{t("withdrawText")}</p>
      </ConfirmDialog>
    );
  return (
    <>
      <ConfirmDialog
        trigger={{ label: t("refuse"), variant: "secondary" }}
        title={t("refuseTitle")}
        action={actions.decide}
        carries={{ ...carries, decision: "rechazar", visto: seen.rechazar }}
        fields={<TextArea label={t("reason")} name="respuesta" rows={3} required />}
        confirmation={confirmation("change.decide", seen.rechazar)}
        accept={t("refuse")}
        cancel={t("cancel")}
        danger
      />
      <ConfirmDialog
        trigger={{ label: t("approve"), variant: "primary", icon: "check" }}
        title={t("approveTitle")}
        action={actions.decide}
        carries={{ ...carries, decision: "aprobar", visto: seen.aprobar }}
        confirmation={confirmation("change.decide", seen.aprobar)}
        accept={t("approve")}
        cancel={t("cancel")}
      >
        <p>{t("approveText")}</p>
      </ConfirmDialog>
    </>
  );
}
