import { useTranslations } from "next-intl";
import { BatchBadge } from "@/components/batches/batch-badge";
import { Lot } from "@/components/cards/card-facts";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { CardLot } from "@/lib/cards/queries";
import type { Context } from "@/lib/context";

type Props = { ctx: Pick<Context, "company" | "product" | "now" | "actor">; lots: readonly CardLot[] };

/** The lots in which a card stands, newest first, each with what became of its line. */
export function CardLots({ ctx, lots }: Props) {
  const t = useTranslations("cards");
  const type = useTranslations("batches.type");
  const columns: Column<CardLot>[] = [
    {
      key: "lot",
      title: true,
      className: "whitespace-nowrap",
      label: t("lot"),
      cell: (row) => <Lot ctx={ctx} number={row.number} />,
    },
    { key: "type", label: t("type"), cell: (row) => type(row.type) },
    {
      key: "at",
      label: t("at"),
      cell: (row) => (
        <DateTime at={row.uploadedAt.toISOString()} now={ctx.now.toISOString()} timeZone={ctx.company.timeZone} />
      ),
    },
    {
      key: "amount",
      label: t("amount"),
      align: "end",
      cell: (row) =>
        row.amountCents === null ? null : <Money cents={row.amountCents.toString()} currency={ctx.product.currency} />,
    },
    { key: "result", label: t("result"), cell: (row) => <Result row={row} /> },
  ];
  return (
    <DataTable
      caption={t("lots")}
      columns={columns}
      rows={lots}
      rowKey={(row) => `${row.number} ${row.line}`}
      empty={
        <EmptyState icon="card" title={t("noLots")}>
          {t("noLotsText")}
        </EmptyState>
      }
    />
  );
}

function Result({ row }: { row: CardLot }) {
  const t = useTranslations("cards");
  const reason = useTranslations("orders.rejection");
  if (row.result === "waiting") return <BatchBadge status={row.status} />;
  const why = row.reason !== null && reason.has(row.reason as "limit") ? reason(row.reason as "limit") : null;
  return (
    <span className="inline-flex flex-col items-end gap-0.5 sm:items-start">
      <Badge tone={row.result === "rejected" ? "out" : "in"}>{t(row.result)}</Badge>
      {why && <span className="max-w-52 text-xs text-pretty text-ink-soft">{why}</span>}
    </span>
  );
}
