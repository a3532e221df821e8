import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BillingSums } from "@/components/invoices/billing-sums";
import { OrderBadge } from "@/components/orders/order-badge";
import { CellField } from "@/components/ui/cell-field";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { Money } from "@/components/ui/money";
import type { BilledOrder, BillingTotal, billedSorts } from "@/lib/invoices/queries";
import { numberCharactersMax } from "@/lib/invoices/rules";
import { type Sort, sortLink } from "@/lib/sorting";

type Key = (typeof billedSorts)[number];
type Props = {
  rows: readonly BilledOrder[];
  totals: readonly BillingTotal[];
  sort: Sort<Key> | null;
  href: (more: Record<string, string | undefined>) => string;
  now: Date;
  timeZone: string;
  /** Whether numbers may be typed, or only read. */
  mayWrite: boolean;
  empty: ReactNode;
};

/** The orders that a company paid in a month, each with what it brought in and its invoice number, to be typed in its place. */
export function InvoiceTable({ rows, totals, sort, href, now, timeZone, mayWrite, empty }: Props) {
  const t = useTranslations("invoices");
  const by = (key: Key) => sortLink(sort, key, (orden) => href({ orden }));
  const money = ({ currency }: BilledOrder, cents: bigint) => <Money cents={cents.toString()} currency={currency} />;
  const columns: Column<BilledOrder>[] = [
    {
      key: "order",
      label: t("order"),
      sort: by("orden"),
      title: true,
      className: "whitespace-nowrap",
      cell: (row) => <span className="font-medium">{row.number}</span>,
    },
    { key: "product", label: t("product"), cell: (row) => row.product },
    {
      key: "paidAt",
      label: t("paidAt"),
      sort: by("pagada"),
      cell: (row) => <DateTime at={row.paidAt.toISOString()} now={now.toISOString()} timeZone={timeZone} />,
    },
    { key: "state", label: t("state"), cell: (row) => <OrderBadge status={row.status} /> },
    {
      key: "commission",
      label: t("commission"),
      sort: by("comision"),
      align: "end",
      cell: (row) => money(row, row.commissionCents),
    },
    { key: "tax", label: t("tax"), sort: by("impuesto"), align: "end", cell: (row) => money(row, row.taxCents) },
    {
      key: "invoice",
      label: t("invoice"),
      sort: by("factura"),
      cell: (row) =>
        mayWrite ? (
          <CellField
            key={`${row.number} ${row.invoice}`}
            label={t("invoiceOf", { number: row.number })}
            name={row.number}
            defaultValue={row.invoice ?? ""}
            maxLength={numberCharactersMax}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
          />
        ) : (
          (row.invoice ?? <span className="text-ink-faint">—</span>)
        ),
    },
  ];
  return (
    <DataTable
      caption={t("form")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.number}
      foot={<BillingSums totals={totals} before={4} after={1} />}
      empty={empty}
    />
  );
}
