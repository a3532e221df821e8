import { useLocale, useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";
import type { Currency } from "@/lib/money";

type Day = { day: string; cents: string; change: bigint };

/** The table behind the line: the days on which the balance changed, the newest first, and the first of the period. */
export function BalanceDays({
  days,
  currency,
}: {
  days: readonly { day: string; cents: string }[];
  currency: Currency;
}) {
  const t = useTranslations("home.balances");
  const locale = useLocale();
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const rows = days
    .map((one, index): Day => ({ ...one, change: BigInt(one.cents) - BigInt(days[index - 1]?.cents ?? one.cents) }))
    .filter((one, index) => index === 0 || one.change !== 0n)
    .toReversed();
  return (
    <DataTable
      caption={t("table")}
      rows={rows}
      rowKey={(row) => row.day}
      empty={null}
      columns={[
        { key: "day", title: true, label: t("day"), cell: (row) => date.format(new Date(row.day)) },
        {
          key: "change",
          label: t("change"),
          align: "end",
          cell: (row) =>
            row.change === 0n ? null : (
              <Money cents={row.change.toString()} currency={currency} tone={row.change > 0n ? "in" : "out"} />
            ),
        },
        {
          key: "close",
          label: t("close"),
          align: "end",
          cell: (row) => <Money cents={row.cents} currency={currency} />,
        },
      ]}
    />
  );
}
