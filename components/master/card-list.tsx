import Link from "next/link";
import { useTranslations } from "next-intl";
import { CardBadge } from "@/components/cards/card-badge";
import { ChosenForm } from "@/components/master/chosen-form";
import type { DeskCard } from "@/components/master/desk";
import { MoveTools } from "@/components/master/move-tools";
import { RowAmount } from "@/components/master/row-amount";
import { type RowVerb, RowVerbs } from "@/components/master/row-verbs";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { IconLink } from "@/components/ui/icon-button";
import { SelectionBar } from "@/components/ui/selection-bar";
import type { CardRow } from "@/lib/cards/list";
import { cardNumber } from "@/lib/cards/rules";
import type { Context } from "@/lib/context";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: Pick<Context, "company" | "product" | "actor">;
  rows: readonly CardRow[];
  /** Whether anything was searched for. */
  searched: boolean;
  balanceCents: bigint;
  may: readonly RowVerb[];
};

const named = ({ reference, bin, last4, holder }: CardRow): DeskCard => ({ reference, bin, last4, holder });

/** Cards of the product with their states; each with what may be done with it, and several chosen together. */
export function CardList({ ctx, rows, searched, balanceCents, may }: Props) {
  const t = useTranslations("master.list");
  const { currency } = ctx.product;
  const columns = useCardColumns(ctx, may);
  const table = (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.reference}
      selection={
        may.length === 0
          ? undefined
          : {
              name: "tarjetas",
              value: (row) => row.reference,
              label: (row) => cardNumber(row),
              can: (row) => row.status === "ACTIVE",
              cents: () => "0",
            }
      }
      actionsLabel={t("options")}
      actions={(row) => (
        <>
          <RowVerbs card={{ ...named(row), status: row.status }} may={may} />
          {may.length === 0 && <IconLink name={t("detail")} icon="detail" href={paths.card(ctx, row.reference)} />}
        </>
      )}
      empty={
        <EmptyState icon={searched ? "search" : "card"} title={t(searched ? "noMatch" : "none")}>
          {t(searched ? "noMatchText" : "noneText")}
        </EmptyState>
      }
    />
  );
  if (may.length === 0 || rows.length === 0) return table;
  return (
    <ChosenForm label={t("form")}>
      {table}
      <SelectionBar
        name="tarjetas"
        currency={may.some((kind) => kind !== "BALANCE") ? currency : undefined}
        one={t("one")}
        many={t("many")}
        none={t("nothing")}
      >
        <MoveTools name="tarjetas" currency={currency} balanceCents={balanceCents.toString()} may={may} />
      </SelectionBar>
    </ChosenForm>
  );
}

function useCardColumns(ctx: Props["ctx"], may: Props["may"]): Column<CardRow>[] {
  const t = useTranslations("master");
  const cards = useTranslations("cards");
  const moves = may.includes("CREDIT") || may.includes("DEBIT");
  const amount: Column<CardRow> = {
    key: "amount",
    label: t("amount"),
    align: "end",
    cell: (row) => (
      <RowAmount
        card={named(row)}
        label={t("amountOf", { card: cardNumber(row) })}
        currency={ctx.product.currency}
        disabled={row.status !== "ACTIVE"}
      />
    ),
  };
  return [
    {
      key: "card",
      title: true,
      label: t("list.card"),
      className: "whitespace-nowrap",
      cell: (row) => (
        <Link
          prefetch={false}
          href={paths.card(ctx, row.reference)}
          title={t("list.detail")}
          className="font-medium tabular-nums text-primary hover:underline"
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
    { key: "status", label: t("list.status"), cell: (row) => <CardBadge status={row.status} /> },
    ...(moves ? [amount] : []),
  ];
}
