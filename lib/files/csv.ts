import { cellMax, cellText, plainUnits } from "@/lib/files/cell";
import { gathering } from "@/lib/files/gather";
import type { Table, TableColumn } from "@/lib/files/table";

// Nearly every cell: found at one look to be harmless, to part nothing and to need no quotes.
const plain = /^[A-Za-z0-9¿¡«(][ !#-+.-:<-{}~À-ÿ«»¿¡·–—-]*$/;
const quoted = /[";\r\n]/;
/** Where a spreadsheet may begin another cell or line, whatever stands in quotes: those of Peru part cells by commas. */
const parting = /[,;|\t\r\n]/;
const formulaBehind =
  /([,;|\t\r\n])(?=[\s\0-\x20\x7F-\xA0\xAD\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u3000\uFEFF'"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/gu;

/**
 * A table as CSV for the spreadsheets of our countries: UTF-8 with its mark, semicolons, CRLF. First what it says of itself, one fact a
 * line, then an empty line, the columns' names and the rows.
 */
export async function* csvOf({ head, columns, parts }: Table): AsyncGenerator<Buffer<ArrayBuffer>> {
  const facts = head.facts.map(([name, value]) => lineOf([name, value]));
  const file = gathering();
  file.add(`\uFEFF${lineOf([head.title])}${facts.join("")}\r\n${lineOf(columns.map(({ label }) => label))}`);
  const writers = columns.map(written);
  for await (const rows of parts)
    for (const row of rows) {
      let line = "";
      let index = 0;
      for (const write of writers) {
        line += index === 0 ? write(row[0] ?? "") : `;${write(row[index] ?? "")}`;
        index += 1;
      }
      if (file.add(`${line}\r\n`)) yield file.take();
    }
  yield file.take();
}

/** How a column's cells are written. */
function written(column: TableColumn): (cell: string) => string {
  switch (column.kind) {
    case "text":
      return csvCell;
    case "time":
      return (time) => time.slice(0, 19);
    case "money":
      return (cents) => plainUnits(cents, column.mark);
    case "choice": {
      const cells = new Map([...column.words].map(([code, words]) => [code, csvCell(words)]));
      return (code) => cells.get(code) ?? csvCell(code);
    }
  }
}

const lineOf = (cells: readonly string[]): string => `${cells.map(csvCell).join(";")}\r\n`;

/** A text as a cell of CSV. */
function csvCell(text: string): string {
  if (text === "" || (text.length <= cellMax && plain.test(text))) return text;
  const whole = cellText(text);
  const cell = parting.test(whole) ? whole.replace(formulaBehind, "$1'") : whole;
  return quoted.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
