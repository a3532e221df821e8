import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Tone } from "@/components/ui/tone";
import type { FileLine, LineEffect } from "@/lib/invoices/rules";

const tones: Record<LineEffect, Tone> = { first: "in", corrects: "amber", same: "plain" };

/** What each line of a file will do. */
export function FileLines({ lines }: { lines: readonly FileLine[] }) {
  const t = useTranslations("invoices");
  const ink = (text: string | null) => <span className="break-all">{text ?? "—"}</span>;
  return (
    <DataTable
      caption={t("file.lines")}
      rows={lines}
      rowKey={({ line }) => String(line)}
      columns={[
        {
          key: "line",
          title: true,
          label: t("file.line"),
          className: "whitespace-nowrap tabular-nums",
          cell: ({ line }) => (
            <>
              <span className="sm:hidden">{t("file.line")} </span>
              {line}
            </>
          ),
        },
        { key: "company", label: t("company"), cell: ({ company }) => company },
        {
          key: "order",
          label: t("order"),
          className: "whitespace-nowrap",
          cell: ({ order }) => <span className="font-medium">{order}</span>,
        },
        { key: "before", label: t("file.before"), cell: ({ before }) => ink(before) },
        { key: "after", label: t("file.after"), cell: ({ after }) => ink(after) },
        {
          key: "effect",
          label: t("file.effect"),
          cell: ({ effect }) => <Badge tone={tones[effect]}>{t(`file.effects.${effect}`)}</Badge>,
        },
      ]}
      empty={<EmptyState icon="inbox" title={t("noMatch")} />}
    />
  );
}
