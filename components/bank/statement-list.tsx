import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";

export type StatementMonth = { month: string; name: string; pdf?: string; csv?: string };

/** Statements of closed months, each as the files that this person may take. */
export function StatementList({ months }: { months: readonly StatementMonth[] }) {
  const t = useTranslations("bank.statements");
  const columns: Column<StatementMonth>[] = [
    { key: "month", label: t("month"), title: true, cell: ({ name }) => <span className="font-medium">{name}</span> },
    ...(["pdf", "csv"] as const)
      .filter((format) => months.some((one) => one[format]))
      .map(
        (format): Column<StatementMonth> => ({
          key: format,
          label: t(format),
          cell: ({ name, [format]: href }) =>
            href && (
              <a
                href={href}
                download
                className="inline-flex min-h-8 items-center gap-1 text-primary underline touch:min-h-11"
              >
                <Icon name="download" size={14} />
                {t(format)}
                <span className="sr-only"> {t(`${format}Of`, { month: name })}</span>
              </a>
            ),
        }),
      ),
  ];
  return (
    <section aria-labelledby="extractos" className="mt-6">
      <h2 id="extractos" className="text-base font-semibold">
        {t("title")}
      </h2>
      <p className="mt-0.5 mb-2 text-sm text-ink-soft">{t("text")}</p>
      <DataTable
        caption={t("title")}
        columns={columns}
        rows={months}
        rowKey={({ month }) => month}
        empty={<EmptyState icon="file" title={t("none")} />}
      />
    </section>
  );
}
