import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { Movement } from "@/lib/home/statement";
import type { Currency } from "@/lib/money";
import { paths } from "@/lib/web/paths";

/** A movement with where it stands; `lotHref` where this person may open the lot. */
export type MovementShown = Movement & {
  company: { code: string; name: string };
  product: { code: string; name: string };
  currency: Currency;
  timeZone: string;
  readsLots: boolean;
};

/** Movements of master accounts, newest first; `places` tells the product of each. */
export function MovementList({ rows, now, places }: { rows: readonly MovementShown[]; now: Date; places?: boolean }) {
  const t = useTranslations("home.movements");
  return (
    <DataTable
      caption={t("title")}
      columns={useColumns(now, places)}
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={
        <EmptyState icon="list" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      }
    />
  );
}

function useColumns(now: Date, places: boolean | undefined): Column<MovementShown>[] {
  const t = useTranslations("home.movements");
  const columns: Column<MovementShown>[] = [
    {
      key: "at",
      label: t("at"),
      title: true,
      cell: (row) => <DateTime at={row.at.toISOString()} now={now.toISOString()} timeZone={row.timeZone} />,
    },
    { key: "what", label: t("what"), cell: (row) => <What row={row} /> },
    {
      key: "amount",
      label: t("amount"),
      align: "end",
      cell: (row) => (
        <Money cents={row.cents.toString()} currency={row.currency} tone={row.cents > 0n ? "in" : "out"} />
      ),
    },
    {
      key: "balance",
      label: t("balance"),
      align: "end",
      cell: (row) => <Money cents={row.balanceCents.toString()} currency={row.currency} />,
    },
  ];
  const product: Column<MovementShown> = { key: "product", label: t("product"), cell: (row) => row.product.name };
  return places ? columns.toSpliced(2, 0, product) : columns;
}

function What({ row }: { row: MovementShown }) {
  const t = useTranslations("home.movements");
  if (row.lot === null) return t(`kinds.${row.kind}`);
  const says = t("ofLot", { what: t(`kinds.${row.kind}`), lot: row.lot });
  if (!row.readsLots) return says;
  return (
    <Link prefetch={false} href={paths.batch(row, row.lot)} className="hover:text-primary hover:underline">
      {says}
    </Link>
  );
}
