import { useTranslations } from "next-intl";
import { Apart } from "@/components/batches/apart";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import { TextArea } from "@/components/ui/text-area";

type Props = { company: string; product: string; number: string; version: number; action: FormAction };

/** Rechazar, from the row of a list that is itself a form: reason and clave in a dialog. */
export function RejectInList({ company, product, number, version, action }: Props) {
  const t = useTranslations("batches");
  const words = useTranslations("authorization");
  return (
    <Apart>
      <ConfirmDialog
        trigger={{ label: t("verb.reject"), icon: "close", iconOnly: true }}
        title={t("reject.title", { number })}
        action={action}
        danger
        carries={{ empresa: company, producto: product, lote: number, version: String(version) }}
        fields={
          <TextArea
            label={t("confirm.reason")}
            description={t("reject.reasonHelp")}
            name="motivo"
            maxLength={500}
            required
          />
        }
        confirmation={{ kind: "password", name: "clave", label: words("password") }}
        accept={t("verb.reject")}
        cancel={t("verb.cancel")}
      >
        <p className="text-pretty">{t("reject.text")}</p>
      </ConfirmDialog>
    </Apart>
  );
}
