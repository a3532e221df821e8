import { useTranslations } from "next-intl";
import { type ConfirmableBatch, ConfirmBatch, type ProductOfForm } from "@/components/batches/confirm-batch";
import { DeleteBatch } from "@/components/batches/delete-batch";
import { OffButton } from "@/components/batches/off-button";
import type { FormAction } from "@/components/ui/form";
import type { FaultRow } from "@/lib/batches/queries";
import { batchAllows } from "@/lib/batches/rules";
import type { Permission } from "@/lib/catalog";
import type { BatchStatus } from "@/lib/generated/prisma/enums";

type Props = {
  ctx: ProductOfForm & { actor: { permissions: ReadonlySet<Permission> } };
  batch: ConfirmableBatch & { status: BatchStatus };
  warnings: readonly FaultRow[];
  confirm: FormAction;
  remove: FormAction;
  iconOnly?: boolean;
};

/** Confirmar and Eliminar, for those who may; off with the reason where the lot's state does not allow them. */
export function PreparingVerbs({ ctx, batch, warnings, confirm, remove, iconOnly }: Props) {
  const t = useTranslations("batches");
  const { permissions } = ctx.actor;
  const status = t(`status.${batch.status}`);
  // A dialog of a lot that moved on is another dialog: it does not stay open over the new state.
  const key = `${batch.number}-${batch.status}-${batch.version}`;
  return (
    <>
      {permissions.has("batch.confirm") &&
        (batchAllows("confirm", batch.status) ? (
          <ConfirmBatch
            key={`confirm-${key}`}
            ctx={ctx}
            batch={batch}
            warnings={warnings}
            action={confirm}
            iconOnly={iconOnly}
          />
        ) : (
          <OffButton
            label={t("verb.confirm")}
            icon="check"
            why={t(`not.${whyNotConfirmed(batch.status)}`, { status })}
            iconOnly={iconOnly}
          />
        ))}
      {permissions.has("batch.delete") &&
        (batchAllows("delete", batch.status) ? (
          <DeleteBatch key={`delete-${key}`} ctx={ctx} number={batch.number} action={remove} iconOnly={iconOnly} />
        ) : (
          <OffButton
            label={t("verb.delete")}
            icon="delete"
            why={t("not.deleteState", { status })}
            iconOnly={iconOnly}
          />
        ))}
    </>
  );
}

function whyNotConfirmed(status: BatchStatus): "confirmFaults" | "confirmWaiting" | "confirmState" {
  if (status === "INVALID") return "confirmFaults";
  return status === "RECEIVED" || status === "VALIDATING" ? "confirmWaiting" : "confirmState";
}
