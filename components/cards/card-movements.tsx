import { useTranslations } from "next-intl";
import { Lot } from "@/components/cards/card-facts";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import type { CardMovement } from "@/lib/cards/movements";
import type { Context } from "@/lib/context";

type Props = {
  ctx: Pick<Context, "company" | "product" | "now" | "actor">;
  rows: readonly CardMovement[];
  /** Where the earlier and the later ones are, where there are any. */
  earlier?: string;
  later?: string;
};

/** What came onto a card and went off it, the newest first, with what stood on it after each. */
export function CardMovements({ ctx, rows, earlier, later }: Props) {
  const t = useTranslations("cards");
  return (
    <>
      <DataTable
        caption={t("movements")}
        columns={useColumns(ctx)}
        rows={rows}
        rowKey={(row) => String(row.id)}
        empty={<EmptyState icon="list" title={t("noMovements")} />}
      />
      {(earlier || later) && (
        <div className="mt-3 flex justify-end gap-2">
          {later && <LinkButton href={later}>{t("later")}</LinkButton>}
          {earlier && <LinkButton href={earlier}>{t("earlier")}</LinkButton>}
        </div>
      )}
    </>
  );
}

function useColumns(ctx: Props["ctx"]): Column<CardMovement>[] {
  const t = useTranslations("cards");
  const { currency } = ctx.product;
  return [
    {
      key: "at",
      title: true,
      label: t("when"),
      className: "whitespace-nowrap",
      cell: ({ at }) => <DateTime at={at.toISOString()} now={ctx.now.toISOString()} timeZone={ctx.company.timeZone} />,
    },
    { key: "kind", label: t("movement"), cell: ({ kind }) => t(`kinds.${kind}`) },
    {
      key: "reference",
      label: t("movementReference"),
      className: "whitespace-nowrap tabular-nums",
      cell: ({ lot, instruction }) => (lot ? <Lot ctx={ctx} number={lot} /> : instruction),
    },
    {
      key: "amount",
      label: t("amount"),
      align: "end",
      cell: ({ cents }) => <Money cents={cents.toString()} currency={currency} tone={cents > 0n ? "in" : "out"} />,
    },
    {
      key: "after",
      label: t("after"),
      align: "end",
      cell: ({ balanceCents }) => <Money cents={balanceCents.toString()} currency={currency} />,
    },
  ];
}
