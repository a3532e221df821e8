import { setImmediate as nextTurn } from "node:timers/promises";
import { trimmed, withoutMarks } from "@/lib/files/cells";
import { RecordSplitter } from "@/lib/files/delimited";
import { EncodingDetector, TextDecoding } from "@/lib/files/encoding";
import { type Fault, fileFault } from "@/lib/files/fault";
import { fileKind } from "@/lib/files/kind";
import { UnreadableFile } from "@/lib/files/unreadable";
import { readWorkbook, type SheetCells } from "@/lib/files/workbook";

/** A column by any of the names that it may have in a file; accents, case and spaces do not matter. */
export type NamedColumn<Key extends string> = { key: Key; names: readonly string[] };

/** A row by its columns; a column that the file has not is absent. `broken` hold an error, or a formula without its result. */
export type SheetRow<Key extends string> = {
  line: number;
  cells: Partial<Record<Key, string>>;
  broken: readonly Key[];
};

/** What a file of rows says: its columns with where each stands (from 1), and its rows; or why it cannot be read at all. */
export type SheetRead<Key extends string> =
  | { fault: Fault }
  | { fault: null; columns: ReadonlyMap<Key, number>; rows: SheetRow<Key>[] };

type Asked<Key extends string> = {
  columns: readonly NamedColumn<Key>[];
  /** Names of columns that say nothing here. */
  ignored: readonly string[];
  /** The column without which no row is a list's. */
  key: Key;
  rowsMax: number;
};

/** Lines before the columns' names: what an export says of itself. */
const linesBefore = 40;

/**
 * Reads a list that somebody edited, .xlsx or .csv, whichever program wrote it: the first sheet that is shown; UTF-8, UTF-16 or Windows-1252;
 * semicolons, commas, tabs or bars. Columns stand in any order, behind what an export says of itself; empty rows are none.
 */
export async function readSheet<Key extends string>(bytes: Buffer, asked: Asked<Key>): Promise<SheetRead<Key>> {
  if (bytes.length === 0) return { fault: fileFault("empty", 0) };
  const kind = fileKind(bytes.subarray(0, 4_096), bytes.subarray(-65_536));
  if (kind !== "text" && kind !== "xlsx") return { fault: fileFault("sheetKind", 0, { kind }) };
  const reader = new SheetRows(asked);
  try {
    if (kind === "xlsx") await readWorkbook(bytes, reader.add);
    else reader.refuse(await readDelimited(bytes, asked, reader.add));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { fault: fileFault(error.code, 0) };
  }
  return reader.finish();
}

/** Characters that are split before others have their turn. */
const stretch = 1 << 17;

/** Splits by the delimiter that parts the columns' names best. */
async function readDelimited<Key extends string>(
  bytes: Buffer,
  { columns, ignored }: Asked<Key>,
  take: (row: SheetCells) => boolean,
): Promise<Fault | null> {
  const detector = new EncodingDetector();
  detector.push(bytes);
  const decoding = new TextDecoding(detector.encoding());
  const text = decoding.push(bytes) + decoding.end();
  const known = new Set([...columns.flatMap(({ names }) => names), ...ignored].map(plainName));
  const splitter = new RecordSplitter((cells, line) => take({ line, cells, broken: [] }), delimiterOf(text, known));
  for (let at = 0; at < text.length && !splitter.stopped; at += stretch) {
    splitter.push(text.slice(at, at + stretch));
    await nextTurn();
  }
  splitter.end();
  const { fault } = splitter;
  return fault && { ...fileFault(fault.code, fault.line, fault.params), column: fault.column };
}

const delimiters = [";", ",", "\t", "|"] as const;

function delimiterOf(text: string, known: ReadonlySet<string>): (typeof delimiters)[number] {
  const lines = text.slice(0, 200_000).split(/\r\n?|\n/, linesBefore);
  const named = (delimiter: string) =>
    Math.max(
      ...lines.map((line) => line.split(delimiter).filter((cell) => known.has(plainName(unquoted(cell)))).length),
    );
  return delimiters.reduce((best, one) => (named(one) > named(best) ? one : best));
}

const unquoted = (cell: string): string => cell.replace(/^"(.*)"$/, "$1");
const plainName = (name: string): string =>
  withoutMarks(trimmed(name))
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/\s*\*$/, "");

/** An apostrophe that an export put before what a spreadsheet would take for a formula. */
const guarded = /^'(?=[\s'"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/u;

class SheetRows<Key extends string> {
  readonly #rows: SheetRow<Key>[] = [];
  #columns: Map<Key, number> | null = null;
  #fault: Fault | null = null;

  constructor(private readonly asked: Asked<Key>) {}

  readonly add = ({ line, cells, broken }: SheetCells): boolean => {
    if (cells.every((cell) => trimmed(cell) === "") && broken.length === 0) return true;
    if (this.#columns === null)
      return this.#isHeader(cells, line) || line < linesBefore || this.#fails("sheetHeader", 1);
    if (this.#rows.length === this.asked.rowsMax)
      return this.#fails("sheetRows", line, { max: String(this.asked.rowsMax) });
    const row: SheetRow<Key> = { line, cells: {}, broken: [] };
    const brokenKeys: Key[] = [];
    for (const [key, at] of this.#columns) {
      row.cells[key] = trimmed(cells[at - 1] ?? "").replace(guarded, "");
      if (broken.includes(at - 1)) brokenKeys.push(key);
    }
    this.#rows.push({ ...row, broken: brokenKeys });
    return this.#fault === null;
  };

  refuse(fault: Fault | null): void {
    this.#fault ??= fault;
  }

  finish(): SheetRead<Key> {
    const fault = this.#fault ?? (this.#columns === null ? fileFault("sheetHeader", 1) : null);
    if (fault) return { fault };
    if (this.#columns === null || this.#rows.length === 0) return { fault: fileFault("noDataLines", 1) };
    return { fault: null, columns: this.#columns, rows: this.#rows };
  }

  #fails(code: Fault["code"], line: number, params: Record<string, string> = {}): false {
    this.#fault ??= fileFault(code, line, params);
    return false;
  }

  /** Takes a row for the columns' names where it names the key and one more. */
  #isHeader(cells: string[], line: number): boolean {
    const names = cells.map(plainName);
    const found = new Map<Key, number>();
    const repeated: string[] = [];
    const unknown: string[] = [];
    for (const [index, name] of names.entries()) {
      if (name === "") continue;
      const column = this.asked.columns.find((one) => one.names.some((known) => plainName(known) === name));
      if (column && found.has(column.key)) repeated.push(name);
      else if (column) found.set(column.key, index + 1);
      else if (!this.asked.ignored.some((one) => plainName(one) === name)) unknown.push(name);
    }
    if (!found.has(this.asked.key) || found.size < 2) return false;
    const told = (list: string[]) =>
      list
        .map((name) => name.slice(0, 40))
        .slice(0, 6)
        .join(", ");
    if (repeated.length > 0) this.#fails("repeatedColumn", line, { columns: told(repeated) });
    if (unknown.length > 0) this.#fails("unknownColumn", line, { columns: told(unknown) });
    this.#columns = found;
    return this.#fault === null;
  }
}
