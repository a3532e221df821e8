import { join, sql } from "@/lib/db";
import { csvCell } from "@/lib/files/csv";
import type { Currency } from "@/lib/money";
import type { ReportColumn, Sql } from "@/lib/reports/report";

/** What a code is called. */
type Named = (column: Extract<ReportColumn, { kind: "choice" }>, code: string) => string;
type As = { timeZone: string; currency: Currency; named: Named };

/**
 * A row as a line of CSV, written by the database: a million rows pass the portal as finished text. Texts of people go through the
 * one neutralising of cells (`cell_text`); what else there is, is figures, or words of ours.
 */
export function csvLineOf(columns: readonly ReportColumn[], as: As): Sql {
  return sql`${join(
    columns.map((column) => csvCellOf(column, as)),
    " || ';' || ",
  )} || E'\\r\\n'`;
}

function csvCellOf(column: ReportColumn, { timeZone, currency, named }: As): Sql {
  const { sql: value } = column;
  switch (column.kind) {
    case "text":
      return sql`csv_cell(${value})`;
    case "time":
      return localTime(value, timeZone);
    case "money":
      return sql`coalesce(plain_money(${value}, ${currency === "PEN" ? "." : ","}::text), '')`;
    case "choice": {
      const cases = column.codes.map((code) => sql`WHEN ${code} THEN ${csvCell(named(column, code))}::text`);
      return sql`CASE ${value} ${join(cases, " ")} ELSE csv_cell(${value}) END`;
    }
  }
}

/** A row's values as they are, for a sheet, whose markup costs the database more than us: cells and rows end where nothing of people's can. */
export function sheetLineOf(columns: readonly ReportColumn[], timeZone: string): Sql {
  return sql`${join(
    columns.map(({ kind, sql: value }) => {
      if (kind === "time") return localTime(value, timeZone);
      return kind === "text"
        ? sql`coalesce(translate(${value}, E'\\x1e\\x1f', ''), '')`
        : sql`coalesce((${value})::text, '')`;
    }),
    " || E'\\x1f' || ",
  )} || E'\\x1e'`;
}

/** The rows of such lines. */
export const sheetRows = (text: string): string[][] =>
  text
    .slice(0, -1)
    .split("\x1e")
    .map((line) => line.split("\x1f"));

const localTime = (value: Sql, timeZone: string): Sql =>
  sql`coalesce(date_trunc('second', ${value} AT TIME ZONE ${timeZone})::text, '')`;
