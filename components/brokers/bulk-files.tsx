import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import type { Tone } from "@/components/ui/tone";
import type { TeamFile } from "@/lib/brokers/bulk-queries";
import { changesOf, type FileState } from "@/lib/bulk/rules";
import { formatCount } from "@/lib/money";
import { paths } from "@/lib/web/paths";

const tones: Record<FileState, Tone> = {
  READY: "amber",
  APPLIED: "in",
  UNDONE: "plain",
  WITHDRAWN: "plain",
  EXPIRED: "plain",
};

/** How a file stands. */
export function FileBadge({ state }: { state: FileState }) {
  const t = useTranslations("bulk");
  return <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>;
}

type Props = { files: readonly TeamFile[]; broker: { code: string; timeZone: string }; now: string };

/** The files that a team was changed by lately. */
export function BulkFiles({ files, broker, now }: Props) {
  const t = useTranslations("bulk");
  return (
    <DataTable
      caption={t("files")}
      rows={files}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "name",
          title: true,
          label: t("file"),
          cell: ({ id, name }) => (
            <Link prefetch={false} href={paths.teamFile(broker.code, id)} className="font-medium break-all underline">
              {name}
            </Link>
          ),
        },
        { key: "state", label: t("state"), cell: ({ state }) => <FileBadge state={state} /> },
        {
          key: "changes",
          label: t("changes"),
          align: "end",
          cell: ({ counts }) => <span className="tabular-nums">{formatCount(changesOf(counts), "PEN")}</span>,
        },
        { key: "by", label: t("by"), cell: ({ sentBy }) => sentBy },
        {
          key: "at",
          label: t("at"),
          cell: ({ sentAt }) => <DateTime at={sentAt.toISOString()} now={now} timeZone={broker.timeZone} />,
        },
      ]}
      empty={<EmptyState icon="inbox" title={t("noFiles")} />}
    />
  );
}
