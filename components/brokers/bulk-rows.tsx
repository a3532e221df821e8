import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { FaultSentence } from "@/components/batches/fault-sentence";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Tone } from "@/components/ui/tone";
import type { ShownChange, TeamFileRow } from "@/lib/brokers/bulk-queries";
import { sections } from "@/lib/brokers/rules";
import type { Effect } from "@/lib/bulk/rules";

export const effectTones: Record<Effect, Tone> = {
  CREATE: "in",
  CHANGE: "primary",
  DISABLE: "out",
  ENABLE: "in",
  SAME: "plain",
  REFUSE: "amber",
};

/** What each row of a file does, and of one that does nothing why. */
export function BulkRows({ rows }: { rows: readonly TeamFileRow[] }) {
  const t = useTranslations("bulk");
  return (
    <DataTable
      caption={t("rows")}
      rows={rows}
      rowKey={({ line }) => String(line)}
      columns={[
        {
          key: "line",
          title: true,
          label: t("line"),
          className: "whitespace-nowrap tabular-nums align-top",
          cell: ({ line }) => (
            <>
              <span className="sm:hidden">{t("line")} </span>
              {line}
            </>
          ),
        },
        {
          key: "effect",
          label: t("effect"),
          className: "align-top",
          cell: ({ effect }) => <Badge tone={effectTones[effect]}>{t(`effects.${effect}`)}</Badge>,
        },
        {
          key: "person",
          label: t("person"),
          className: "align-top",
          cell: ({ username, name }) => (
            <span className="block min-w-36">
              <span className="font-medium">{name || "—"}</span>
              <span className="block text-xs wrap-anywhere text-ink-soft">{username || t("newUser")}</span>
            </span>
          ),
        },
        {
          key: "what",
          label: t("what"),
          className: "align-top",
          cell: (row) =>
            row.effect === "REFUSE" ? (
              <Faults row={row} />
            ) : row.changes.length > 0 ? (
              <ul className="grid gap-0.5 text-start sm:min-w-64">
                {row.changes.map((change) => (
                  <li key={change.column}>
                    <Change change={change} created={row.effect === "CREATE"} />
                  </li>
                ))}
              </ul>
            ) : (
              <span className="text-ink-faint">—</span>
            ),
        },
      ]}
      empty={<EmptyState icon="search" title={t("noRows")} />}
    />
  );
}

/** What a column is called, and how its codes are said. */
function useColumns() {
  const t = useTranslations("team.sheet");
  const brokers = useTranslations("brokers");
  const isSection = (column: string) => (sections as readonly string[]).includes(column);
  const label = (column: string) => (isSection(column) ? brokers(`sections.${column}`) : t(`columns.${column}`));
  const value = (column: string, text: string | null) => {
    if (text === null || text === "") return "—";
    if (isSection(column)) return t(`grades.${text}`);
    if (column === "rol") return brokers(`roles.${text}`);
    if (column === "estado") return brokers(`standings.${text}`);
    if (column === "documento") return text.replace("-", " ");
    if (column === "nacimiento") return text.split("-").reverse().join("/");
    return text;
  };
  return { label, value };
}

function Change({ change: { column, before, after }, created }: { change: ShownChange; created: boolean }) {
  const t = useTranslations("bulk");
  const { label, value } = useColumns();
  return (
    <>
      <span className="text-ink-soft">{label(column)}: </span>
      {!created && (
        <>
          <del className="break-words text-ink-soft no-underline">{value(column, before)}</del>
          <span aria-hidden> → </span>
          <span className="sr-only"> {t("becomes")} </span>
        </>
      )}
      <ins className="font-medium break-words no-underline">{value(column, after)}</ins>
    </>
  );
}

/** What is wrong with a row: each cell, what to do, what was surely meant; then the row itself with its wrong cells marked. */
function Faults({ row: { line, faults, cells } }: { row: TeamFileRow }) {
  const t = useTranslations("bulk");
  const { label } = useColumns();
  const wrong = new Set(faults.map(({ column }) => column));
  return (
    <div className="grid gap-1.5 text-start sm:min-w-64">
      <ul className="grid max-w-prose gap-1">
        {faults.map((fault) => (
          <li key={`${fault.field}-${fault.code}`} className="text-pretty">
            {fault.field && (
              <span className="font-medium">
                {label(fault.field)}
                {fault.column !== null && (
                  <span className="font-normal text-ink-soft"> ({t("columnAt", { column: fault.column })})</span>
                )}
                {": "}
              </span>
            )}
            <FaultSentence fault={fault} />
            {fault.proposal !== null && (
              <>
                {" "}
                {t("proposal")}:{" "}
                <code className="rounded-sm bg-in-soft px-1 font-mono text-xs whitespace-nowrap text-in">
                  {fault.proposal}
                </code>
              </>
            )}
          </li>
        ))}
      </ul>
      <code className="block font-mono text-xs break-words text-ink-soft">
        {cells.map((cell, index) => (
          <Fragment key={`${line}-${index.toString()}`}>
            {index > 0 && (
              <>
                <span className="text-ink-faint">;</span>
                <wbr />
              </>
            )}
            {wrong.has(index + 1) ? (
              <mark className="rounded-sm bg-out-soft px-0.5 font-semibold text-out underline decoration-wavy underline-offset-2">
                {cell === "" ? "␣" : cell}
              </mark>
            ) : (
              cell
            )}
          </Fragment>
        ))}
      </code>
    </div>
  );
}
