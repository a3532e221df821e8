import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { IconLink } from "@/components/ui/icon-button";
import type { Holder } from "@/lib/access/queries";

type Props = { caption: string; rows: readonly Holder[]; ofProducts: boolean; why: (username: string) => string };

/** Who may do it: each with the profile that grants it, and a way to the explanation. */
export function HolderList({ caption, rows, ofProducts, why }: Props) {
  const t = useTranslations("house.why.who");
  const columns: Column<Holder>[] = [
    { key: "name", label: t("name"), title: true, cell: (row) => <span className="font-medium">{row.name}</span> },
    { key: "username", label: t("username"), cell: (row) => row.username },
    { key: "profile", label: t("profile"), cell: (row) => row.profile },
    ...(ofProducts
      ? [
          {
            key: "products",
            label: t("products"),
            cell: (row: Holder) => t(row.allProducts ? "all" : "some"),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.username}
      actions={(row) => <IconLink href={why(row.username)} icon="info" name={t("why", { person: row.name })} />}
      empty={
        <EmptyState icon="person" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      }
    />
  );
}
