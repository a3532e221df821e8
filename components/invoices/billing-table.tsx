import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BillingSums } from "@/components/invoices/billing-sums";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";
import type { BillingRow, BillingTotal, billingSorts } from "@/lib/invoices/queries";
import { formatCount } from "@/lib/money";
import { type Sort, sortLink } from "@/lib/sorting";

type Key = (typeof billingSorts)[number];
type Props = {
  rows: readonly BillingRow[];
  totals: readonly BillingTotal[];
  sort: Sort<Key> | null;
  /** The list's address with something else asked, and a company's month. */
  href: (more: Record<string, string | undefined>) => string;
  company: (code: string) => string;
  empty: ReactNode;
};

/** A month company by company: what its paid orders brought in, and how many wait for an invoice number. */
export function BillingTable({ rows, totals, sort, href, company, empty }: Props) {
  const t = useTranslations("invoices");
  const by = (key: Key) => sortLink(sort, key, (orden) => href({ orden }), key === "empresa" ? "up" : "down");
  const money = ({ currency }: BillingRow, cents: bigint) => <Money cents={cents.toString()} currency={currency} />;
  const columns: Column<BillingRow>[] = [
    {
      key: "company",
      label: t("company"),
      sort: by("empresa"),
      title: true,
      cell: (row) => (
        <Link prefetch={false} href={company(row.code)} className="font-medium hover:text-primary hover:underline">
          {row.name}
          <span className="block text-xs font-normal text-ink-soft">{row.code}</span>
        </Link>
      ),
    },
    {
      key: "orders",
      label: t("orders"),
      sort: by("ordenes"),
      align: "end",
      cell: (row) => formatCount(row.orders, row.currency),
    },
    {
      key: "pending",
      label: t("pending"),
      sort: by("pendientes"),
      align: "end",
      cell: (row) =>
        row.without === 0 ? (
          <span className="text-ink-faint">0</span>
        ) : (
          <Badge tone="amber">{formatCount(row.without, row.currency)}</Badge>
        ),
    },
    {
      key: "commission",
      label: t("commission"),
      sort: by("comision"),
      align: "end",
      cell: (row) => money(row, row.commissionCents),
    },
    { key: "tax", label: t("tax"), sort: by("impuesto"), align: "end", cell: (row) => money(row, row.taxCents) },
    {
      key: "total",
      label: t("total"),
      sort: by("total"),
      align: "end",
      cell: (row) => money(row, row.commissionCents + row.taxCents),
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.code} ${row.currency}`}
      foot={<BillingSums totals={totals} before={3} total />}
      empty={empty}
    />
  );
}
