import { csvOf } from "@/lib/files/csv";
import { type SheetNames, xlsxOf } from "@/lib/files/sheet";
import type { Table } from "@/lib/files/table";

export const sheetFormats = ["XLSX", "CSV"] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** The format that an address asks for (`formato=csv`); Excel unless it says so. */
export const sheetFormat = (search: URLSearchParams): SheetFormat => (search.get("formato") === "csv" ? "CSV" : "XLSX");

const kinds = {
  XLSX: { extension: "xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  CSV: { extension: "csv", type: "text/csv; charset=utf-8" },
} as const satisfies Record<SheetFormat, object>;

/** A table as a file of a format: what it is called besides its name, its type, and its bytes as they are written. */
export function spreadsheet(
  format: SheetFormat,
  names: SheetNames,
  at: Date,
): { extension: string; type: string; write: (table: Table) => AsyncGenerator<Uint8Array<ArrayBuffer>> } {
  return {
    ...kinds[format],
    write: (table) => (format === "CSV" ? csvOf(table) : xlsxOf(table, names, at)),
  };
}
