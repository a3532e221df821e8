import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { type BatchType, type Column as LayoutColumn, layouts } from "@/lib/batches/layouts";
import type { LineRow } from "@/lib/batches/queries";
import type { BatchStatus } from "@/lib/generated/prisma/enums";
import type { Currency } from "@/lib/money";

type Props = { batch: { type: BatchType; status: BatchStatus }; lines: readonly LineRow[]; currency: Currency };

const withResults: readonly BatchStatus[] = ["IN_PROCESS", "PROCESSED", "PROCESSED_WITH_REJECTIONS"];

/** A lot's lines as they will be, or were, carried out; columns that nobody filled are left out. */
export function LineTable({ batch, lines, currency }: Props) {
  const t = useTranslations("batches.detail");
  const fields = useTranslations("batches.field");
  const columns: Column<LineRow>[] = [
    {
      key: "line",
      title: true,
      label: t("line"),
      className: "tabular-nums",
      cell: (row) => lineName(t("line"), row.line),
    },
    ...shownTogether(batch.type, lines).map((together): Column<LineRow> => {
      const [first] = together;
      const amount = first.kind === "amount";
      return {
        key: first.name,
        label: together.length > 1 ? t(`together.${first.name as Leader}`) : fields(first.name),
        align: amount ? "end" : undefined,
        cell: ({ cells }) => {
          const texts = together.map(({ name }) => cells[name] ?? "").filter((text) => text !== "");
          if (texts.length === 0) return <span className="text-ink-faint">—</span>;
          return amount ? (
            <Money cents={texts.join("")} currency={currency} />
          ) : (
            texts.join(first.name === "correo" ? " · " : " ")
          );
        },
      };
    }),
  ];
  if (withResults.includes(batch.status)) {
    columns.push({ key: "result", label: t("result"), cell: (row) => <Result row={row} /> });
  }
  return (
    <DataTable<LineRow>
      caption={t("lines")}
      rows={lines}
      rowKey={(row) => String(row.line)}
      rowTone={(row) => (row.result === "rejected" ? "out" : undefined)}
      columns={columns}
      empty={<EmptyLines status={batch.status} />}
    />
  );
}

/** Columns of the file that people read as one. */
const pairs = { tipo_documento: "numero_documento", nombres: "apellidos", correo: "celular" } as const;
type Leader = keyof typeof pairs;

/** The columns that some line of the page fills, those that belong together as one. */
function shownTogether(type: BatchType, lines: readonly LineRow[]): [LayoutColumn, ...LayoutColumn[]][] {
  const { columns } = layouts[type];
  const filled = columns.filter(({ name }) => lines.some((line) => (line.cells[name] ?? "") !== ""));
  const partners = new Set<string>(Object.values(pairs));
  return filled.flatMap((column): [LayoutColumn, ...LayoutColumn[]][] => {
    const partner = filled.find(({ name }) => name === (pairs as Record<string, string>)[column.name]);
    if (partner) return [[column, partner]];
    const led =
      partners.has(column.name) && filled.some(({ name }) => (pairs as Record<string, string>)[name] === column.name);
    return led ? [] : [[column]];
  });
}

/** On a phone, where each line is a card, its number says that it is one. */
function lineName(word: string, line: number) {
  return (
    <span>
      <span className="sm:hidden">{word} </span>
      {line}
    </span>
  );
}

const looks = { waiting: "plain", processed: "in", rejected: "out" } as const;

function Result({ row }: { row: LineRow }) {
  const t = useTranslations("batches.detail.results");
  const reasons = useTranslations("orders.rejection");
  const said = (reason: string) => (reasons.has(reason as "limit") ? reasons(reason as "limit") : reason);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5 max-sm:justify-end">
      <Badge tone={looks[row.result]}>{t(row.result)}</Badge>
      {row.reason !== null && <span className="text-xs text-out">{said(row.reason)}</span>}
    </span>
  );
}

function EmptyLines({ status }: { status: BatchStatus }) {
  const t = useTranslations("batches.detail");
  const waiting = status === "RECEIVED" || status === "VALIDATING";
  return (
    <EmptyState icon={waiting ? "clock" : "inbox"} title={t("noLines")}>
      {t(waiting ? "waitingLines" : "noLinesText")}
    </EmptyState>
  );
}
