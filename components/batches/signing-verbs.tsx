import { useTranslations } from "next-intl";
import type { ProductOfForm } from "@/components/batches/confirm-batch";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import { TextArea } from "@/components/ui/text-area";
import type { BatchDetail } from "@/lib/batches/queries";
import { batchAllows } from "@/lib/batches/rules";
import type { Actor } from "@/lib/context";

export type SigningActions = { reject: FormAction; annul: FormAction; withdraw: FormAction };

type Props = { ctx: ProductOfForm & { actor: Actor }; batch: BatchDetail; actions: SigningActions };

/** What a signer may do to a lot besides signing it: reject it, annul it, take the own signature back. Each asks for the clave. */
export function SigningVerbs({ ctx, batch, actions }: Props) {
  const t = useTranslations("batches");
  const { permissions, membershipId } = ctx.actor;
  const signedByMe = batch.signatures.some((signature) => signature.membershipId === membershipId);
  const asked = {
    carries: {
      empresa: ctx.company.code,
      producto: ctx.product.code,
      lote: batch.number,
      version: String(batch.version),
    },
    confirmation: { kind: "password", name: "clave", label: t("confirm.password") },
    cancel: t("verb.cancel"),
  } as const;
  return (
    <>
      {permissions.has("batch.withdraw") && signedByMe && batchAllows("withdraw", batch.status) && (
        <ConfirmDialog
          {...asked}
          trigger={{ label: t("verb.withdraw"), icon: "back" }}
          title={t("withdraw.title", { number: batch.number })}
          action={actions.withdraw}
          accept={t("verb.withdraw")}
        >
          <p className="text-pretty">{t("withdraw.text")}</p>
        </ConfirmDialog>
      )}
      {(["reject", "annul"] as const).map(
        (verb) =>
          permissions.has(`batch.${verb}`) &&
          batchAllows(verb, batch.status) && (
            <ConfirmDialog
              key={verb}
              {...asked}
              trigger={{ label: t(`verb.${verb}`), icon: verb === "reject" ? "close" : "annul" }}
              title={t(`${verb}.title`, { number: batch.number })}
              action={actions[verb]}
              fields={
                <TextArea
                  label={t("confirm.reason")}
                  description={t(`${verb}.reasonHelp`)}
                  name="motivo"
                  maxLength={500}
                  required
                />
              }
              accept={t(`verb.${verb}`)}
              danger
            >
              <p className="text-pretty">{t(`${verb}.text`)}</p>
            </ConfirmDialog>
          ),
      )}
    </>
  );
}
