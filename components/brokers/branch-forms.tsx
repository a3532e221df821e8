import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import type { Branch } from "@/lib/brokers/branches";

type Props = { broker: string; action: FormAction };

export function NewBranch({ broker, action }: Props) {
  const t = useTranslations("brokerhouse.own");
  return (
    <ConfirmDialog
      trigger={{ label: t("newBranch"), icon: "plus" }}
      title={t("newBranch")}
      action={action}
      carries={{ empresa: broker }}
      fields={<BranchFields />}
      accept={t("accept")}
      cancel={t("cancel")}
    />
  );
}

/** Its facts, its code apart; the version that its person saw goes with them. */
export function ModifyBranch({ broker, action, row }: Props & { row: Branch }) {
  const t = useTranslations("brokerhouse.own");
  return (
    <ConfirmDialog
      trigger={{ label: t("modifyBranch", { name: row.name }), icon: "edit", iconOnly: true }}
      title={t("modifyBranchTitle")}
      action={action}
      carries={{ empresa: broker, codigo: row.code, version: String(row.version) }}
      fields={<BranchFields row={row} />}
      accept={t("accept")}
      cancel={t("cancel")}
    />
  );
}

/** Closes it, or opens it again. */
export function TurnBranch({ broker, action, row }: Props & { row: Branch }) {
  const t = useTranslations("brokerhouse.own");
  const open = row.status === "ACTIVE";
  return (
    <ConfirmDialog
      trigger={{ label: t(open ? "close" : "open", { name: row.name }), icon: open ? "lock" : "back", iconOnly: true }}
      title={t(open ? "closeTitle" : "openTitle")}
      action={action}
      carries={{
        empresa: broker,
        codigo: row.code,
        version: String(row.version),
        estado: open ? "INACTIVE" : "ACTIVE",
      }}
      accept={t("accept")}
      cancel={t("cancel")}
    >
      <p className="text-sm">{t(open ? "closeText" : "openText", { name: row.name })}</p>
    </ConfirmDialog>
  );
}

function BranchFields({ row }: { row?: Branch }) {
  const t = useTranslations("brokerhouse.own.branch");
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {!row && <TextField label={t("code")} description={t("codeHelp")} name="codigo" maxLength={20} required />}
      <TextField label={t("name")} name="nombre" defaultValue={row?.name} maxLength={60} required />
      <TextField label={t("address")} name="direccion" defaultValue={row?.address} maxLength={120} autoComplete="off" />
      <TextField label={t("city")} name="ciudad" defaultValue={row?.city} maxLength={80} autoComplete="off" />
      <TextField
        label={t("phone")}
        name="telefono"
        type="tel"
        defaultValue={row?.phone ?? ""}
        maxLength={20}
        autoComplete="off"
      />
      <TextField
        label={t("responsible")}
        description={t("responsibleHelp")}
        name="responsable"
        defaultValue={row?.responsible ?? ""}
        maxLength={254}
        autoCapitalize="none"
        spellCheck={false}
        autoComplete="off"
      />
    </div>
  );
}
