import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import type { ActivityRow } from "@/lib/activity/queries";
import { objectOf, whoseAct } from "@/lib/activity/rules";
import type { Teller } from "@/lib/activity/sentences";

type Props = {
  rows: readonly ActivityRow[];
  /** How events and times are said. */
  teller: Teller;
  stamp: (at: Date) => string;
  /** Address of an event's page. */
  event?: (id: string) => string;
  empty: ReactNode;
  /** Of a broker: whom it was done to, by name. */
  ofTeam?: boolean;
};

/** What was done and refused, an event a row. */
export function ActivityList({ rows, teller, stamp, event, empty, ofTeam = false }: Props) {
  const t = useTranslations("activity");
  const team = useTranslations("teamhistory");
  return (
    <DataTable
      caption={ofTeam ? team("title") : t("title")}
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        {
          key: "at",
          label: t("at"),
          cell: (row) => (
            <time dateTime={row.at.toISOString()} className="whitespace-nowrap tabular-nums">
              {stamp(row.at)}
            </time>
          ),
        },
        {
          key: "action",
          label: t("action"),
          title: true,
          cell: (row) => {
            const words = teller.sentence(row);
            if (!event) return words;
            return (
              <Link
                prefetch={false}
                href={event(row.id)}
                className="inline-block rounded-sm font-medium text-primary wrap-anywhere hover:underline sm:min-w-36"
              >
                {words}
              </Link>
            );
          },
        },
        { key: "person", label: ofTeam ? team("who") : t("person"), cell: (row) => <Actor row={row} /> },
        {
          key: "service",
          label: ofTeam ? team("what") : t("service"),
          cell: (row) => teller.service(row.service) || "—",
        },
        {
          key: "subject",
          label: ofTeam ? team("whom") : t("subject"),
          cell: (row) => <Subject row={row} />,
        },
        {
          key: "result",
          label: t("result"),
          cell: (row) => <Badge tone={row.result === "done" ? "in" : "amber"}>{t(`results.${row.result}`)}</Badge>,
        },
        {
          key: "address",
          label: t("address"),
          cell: (row) => <span className="whitespace-nowrap tabular-nums">{row.address ?? "—"}</span>,
        },
      ]}
    />
  );
}

/** What or whom it was done to. */
export function Subject({ row }: { row: ActivityRow }) {
  const object = objectOf(row.subject, row) || "—";
  if (row.subjectName === null) return <span className="inline-block wrap-anywhere sm:min-w-20">{object}</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      <span className="wrap-anywhere sm:min-w-22">{row.subjectName}</span>
      <span className="text-xs wrap-anywhere text-ink-soft">{object}</span>
    </span>
  );
}

/** Who did it: a person by name and usuario, the operator, or nobody. */
export function Actor({ row }: { row: ActivityRow }) {
  const t = useTranslations("activity");
  const whose = whoseAct(row.actor, row.service);
  if (whose === "system") return <span className="text-ink-soft">{t("system")}</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      <span className="inline-block wrap-anywhere sm:min-w-22">{row.name ?? row.actor}</span>
      {whose === "operator" && <Badge tone="primary">{t("operator")}</Badge>}
      {row.name !== null && <span className="text-xs wrap-anywhere text-ink-soft">{row.actor}</span>}
    </span>
  );
}
