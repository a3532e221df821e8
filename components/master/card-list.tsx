import Link from "next/link";
import { useTranslations } from "next-intl";
import { CardBadge } from "@/components/cards/card-badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { IconLink } from "@/components/ui/icon-button";
import type { CardRow } from "@/lib/cards/list";
import { cardNumber } from "@/lib/cards/rules";
import type { Context } from "@/lib/context";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: Pick<Context, "company" | "product" | "actor">;
  rows: readonly CardRow[];
  /** Whether anything was searched for. */
  searched: boolean;
};

/** Cards of the product with their states; each leads to its own page. */
export function CardList({ ctx, rows, searched }: Props) {
  const t = useTranslations("master.list");
  return (
    <DataTable
      caption={t("title")}
      columns={useCardColumns(ctx)}
      rows={rows}
      rowKey={(row) => row.reference}
      actions={(row) => <IconLink name={t("detail")} icon="detail" href={paths.card(ctx, row.reference)} />}
      empty={
        <EmptyState icon={searched ? "search" : "card"} title={t(searched ? "noMatch" : "none")}>
          {t(searched ? "noMatchText" : "noneText")}
        </EmptyState>
      }
    />
  );
}

function useCardColumns(ctx: Props["ctx"]): Column<CardRow>[] {
  const t = useTranslations("master.list");
  const cards = useTranslations("cards");
  return [
    {
      key: "card",
      title: true,
      label: t("card"),
      className: "whitespace-nowrap",
      cell: (row) => (
        <Link
          prefetch={false}
          href={paths.card(ctx, row.reference)}
          className="font-medium tabular-nums hover:text-primary hover:underline"
        >
          {cardNumber(row)}
        </Link>
      ),
    },
    { key: "holder", label: cards("holder"), cell: (row) => row.holder ?? cards("noHolder") },
    {
      key: "document",
      label: cards("document"),
      className: "whitespace-nowrap tabular-nums",
      cell: (row) => row.document?.replace("-", " ") ?? null,
    },
    { key: "status", label: t("status"), cell: (row) => <CardBadge status={row.status} /> },
  ];
}
