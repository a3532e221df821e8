"use client";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import { type Counts, changesOf } from "@/lib/bulk/rules";
import { formatCount } from "@/lib/money";

/** What a sentence counts by, and the count as Peru writes it. */
const counted = (count: number) => ({ count, shown: formatCount(count, "PEN") });

type About = { broker: string; id: string; name: string; counts: Counts };

/** Aplicar: everything that the page shows, or nothing. */
export function ApplyTeamFile({
  broker,
  id,
  name,
  counts,
  seen,
  action,
}: About & { seen: string; action: FormAction }) {
  const t = useTranslations("bulk");
  return (
    <ConfirmDialog
      trigger={{ label: t("apply", counted(changesOf(counts))), icon: "check", variant: "primary" }}
      title={t("applyTitle", { file: name })}
      action={action}
      carries={{ empresa: broker, archivo: id, visto: seen }}
      accept={t("accept")}
      cancel={t("cancel")}
    >
      <Sums counts={counts} />
      {counts.REFUSE > 0 && <p className="text-pretty">{t("applyRefused", counted(counts.REFUSE))}</p>}
      {counts.CREATE > 0 && <p className="text-pretty text-ink-soft">{t("applyCreated")}</p>}
      {counts.DISABLE > 0 && <p className="text-pretty text-ink-soft">{t("applyDisabled")}</p>}
    </ConfirmDialog>
  );
}

/** Deshacer: everybody is as before the file. */
export function UndoTeamFile({
  broker,
  id,
  name,
  counts,
  cameIn,
  action,
}: About & { cameIn: number; action: FormAction }) {
  const t = useTranslations("bulk");
  return (
    <ConfirmDialog
      trigger={{ label: t("undo"), icon: "back" }}
      title={t("undoTitle", { file: name })}
      action={action}
      carries={{ empresa: broker, archivo: id }}
      accept={t("accept")}
      cancel={t("cancel")}
      danger
    >
      <p className="text-pretty">{t("undoText", counted(counts.CHANGE + counts.DISABLE + counts.ENABLE))}</p>
      {counts.CREATE > 0 && (
        <p className="text-pretty">{t("undoCreated", { removed: counts.CREATE - cameIn, out: cameIn })}</p>
      )}
    </ConfirmDialog>
  );
}

/** Retirar: the file waits no longer. */
export function WithdrawTeamFile({ broker, id, name, action }: Omit<About, "counts"> & { action: FormAction }) {
  const t = useTranslations("bulk");
  return (
    <ConfirmDialog
      trigger={{ label: t("withdraw"), icon: "close" }}
      title={t("withdrawTitle", { file: name })}
      action={action}
      carries={{ empresa: broker, archivo: id }}
      accept={t("accept")}
      cancel={t("cancel")}
    >
      <p className="text-pretty">{t("withdrawText")}</p>
    </ConfirmDialog>
  );
}

function Sums({ counts }: { counts: Counts }) {
  const t = useTranslations("bulk");
  return (
    <ul className="list-disc pl-5">
      {(["CREATE", "CHANGE", "DISABLE", "ENABLE"] as const)
        .filter((effect) => counts[effect] > 0)
        .map((effect) => (
          <li key={effect}>{t(`does.${effect}`, counted(counts[effect]))}</li>
        ))}
    </ul>
  );
}
