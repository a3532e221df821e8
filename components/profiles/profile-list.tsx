import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { dayIn } from "@/lib/messages/date-format";
import type { holdersMax, ProfileRow, profileSorts } from "@/lib/profiles/queries";
import { type Sort, sortLink } from "@/lib/sorting";

type Key = (typeof profileSorts)[number];
type Props = {
  rows: readonly ProfileRow[];
  sort: Sort<Key> | null;
  /** The list's address with something else asked. */
  href: (more: Record<string, string | undefined>) => string;
  profileHref: (row: ProfileRow) => string;
  timeZone: string;
  holdersMax: typeof holdersMax;
  actions: (row: ProfileRow) => ReactNode;
  empty: ReactNode;
};

/** AAAA/MM/DD, as the manual has it. */
const day = (at: Date, timeZone: string) => dayIn(at, timeZone).replaceAll("-", "/");

/** A company's profiles, one page of them. */
export function ProfileList({ rows, sort, href, profileHref, timeZone, holdersMax: most, actions, empty }: Props) {
  const t = useTranslations("profiles");
  const by = (key: Key, first: "up" | "down") => sortLink(sort, key, (orden) => href({ orden }), first);
  const columns: Column<ProfileRow>[] = [
    {
      key: "name",
      label: t("list.name"),
      sort: by("nombre", "up"),
      title: true,
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <Link prefetch={false} href={profileHref(row)} className="font-medium hover:text-primary hover:underline">
            {row.name}
          </Link>
          {row.own && <span className="text-xs text-ink-soft">{t("list.yours")}</span>}
        </span>
      ),
    },
    {
      key: "updated",
      label: t("list.updated"),
      sort: by("fecha", "down"),
      cell: (row) => (
        <time dateTime={row.updatedAt.toISOString()} className="tabular-nums">
          {day(row.updatedAt, timeZone)}
        </time>
      ),
    },
    {
      key: "status",
      label: t("list.status"),
      sort: by("estado", "up"),
      cell: (row) => <Badge tone={row.status === "ACTIVE" ? "in" : "plain"}>{t(`statuses.${row.status}`)}</Badge>,
    },
    {
      key: "holders",
      label: t("list.holders"),
      align: "end",
      className: "sm:pe-8",
      cell: (row) => (row.holders > most ? t("list.holdersOver", { max: most }) : String(row.holders)),
    },
  ];
  return (
    <DataTable
      caption={t("list.caption")}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.id)}
      actions={actions}
      empty={empty}
    />
  );
}
