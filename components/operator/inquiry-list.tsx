import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import type { Inquiry } from "@/lib/support/queries";
import { paths } from "@/lib/web/paths";

type Props = { rows: readonly Inquiry[]; now: string; timeZone: string; empty: ReactNode };

/** Messages of companies at the desk, each with its state in a word. */
export function InquiryList({ rows, now, timeZone, empty }: Props) {
  const t = useTranslations("support");
  return (
    <DataTable
      caption={t("desk.title")}
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        {
          key: "subject",
          label: t("subject"),
          title: true,
          className: "max-w-md",
          cell: (row) => (
            <Link
              prefetch={false}
              href={paths.inquiry(row.id)}
              className="font-medium wrap-break-word hover:text-primary hover:underline"
            >
              {row.subject}
            </Link>
          ),
        },
        { key: "company", label: t("company"), cell: (row) => row.company },
        { key: "person", label: t("desk.person"), cell: (row) => row.person },
        {
          key: "sent",
          label: t("desk.sent"),
          cell: (row) => <DateTime at={row.sentAt.toISOString()} now={now} timeZone={timeZone} />,
        },
        {
          key: "state",
          label: t("desk.state"),
          cell: (row) => (
            <Badge tone={row.answeredAt ? "in" : "amber"}>{t(row.answeredAt ? "answered" : "waits")}</Badge>
          ),
        },
      ]}
    />
  );
}
