import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SaidSentence } from "@/components/doubts/said";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { IconLink } from "@/components/ui/icon-button";
import { Money } from "@/components/ui/money";
import type { DoubtRow, doubtSorts } from "@/lib/operator/doubt-queries";
import { type Sort, sortLink } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

type Key = (typeof doubtSorts)[number];
type Props = {
  rows: readonly DoubtRow[];
  sort: Sort<Key> | null;
  now: Date;
  /** The list's address with something else asked. */
  href: (more: Record<string, string | undefined>) => string;
  empty: ReactNode;
};

/** What is in doubt, whoever's, the oldest first: what it is about, since when, and what was last heard. */
export function DoubtList({ rows, sort, now, href, empty }: Props) {
  const t = useTranslations("doubts");
  const by = (key: Key, first: "up" | "down" = "up") => sortLink(sort, key, (orden) => href({ orden }), first);
  const columns: Column<DoubtRow>[] = [
    {
      key: "subject",
      label: t("list.subject"),
      sort: by("asunto"),
      title: true,
      cell: (row) => (
        <span>
          <Link
            prefetch={false}
            href={paths.doubt(row.company, row.subject)}
            className="font-medium whitespace-nowrap hover:text-primary hover:underline"
          >
            {row.subject}
          </Link>
          <span className="block text-xs font-normal whitespace-nowrap text-ink-soft">
            {row.asks === null
              ? row.kind === "PAGE"
                ? t("list.PAGE", { order: row.orderNumber })
                : t("list.PAYMENT")
              : t(`instruction.asks.${row.asks}`)}
          </span>
        </span>
      ),
    },
    {
      key: "company",
      label: t("list.company"),
      sort: by("empresa"),
      cell: (row) => (
        <span>
          {row.name} <span className="text-ink-soft">({row.company})</span>
        </span>
      ),
    },
    {
      key: "since",
      label: t("list.since"),
      sort: by("desde"),
      cell: (row) => <DateTime at={row.since.toISOString()} now={now.toISOString()} timeZone={row.timeZone} />,
    },
    { key: "asked", label: t("list.asked"), sort: by("veces", "down"), align: "end", cell: (row) => String(row.asked) },
    {
      key: "last",
      label: t("list.last"),
      cell: (row) => (
        <span className="text-pretty">
          <SaidSentence about={row.kind} outcome={row.outcome} detail={row.detail} />
        </span>
      ),
    },
    {
      key: "total",
      label: t("list.total"),
      sort: by("total", "down"),
      align: "end",
      cell: (row) => (row.cents === null ? "—" : <Money cents={row.cents.toString()} currency={row.currency} />),
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.company} ${row.subject}`}
      actions={(row) => <IconLink name={t("list.detail")} icon="detail" href={paths.doubt(row.company, row.subject)} />}
      empty={empty}
    />
  );
}
