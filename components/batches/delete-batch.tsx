import { useTranslations } from "next-intl";
import type { ProductOfForm } from "@/components/batches/confirm-batch";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";

type Props = { ctx: ProductOfForm; number: string; action: FormAction; iconOnly?: boolean };

/** Eliminar: one plain question, without clave. */
export function DeleteBatch({ ctx, number, action, iconOnly }: Props) {
  const t = useTranslations("batches");
  return (
    <ConfirmDialog
      trigger={{ label: t("verb.delete"), icon: "delete", iconOnly }}
      title={t("delete.title", { number })}
      action={action}
      carries={{ empresa: ctx.company.code, producto: ctx.product.code, lote: number }}
      accept={t("verb.delete")}
      cancel={t("verb.cancel")}
      danger
    >
      <p className="text-pretty">{t("delete.text")}</p>
    </ConfirmDialog>
  );
}
