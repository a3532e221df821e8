import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { BankMovement } from "@/lib/bank/queries";
import type { Currency } from "@/lib/money";

type Props = {
  number: string;
  rows: readonly BankMovement[];
  currency: Currency;
  now: Date;
  timeZone: string;
  /** Something narrows what is looked at. */
  narrowed: boolean;
};

/** What the bank wrote in an account, the newest first, with what stood on it after each. */
export function BankMovements({ number, rows, currency, now, timeZone, narrowed }: Props) {
  const t = useTranslations("bank.movements");
  const none = useTranslations("bank")("none");
  const columns: Column<BankMovement>[] = [
    {
      key: "at",
      label: t("at"),
      title: true,
      cell: (row) => <DateTime at={row.at.toISOString()} now={now.toISOString()} timeZone={timeZone} />,
    },
    { key: "kind", label: t("kind"), cell: (row) => t(`kindOf.${row.kind}`) },
    {
      key: "description",
      label: t("description"),
      cell: (row) => <span className="wrap-anywhere">{row.description || "—"}</span>,
    },
    {
      key: "reference",
      label: t("reference"),
      cell: (row) => <span className="tabular-nums wrap-anywhere">{row.reference || "—"}</span>,
    },
    {
      key: "amount",
      label: t("amount"),
      align: "end",
      cell: (row) => <Money cents={row.cents.toString()} currency={currency} tone={row.cents > 0n ? "in" : "out"} />,
    },
    {
      key: "balance",
      label: t("balance"),
      align: "end",
      cell: (row) => <Money cents={row.balanceCents.toString()} currency={currency} />,
    },
  ];
  return (
    <DataTable
      caption={t("table", { number })}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.number)}
      empty={
        <EmptyState icon={narrowed ? "search" : "list"} title={none}>
          {narrowed && t("noMatchText")}
        </EmptyState>
      }
    />
  );
}
