import { cellText } from "@/lib/files/cell";
import type { Table } from "@/lib/files/table";

const quoted = /[";\r\n]/;

/**
 * A table as CSV for the spreadsheets of our countries: UTF-8 with its mark, semicolons, CRLF. First what it says of itself, one fact a
 * line, then an empty line, the columns' names and the rows.
 */
export async function* csvOf({ head, columns, parts }: Table): AsyncGenerator<Buffer<ArrayBuffer>> {
  const facts = head.facts.map(([name, value]) => lineOf([name, value]));
  const names = lineOf(columns.map(({ label }) => label));
  yield Buffer.from(`\uFEFF${lineOf([head.title])}${facts.join("")}\r\n${names}`);
  for await (const rows of parts) {
    let text = "";
    for (const row of rows) text += lineOf(row);
    yield Buffer.from(text);
  }
}

function lineOf(cells: readonly string[]): string {
  let line = "";
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cellText(cells[index] ?? "");
    line += `${index === 0 ? "" : ";"}${quoted.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell}`;
  }
  return `${line}\r\n`;
}
