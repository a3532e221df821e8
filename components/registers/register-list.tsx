import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import type { Registered } from "@/lib/registers/queries";

type Props = {
  caption: string;
  /** What a row is known by: "Código", "Documento", and how it is written. */
  keyLabel: string;
  keyOf: (key: string) => string;
  rows: readonly Registered[];
  now: string;
  timeZone: string;
  /** What acts on a row, for whoever may. */
  actions?: (row: Registered) => ReactNode;
  empty: ReactNode;
};

/** Branches, or affiliated third parties, each with its state in a word. */
export function RegisterList({ caption, keyLabel, keyOf, rows, now, timeZone, actions, empty }: Props) {
  const t = useTranslations("house.affiliates");
  const columns: Column<Registered>[] = [
    { key: "name", label: t("name"), title: true, cell: (row) => <span className="font-medium">{row.name}</span> },
    { key: "key", label: keyLabel, cell: (row) => <span className="tabular-nums">{keyOf(row.key)}</span> },
    {
      key: "status",
      label: t("status"),
      cell: (row) => <Badge tone={row.status === "ACTIVE" ? "in" : "plain"}>{t(`statuses.${row.status}`)}</Badge>,
    },
    {
      key: "changed",
      label: t("changed"),
      cell: (row) => <DateTime at={row.changedAt.toISOString()} now={now} timeZone={timeZone} />,
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.key} ${row.version}`}
      actions={actions}
      empty={empty}
    />
  );
}
