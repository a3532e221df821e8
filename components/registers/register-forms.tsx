import { useTranslations } from "next-intl";
import { RegisterDialog } from "@/components/registers/register-dialog";
import type { FormAction } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { Registered } from "@/lib/registers/queries";

type Form = { company: string; action: FormAction };
const statuses = ["ACTIVE", "INACTIVE"] as const;

export function NewBranch({ company, action }: Form) {
  const t = useTranslations("house.affiliates");
  return (
    <RegisterDialog
      trigger={t("newBranch")}
      title={t("newBranch")}
      action={action}
      carries={{ empresa: company }}
      words={{ password: t("password"), accept: t("create"), cancel: t("cancel") }}
    >
      <TextField label={t("code")} name="codigo" maxLength={20} required />
      <TextField label={t("name")} name="nombre" maxLength={60} required />
    </RegisterDialog>
  );
}

export function NewAffiliate({ company, action, types }: Form & { types: readonly string[] }) {
  const t = useTranslations("house.affiliates");
  return (
    <RegisterDialog
      trigger={t("newParty")}
      title={t("newParty")}
      action={action}
      carries={{ empresa: company }}
      words={{ password: t("password"), accept: t("create"), cancel: t("cancel") }}
    >
      <Select label={t("documentType")} name="tipo" choices={types.map((value) => ({ value, label: value }))} />
      <TextField label={t("number")} description={t("numberHelp")} name="numero" maxLength={40} required />
      <TextField label={t("name")} name="nombre" maxLength={120} required />
    </RegisterDialog>
  );
}

type Modify = Form & {
  row: Registered /** The field that says which one. */;
  keyName: "codigo" | "documento";
  longest: number;
};

/** Its name and its state; the version that its person saw goes with them. */
export function ModifyRegistered({ company, action, row, keyName, longest }: Modify) {
  const t = useTranslations("house.affiliates");
  return (
    <RegisterDialog
      inRow
      trigger={t("modify", { name: row.name })}
      title={t("modifyTitle")}
      action={action}
      carries={{ empresa: company, [keyName]: row.key, version: String(row.version) }}
      words={{ password: t("password"), accept: t("save"), cancel: t("cancel") }}
    >
      <TextField label={t("name")} name="nombre" defaultValue={row.name} maxLength={longest} required />
      <Select
        label={t("status")}
        name="estado"
        defaultValue={row.status}
        choices={statuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
      />
    </RegisterDialog>
  );
}
