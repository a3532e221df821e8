import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MemberStanding } from "@/components/brokers/standing-badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import type { TeamRow, teamSorts } from "@/lib/brokers/list";
import { type Sort, sortLink } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

type Key = (typeof teamSorts)[number];
type Props = {
  broker: { code: string; name: string; timeZone: string };
  now: string;
  rows: readonly TeamRow[];
  /** The number of the first row in the whole list. */
  first: number;
  sort: Sort<Key> | null;
  /** The list's address with something else asked. */
  href: (more: Record<string, string | undefined>) => string;
  empty: ReactNode;
};

/** The broker's people with the columns of its manual. */
export function TeamList({ broker, now, rows, first, sort, href, empty }: Props) {
  const t = useTranslations("team.list");
  const words = useTranslations("brokers");
  const by = (key: Key, way: "up" | "down" = "up") => sortLink(sort, key, (orden) => href({ orden }), way);
  const time = (at: string | null) => (at ? <DateTime at={at} now={now} timeZone={broker.timeZone} /> : t("never"));
  const columns: Column<TeamRow & { number: number }>[] = [
    {
      key: "number",
      label: t("number"),
      align: "end",
      className: "tabular-nums",
      cell: ({ number }) => figures.format(number),
    },
    { key: "broker", label: t("broker"), cell: () => broker.name },
    {
      key: "name",
      label: t("name"),
      sort: by("nombre"),
      title: true,
      cell: (row) => (
        <span className="block wrap-anywhere sm:min-w-32">
          <Link
            prefetch={false}
            href={paths.member(broker.code, row.username)}
            className="font-medium hover:text-primary hover:underline"
          >
            {row.name}
          </Link>
          {row.own && <span className="text-ink-soft"> {t("you")}</span>}
          {row.several && <span className="block text-xs font-normal text-ink-soft">{t("several")}</span>}
        </span>
      ),
    },
    {
      key: "mail",
      label: t("mail"),
      sort: by("correo"),
      className: "wrap-anywhere",
      cell: ({ mail }) => (
        <span className="block sm:min-w-36">
          {mail.replace(/@.*$/, "")}
          <wbr />
          {/@.*$/.exec(mail)?.[0]}
        </span>
      ),
    },
    { key: "role", label: t("role"), sort: by("rol"), cell: ({ role }) => words(`roles.${role}`) },
    {
      key: "standing",
      label: t("standing"),
      sort: by("estado"),
      cell: ({ standing, pausedUntil }) => <MemberStanding standing={standing} paused={pausedUntil !== null} />,
    },
    {
      key: "access",
      label: t("access"),
      sort: by("acceso", "down"),
      className: "whitespace-nowrap",
      cell: ({ enteredAt }) => time(enteredAt),
    },
    {
      key: "modified",
      label: t("modified"),
      sort: by("modificacion", "down"),
      className: "whitespace-nowrap",
      cell: ({ modifiedAt }) => time(modifiedAt),
    },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={rows.map((row, index) => ({ ...row, number: first + index }))}
      rowKey={({ username }) => username}
      empty={empty}
    />
  );
}

const figures = new Intl.NumberFormat("es-PE");
