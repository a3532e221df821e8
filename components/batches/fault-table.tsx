import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { FaultSentence } from "@/components/batches/fault-sentence";
import { classNames } from "@/components/ui/class-names";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { lineOfFault } from "@/lib/batches/fault-line";
import type { BatchType, FieldName } from "@/lib/batches/layouts";
import type { FaultRow } from "@/lib/batches/queries";

type Props = { type: BatchType; faults: readonly FaultRow[]; kind: "faults" | "warnings" };
type Numbered = FaultRow & { key: string };

/** Faults or warnings: where each one is, what stands there, and what to do about it. */
export function FaultTable({ type, faults, kind }: Props) {
  const t = useTranslations("batches.detail");
  const fields = useTranslations("batches.field");
  const rows = faults.map((fault, index) => ({ ...fault, key: `${fault.line}-${index}` }));
  return (
    <DataTable<Numbered>
      caption={t(kind)}
      rows={rows}
      rowKey={(fault) => fault.key}
      columns={[
        {
          key: "line",
          title: true,
          label: t("line"),
          className: "whitespace-nowrap tabular-nums",
          cell: (fault) => (
            <span>
              {fault.line > 0 && <span className="sm:hidden">{t("line")} </span>}
              {fault.line > 0 ? fault.line : t("wholeFile")}
            </span>
          ),
        },
        {
          key: "column",
          label: t("column"),
          className: "sm:whitespace-nowrap",
          cell: (fault) => {
            const field = fault.field;
            return (
              <span>
                {field !== null && fields.has(field as FieldName) ? fields(field as FieldName) : dash}
                {fault.column !== null && (
                  <span className="block text-xs text-ink-soft">{t("columnAt", { column: fault.column })}</span>
                )}
              </span>
            );
          },
        },
        {
          key: "value",
          label: t("value"),
          cell: (fault) =>
            fault.value === null ? (
              dash
            ) : (
              <code
                className={classNames(
                  "block font-mono text-xs",
                  fault.value.length > 20 ? "min-w-28 break-all" : "whitespace-nowrap",
                )}
              >
                {fault.value}
              </code>
            ),
        },
        {
          key: "what",
          label: t("what"),
          cell: (fault) => (
            <span className="block max-w-prose min-w-40 text-pretty">
              <FaultSentence fault={fault} />
            </span>
          ),
        },
        {
          key: "proposal",
          label: t("proposal"),
          cell: (fault) =>
            fault.proposal === null ? (
              dash
            ) : (
              <code className="rounded-sm bg-in-soft px-1 font-mono text-xs whitespace-nowrap text-in">
                {fault.proposal}
              </code>
            ),
        },
        { key: "whole", label: t("wholeLine"), cell: (fault) => <WholeLine type={type} fault={fault} /> },
      ]}
      empty={<EmptyState icon="done" title={t(kind === "faults" ? "noFaults" : "noWarnings")} />}
    />
  );
}

const dash = <span className="text-ink-faint">—</span>;

/** The line with its wrong cell marked. */
function WholeLine({ type, fault }: { type: BatchType; fault: FaultRow }) {
  const line = lineOfFault(type, fault);
  if (!line) return dash;
  return (
    <code className="block min-w-0 font-mono text-xs break-words">
      {line.cells.map((cell, index) => (
        <Fragment key={`${fault.line}-${index.toString()}`}>
          {index > 0 && (
            <>
              <span className="text-ink-faint">;</span>
              <wbr />
            </>
          )}
          {index === line.wrong ? (
            <mark className="rounded-sm bg-out-soft px-0.5 font-semibold text-out underline decoration-wavy underline-offset-2">
              {cell === "" ? "␣" : cell}
            </mark>
          ) : (
            <span>{cell}</span>
          )}
        </Fragment>
      ))}
    </code>
  );
}
