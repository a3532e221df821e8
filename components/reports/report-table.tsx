import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { Money } from "@/components/ui/money";
import type { Permission } from "@/lib/catalog";
import type { Currency } from "@/lib/money";
import type { ReportRow } from "@/lib/reports/queries";
import type { ReportColumn } from "@/lib/reports/report";
import { paths } from "@/lib/web/paths";

/** Of a report's column, what its cells look like. */
export type ShownColumn = Pick<ReportColumn, "key" | "kind"> & { of?: string; signed?: true };

type Props = {
  words: "master";
  columns: readonly ShownColumn[];
  rows: readonly ReportRow[];
  at: { company: { code: string }; product: { code: string } };
  currency: Currency;
  timeZone: string;
  now: Date;
  permissions: ReadonlySet<Permission>;
  /** Writes moments whole, for paper: what is today's is not so tomorrow. */
  stamp?: (at: Date) => string;
  empty: ReactNode;
};

/** What a report found, a row each. Numbers of lots and orders lead to them where their person may. */
export function ReportTable({ words, columns, rows, at, currency, timeZone, now, permissions, stamp, empty }: Props) {
  const t = useTranslations("reports");
  const shown = columns.map(
    ({ key, kind, of, signed }, index): Column<ReportRow> => ({
      key,
      label: t(`${words}.columns.${key}` as "master.title"),
      title: index === 0,
      ...(kind === "money" && { align: "end" }),
      cell: ({ cells }) => {
        const cell = cells[index];
        if (cell === null || cell === undefined) return null;
        if (kind === "time" && stamp) return stamp(new Date(cell));
        if (kind === "time") return <DateTime at={cell} now={now.toISOString()} timeZone={timeZone} />;
        if (kind === "money")
          return (
            <Money cents={cell} currency={currency} {...(signed && { tone: cell.startsWith("-") ? "out" : "in" })} />
          );
        return kind === "choice" ? (
          t(`${words}.${of}.${cell}` as "master.title")
        ) : (
          <Told text={cell} at={at} permissions={permissions} />
        );
      },
    }),
  );
  return (
    <DataTable caption={t(`${words}.title`)} columns={shown} rows={rows} rowKey={(row) => row.key} empty={empty} />
  );
}

function Told({ text, at, permissions }: { text: string } & Pick<Props, "at" | "permissions">) {
  const lot = /^L-\d{4}-\d{6}$/.test(text) && permissions.has("batch.read");
  const order = /^OS-\d{4}-\d{6}$/.test(text) && permissions.has("order.read");
  if (!lot && !order)
    return <span className={/^[A-Z]+-\d{4}-\d+$/.test(text) ? "whitespace-nowrap" : undefined}>{text}</span>;
  return (
    <Link
      prefetch={false}
      href={lot ? paths.batch(at, text) : paths.order(at, text)}
      className="whitespace-nowrap hover:text-primary hover:underline"
    >
      {text}
    </Link>
  );
}
