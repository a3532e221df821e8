import Link from "next/link";
import { useTranslations } from "next-intl";
import { InstructionBadge, useFailure } from "@/components/master/instruction-badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { Money } from "@/components/ui/money";
import { cardNumber } from "@/lib/cards/rules";
import type { Context } from "@/lib/context";
import type { InstructionShown } from "@/lib/instructions/queries";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: Pick<Context, "company" | "product" | "now">;
  rows: readonly InstructionShown[];
  caption: string;
  /** On a card's own page the card goes without saying, and its reasons are told. */
  ofCard?: boolean;
};

/** What was asked of cards and the master account, with how it stands, by whom and why. */
export function InstructionList({ ctx, rows, caption, ofCard }: Props) {
  return (
    <DataTable
      caption={caption}
      columns={useColumns(ctx, ofCard)}
      rows={rows}
      rowKey={(row) => row.number}
      empty={null}
    />
  );
}

function useColumns(ctx: Props["ctx"], ofCard: boolean | undefined): Column<InstructionShown>[] {
  const t = useTranslations("master");
  const failure = useFailure();
  const card: Column<InstructionShown> = {
    key: "card",
    label: t("list.card"),
    className: "whitespace-nowrap tabular-nums",
    cell: ({ card: one }) =>
      one && (
        <Link prefetch={false} href={paths.card(ctx, one.reference)} className="hover:text-primary hover:underline">
          {cardNumber(one)}
        </Link>
      ),
  };
  const amount: Column<InstructionShown> = {
    key: "amount",
    label: t("amount"),
    align: "end",
    cell: ({ cents }) => cents !== null && <Money cents={cents.toString()} currency={ctx.product.currency} />,
  };
  const reason: Column<InstructionShown> = {
    key: "reason",
    label: t("reason"),
    cell: (row) => row.reason && t(`reasons.${row.reason}`),
  };
  return [
    {
      key: "number",
      title: true,
      label: t("result.reference"),
      className: "whitespace-nowrap font-medium tabular-nums",
      cell: ({ number }) => number,
    },
    { key: "what", label: t("result.operation"), cell: ({ kind }) => t(`title.${kind}`) },
    ...(ofCard ? [reason] : [card, amount]),
    {
      key: "status",
      label: t("result.result"),
      cell: (row) => (
        <span className="inline-flex flex-col items-end gap-0.5 sm:items-start">
          <InstructionBadge status={row.status} />
          {row.status === "REFUSED" && (
            <span className="max-w-60 text-xs text-pretty text-ink-soft">{failure(row)}</span>
          )}
        </span>
      ),
    },
    { key: "by", label: t("by"), cell: ({ by }) => by },
    {
      key: "at",
      label: t("at"),
      className: "whitespace-nowrap",
      cell: (row) => (
        <DateTime at={row.requestedAt.toISOString()} now={ctx.now.toISOString()} timeZone={ctx.company.timeZone} />
      ),
    },
  ];
}
