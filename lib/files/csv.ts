import { cellText } from "@/lib/files/cell";
import type { Lines, Table, WrittenTable } from "@/lib/files/table";

const quoted = /[";\r\n]/;
/** Where a spreadsheet may begin another cell or line, whatever stands in quotes: those of Peru part cells by commas. */
const parting = /[,;|\t\r\n]/;
const formulaBehind =
  /([,;|\t\r\n])(?=[\s\0-\x20\x7F-\xA0\xAD\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u3000\uFEFF'"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/gu;

/**
 * A table as CSV for the spreadsheets of our countries: UTF-8 with its mark, semicolons, CRLF. First what it says of itself, one fact a
 * line, then an empty line, the columns' names and the rows.
 */
export async function* csvOf({ head, columns, lines }: WrittenTable): AsyncGenerator<Buffer<ArrayBuffer>> {
  const facts = head.facts.map(([name, value]) => lineOf([name, value]));
  const names = lineOf(columns.map(({ label }) => label));
  yield Buffer.from(`\uFEFF${lineOf([head.title])}${facts.join("")}\r\n${names}`);
  for await (const { text } of lines) yield Buffer.from(text);
}

/** Rows as lines of CSV. */
export async function* csvLines({ parts }: Table): AsyncGenerator<Lines> {
  for await (const rows of parts) {
    let text = "";
    for (const row of rows) text += lineOf(row);
    yield { count: rows.length, text };
  }
}

function lineOf(cells: readonly string[]): string {
  let line = "";
  for (let index = 0; index < cells.length; index += 1)
    line += `${index === 0 ? "" : ";"}${csvCell(cells[index] ?? "")}`;
  return `${line}\r\n`;
}

/** A text as a cell of CSV; `csv_cell` says the same in SQL. */
export function csvCell(text: string): string {
  const whole = cellText(text);
  const cell = parting.test(whole) ? whole.replace(formulaBehind, "$1'") : whole;
  return quoted.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
