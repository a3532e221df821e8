import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import type { TrailRow } from "@/lib/audit/queries";
import { languageOf, stampIn } from "@/lib/messages/language";

type Props = { rows: readonly TrailRow[]; timeZone: string; empty: ReactNode };

/** Events of a chain: when, who, what, about what, from where; what an event says besides is unfolded. */
export function TrailList({ rows, timeZone, empty }: Props) {
  const t = useTranslations("trail");
  const stamp = stampIn(timeZone, languageOf(useLocale()));
  return (
    <DataTable
      caption={t("title")}
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
          key: "event",
          label: t("event"),
          title: true,
          cell: (row) => <Event row={row} />,
        },
        { key: "actor", label: t("actor"), cell: (row) => <span className="break-all">{row.actor}</span> },
        {
          key: "subject",
          label: t("subject"),
          cell: (row) => <span className="wrap-anywhere">{row.subject}</span>,
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

function Event({ row }: { row: TrailRow }) {
  const t = useTranslations("trail");
  const words = useTranslations("trail.events");
  const key = row.event as "session.opened";
  return (
    <details className="group min-w-40">
      <summary className="cursor-pointer rounded-sm font-medium hover:text-primary touch:min-h-11">
        {words.has(key) ? words(key) : row.event}
      </summary>
      <dl className="mt-1.5 grid gap-1 text-xs font-normal text-ink-soft">
        <Fact name={t("code")}>{row.event}</Fact>
        {row.requestId && <Fact name={t("request")}>{row.requestId}</Fact>}
        {row.data !== "{}" && <Fact name={t("data")}>{row.data}</Fact>}
      </dl>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt className="inline">{name}: </dt>
      <dd className="inline font-mono break-all text-ink">{children}</dd>
    </div>
  );
}
