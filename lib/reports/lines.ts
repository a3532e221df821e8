import { join, sql } from "@/lib/db";
import { csvCell } from "@/lib/files/csv";
import { sheetCell } from "@/lib/files/sheet";
import type { SheetFormat } from "@/lib/files/spreadsheet";
import type { Currency } from "@/lib/money";
import type { ReportColumn, Sql } from "@/lib/reports/report";

/** What a code is called. */
export type Named = (column: Extract<ReportColumn, { kind: "choice" }>, code: string) => string;
type As = { format: SheetFormat; timeZone: string; currency: Currency; named: Named };

/**
 * A row as a line of a format, written by the database: a million rows pass the portal as finished text. Texts of people go through the
 * one neutralising of cells (`cell_text`); what else there is, is figures, or words of ours.
 */
export function lineOf(columns: readonly ReportColumn[], as: As): Sql {
  const cells = columns.map((column) => (as.format === "CSV" ? csvCellOf(column, as) : sheetCellOf(column, as)));
  return as.format === "CSV"
    ? sql`${join(cells, " || ';' || ")} || E'\r\n'`
    : sql`'<row>' || ${join(cells, " || ")} || '</row>'`;
}

function csvCellOf(column: ReportColumn, { timeZone, currency, named }: As): Sql {
  const { sql: value } = column;
  switch (column.kind) {
    case "text":
      return sql`csv_cell(${value})`;
    case "time":
      return sql`coalesce(date_trunc('second', ${value} AT TIME ZONE ${timeZone})::text, '')`;
    case "money":
      return sql`coalesce(plain_money(${value}, ${currency === "PEN" ? "." : ","}::text), '')`;
    case "choice":
      return choiceOf(column, (code) => csvCell(named(column, code)), sql`csv_cell(${value})`);
  }
}

function sheetCellOf(column: ReportColumn, { timeZone, named }: As): Sql {
  const { sql: value } = column;
  switch (column.kind) {
    case "text":
      return sql`sheet_cell(${value})`;
    case "time":
      // Days since the end of 1899, as Excel counts.
      return sql`coalesce('<c s="2"><v>' || (floor(date_part('epoch', ${value} AT TIME ZONE ${timeZone})) / 86400 + 25569) || '</v></c>', '<c/>')`;
    case "money":
      return sql`coalesce('<c s="3"><v>' || plain_money(${value}, '.') || '</v></c>', '<c/>')`;
    case "choice":
      return choiceOf(column, (code) => sheetCell(named(column, code)), sql`sheet_cell(${value})`);
  }
}

function choiceOf(
  { codes, sql: value }: Extract<ReportColumn, { kind: "choice" }>,
  cell: (code: string) => string,
  other: Sql,
): Sql {
  const cases = codes.map((code) => sql`WHEN ${code} THEN ${cell(code)}::text`);
  return sql`CASE ${value} ${join(cases, " ")} ELSE ${other} END`;
}
