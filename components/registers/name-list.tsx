import { useTranslations } from "next-intl";
import { RegisterDialog } from "@/components/registers/register-dialog";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { FormAction } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import type { Named } from "@/lib/registers/names";

type Props = { kind: Named["kind"]; rows: readonly Named[]; company: string; action?: FormAction };

/** Products, or accounts: as they are registered, and as the company calls them. */
export function NameList({ kind, rows, company, action }: Props) {
  const t = useTranslations("house.names");
  const caption = t(kind === "PRODUCT" ? "products" : "accounts");
  const columns: Column<Named>[] = [
    ...(kind === "PRODUCT"
      ? [
          {
            key: "registered",
            label: t("registered"),
            title: true,
            cell: (row: Named) => <span className="font-medium">{row.registered}</span>,
          },
          { key: "code", label: t("code"), cell: (row: Named) => row.subject },
        ]
      : [
          {
            key: "account",
            label: t("account"),
            title: true,
            cell: (row: Named) => <span className="font-medium tabular-nums">{row.subject}</span>,
          },
        ]),
    { key: "own", label: t("own"), cell: (row) => row.own ?? t("none") },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.subject} ${row.own}`}
      actions={
        action &&
        ((row) => (
          <RegisterDialog
            inRow
            trigger={t("modify", { name: row.registered })}
            title={t("modifyTitle")}
            action={action}
            carries={{ empresa: company, clase: row.kind, codigo: row.subject, antes: row.own ?? "" }}
            words={{ password: t("password"), accept: t("save"), cancel: t("cancel") }}
          >
            <TextField
              label={t("field")}
              description={t("fieldHelp")}
              name="nombre"
              defaultValue={row.own ?? ""}
              maxLength={40}
            />
          </RegisterDialog>
        ))
      }
      empty={<EmptyState title={t("empty")} />}
    />
  );
}
