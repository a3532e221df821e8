import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Superuser } from "@/lib/operator/superusers";

type Props = {
  rows: readonly Superuser[];
  /** Where somebody is chosen for the form beside. */
  href: (username: string) => string;
};

/** A broker's super-users as the desk reads them. */
export function SuperuserTable({ rows, href }: Props) {
  const t = useTranslations("brokerhouse.desk");
  const words = useTranslations("brokers");
  return (
    <DataTable
      caption={t("list")}
      rows={rows}
      rowKey={({ username }) => username}
      empty={<EmptyState icon="person" title={t("none")} />}
      columns={[
        {
          key: "name",
          label: t("name"),
          title: true,
          cell: ({ name, username }) => (
            <Link
              prefetch={false}
              scroll={false}
              href={href(username)}
              className="font-medium hover:text-primary hover:underline"
            >
              {name}
            </Link>
          ),
        },
        { key: "username", label: t("username"), cell: ({ username }) => username },
        { key: "role", label: t("role"), cell: ({ role }) => words(`roles.${role}`) },
        {
          key: "standing",
          label: t("standing"),
          cell: ({ standing }) => (
            <Badge tone={standing === "ACTIVE" ? "in" : "amber"}>{words(`standings.${standing}`)}</Badge>
          ),
        },
      ]}
    />
  );
}
