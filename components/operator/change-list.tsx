import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import type { Tone } from "@/components/ui/tone";
import type { ChangeStatus } from "@/lib/generated/prisma/enums";
import type { ChangeRow } from "@/lib/operator/change-queries";
import { deskTimeZone } from "@/lib/operator/rules";
import { paths } from "@/lib/web/paths";

const tones: Record<ChangeStatus, Tone> = {
  PENDING: "amber",
  APPLIED: "in",
  REFUSED: "out",
  WITHDRAWN: "plain",
  OVERTAKEN: "plain",
};

export function ChangeBadge({ status }: { status: ChangeStatus }) {
  const t = useTranslations("operator.changes.statuses");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}

/** What operators asked for, each with its state in a word. */
export function ChangeList({ rows, now, empty }: { rows: readonly ChangeRow[]; now: Date; empty: ReactNode }) {
  const t = useTranslations("operator.changes");
  const columns: Column<ChangeRow>[] = [
    {
      key: "kind",
      label: t("kind"),
      title: true,
      cell: (row) => (
        <Link
          prefetch={false}
          href={paths.change(row.company, String(row.id))}
          className="font-medium hover:text-primary hover:underline"
        >
          {t(`kinds.${row.kind}`)} {row.subject}
        </Link>
      ),
    },
    { key: "company", label: t("company"), cell: (row) => row.companyName },
    { key: "by", label: t("by"), cell: (row) => row.proposedBy },
    {
      key: "proposed",
      label: t("proposed"),
      cell: (row) => <DateTime at={row.proposedAt.toISOString()} now={now.toISOString()} timeZone={deskTimeZone} />,
    },
    { key: "status", label: t("status"), cell: (row) => <ChangeBadge status={row.status} /> },
  ];
  return (
    <DataTable caption={t("title")} columns={columns} rows={rows} rowKey={(row) => String(row.id)} empty={empty} />
  );
}
