import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { IconLink } from "@/components/ui/icon-button";
import type { BatchType } from "@/lib/batches/layouts";
import { paths } from "@/lib/web/paths";

type Row = { type: BatchType; columns: readonly { name: string; required: boolean }[] };

/** The templates there are, each with its columns as the file's first line names them. */
export function TemplateList({ company, rows }: { company: string; rows: readonly Row[] }) {
  const t = useTranslations("guides.downloads");
  const types = useTranslations("batches.type");
  const columns: Column<Row>[] = [
    {
      key: "type",
      label: t("type"),
      title: true,
      cell: ({ type }) => <span className="font-medium">{types(type)}</span>,
    },
    {
      key: "columns",
      label: t("columns"),
      cell: (row) => (
        <span className="text-sm wrap-break-word">
          {row.columns.map(({ name, required }) => (required ? `${name}*` : name)).join(", ")}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("templates")}
      columns={columns}
      rows={rows}
      rowKey={({ type }) => type}
      actions={({ type }) => (
        <IconLink
          href={paths.template(company, type)}
          icon="download"
          name={t("file", { type: types(type) })}
          download
        />
      )}
      empty={<EmptyState icon="file" title={t("none")} />}
    />
  );
}
