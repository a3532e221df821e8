import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { consolidated, Sum } from "@/lib/bank/rules";
import { formatCount } from "@/lib/money";

type Props = { of: ReturnType<typeof consolidated>[number] };
const parts = ["available", "held", "current"] as const;

/** What the accounts of one currency hold together, a row for each kind, and all of them under a line. */
export function ConsolidatedTable({ of: { currency, sums, total } }: Props) {
  const t = useTranslations("bank");
  const kindOf = (kind: Sum["kind"]) => (kind === "MASTER" ? t("masters") : t(`kinds.${kind}`));
  const figures = (one: Omit<Sum, "kind">, part: (typeof parts)[number]) => (
    <Money cents={one[`${part}Cents`].toString()} currency={currency} />
  );
  const columns: Column<Sum>[] = [
    {
      key: "type",
      label: t("type"),
      title: true,
      cell: ({ kind }) => <span className="font-medium">{kindOf(kind)}</span>,
    },
    { key: "accounts", label: t("accounts"), align: "end", cell: ({ count }) => formatCount(count, currency) },
    ...parts.map(
      (part): Column<Sum> => ({
        key: part,
        label: t(part),
        align: "end",
        cell: (one) => figures(one, part),
      }),
    ),
  ];
  return (
    <DataTable
      caption={t("total", { currency })}
      columns={columns}
      rows={sums}
      rowKey={({ kind }) => kind}
      empty={<EmptyState icon="list" title={t("none")} />}
      foot={
        <tr>
          <td data-role="title">{t("total", { currency })}</td>
          <td data-label={t("accounts")} data-align="end">
            {formatCount(total.count, currency)}
          </td>
          {parts.map((part) => (
            <td key={part} data-label={t(part)} data-align="end">
              {figures(total, part)}
            </td>
          ))}
        </tr>
      }
    />
  );
}
