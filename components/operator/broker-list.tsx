import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { BrokerRow, brokerSorts } from "@/lib/operator/broker-queries";
import { type Sort, sortLink } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

type Key = (typeof brokerSorts)[number];
type Props = {
  rows: readonly BrokerRow[];
  sort: Sort<Key> | null;
  /** The list's address with something else asked. */
  href: (more: Record<string, string | undefined>) => string;
  empty: ReactNode;
};

/** The brokers on the register, each with its state in a word. */
export function BrokerList({ rows, sort, href, empty }: Props) {
  const t = useTranslations("operator.companies");
  const own = useTranslations("registry.brokers");
  const by = (key: Key) => sortLink(sort, key, (orden) => href({ orden }), "up");
  const columns: Column<BrokerRow>[] = [
    {
      key: "name",
      label: t("name"),
      sort: by("nombre"),
      title: true,
      cell: (row) => (
        <Link prefetch={false} href={paths.broker(row.code)} className="font-medium hover:text-primary hover:underline">
          {row.name}
        </Link>
      ),
    },
    { key: "code", label: t("code"), sort: by("codigo"), cell: (row) => row.code },
    { key: "taxId", label: t("taxId"), cell: (row) => <span className="tabular-nums">{row.taxId}</span> },
    { key: "country", label: t("country"), cell: (row) => t(`countries.${row.country}`) },
    {
      key: "status",
      label: t("status"),
      sort: by("estado"),
      cell: (row) => <Badge tone={row.status === "ACTIVE" ? "in" : "amber"}>{own(`statuses.${row.status}`)}</Badge>,
    },
  ];
  return <DataTable caption={own("title")} columns={columns} rows={rows} rowKey={(row) => row.code} empty={empty} />;
}
