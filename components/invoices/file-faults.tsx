import { useTranslations } from "next-intl";
import { FaultSentence } from "@/components/batches/fault-sentence";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Fault } from "@/lib/files/fault";

/** What is wrong in a file: where, what stands there, and what to do about it. */
export function FileFaults({ faults }: { faults: readonly Fault[] }) {
  const t = useTranslations("invoices.file");
  const dash = <span className="text-ink-faint">—</span>;
  const rows = faults.map((fault, index) => ({ ...fault, key: `${fault.line}-${index}` }));
  return (
    <DataTable
      caption={t("faults")}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        {
          key: "line",
          title: true,
          label: t("line"),
          className: "whitespace-nowrap tabular-nums",
          cell: ({ line }) =>
            line > 0 ? (
              <>
                <span className="sm:hidden">{t("line")} </span>
                {line}
              </>
            ) : (
              t("wholeFile")
            ),
        },
        {
          key: "column",
          label: t("column"),
          cell: ({ column, field }) => (
            <span>
              {field === "empresa" || field === "orden" || field === "factura" ? t(`fields.${field}`) : dash}
              {column !== null && <span className="block text-xs text-ink-soft">{t("columnAt", { column })}</span>}
            </span>
          ),
        },
        {
          key: "value",
          label: t("value"),
          cell: ({ value }) =>
            value === null ? dash : <code className="block min-w-28 font-mono text-xs break-all">{value}</code>,
        },
        {
          key: "what",
          label: t("what"),
          cell: (fault) => (
            <span className="block max-w-prose min-w-40 text-pretty">
              <FaultSentence fault={fault} />
            </span>
          ),
        },
      ]}
      empty={<EmptyState icon="done" title={t("faults")} />}
    />
  );
}
