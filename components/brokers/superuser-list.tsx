import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import type { TeamRow } from "@/lib/brokers/list";
import { formatCount } from "@/lib/money";
import { paths } from "@/lib/web/paths";

type Props = {
  broker: { code: string; timeZone: string };
  rows: readonly TeamRow[];
  /** How many there are in all. */
  total: number;
  now: string;
};

/** Those who administer the team, the first of them; each leads to their page. */
export function SuperuserList({ broker, rows, total, now }: Props) {
  const t = useTranslations("brokerhouse.own");
  const words = useTranslations("brokers");
  const columns: Column<TeamRow>[] = [
    {
      key: "name",
      label: t("superuserColumns.name"),
      title: true,
      cell: (row) => (
        <Link
          prefetch={false}
          href={paths.member(broker.code, row.username)}
          className="font-medium hover:text-primary hover:underline"
        >
          {row.name}
        </Link>
      ),
    },
    { key: "mail", label: t("superuserColumns.mail"), className: "break-all", cell: ({ mail }) => mail },
    { key: "role", label: t("superuserColumns.role"), cell: ({ role }) => words(`roles.${role}`) },
    {
      key: "access",
      label: t("superuserColumns.access"),
      cell: ({ enteredAt }) =>
        enteredAt ? <DateTime at={enteredAt} now={now} timeZone={broker.timeZone} /> : t("never"),
    },
  ];
  return (
    <section aria-labelledby="superusuarios">
      <div className="mb-2 flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div>
          <h2 id="superusuarios" className="text-base font-semibold">
            {t("superusers")}
          </h2>
          <p className="mt-0.5 text-sm text-ink-soft">{t("superusersText")}</p>
        </div>
        {total > rows.length && (
          <LinkButton
            href={paths.withQuery(paths.team(broker.code), { seccion: "admin-usuarios", estado: "ACTIVE" })}
            icon="person"
          >
            {t("allSuperusers", { total: formatCount(total, "PEN") })}
          </LinkButton>
        )}
      </div>
      <DataTable
        caption={t("superusers")}
        columns={columns}
        rows={rows}
        rowKey={({ username }) => username}
        empty={<EmptyState icon="person" title={t("noSuperusers")} />}
      />
    </section>
  );
}
