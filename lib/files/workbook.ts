import { cellMax } from "@/lib/files/cell";
import { MarkupReader, type MarkupSink } from "@/lib/files/markup";
import { CellStyles } from "@/lib/files/styles";
import { UnreadableFile } from "@/lib/files/unreadable";
import { archived, unpacked } from "@/lib/files/unzip";

/** A row of a sheet: its number there, and its cells as texts. `broken` are those (from 0) that hold an error, or a formula without its result. */
export type SheetCells = { line: number; cells: string[]; broken: number[] };

/** Bytes that one part of a book may unpack to: twenty thousand rows of thirty cells come to some forty million. */
const partBytesMax = 64_000_000;
/** Rows that Excel has. */
const linesMax = 1_048_576;
const columnsMax = 200;
/** Characters that all texts of a book may have together. */
const charactersMax = 30_000_000;

/**
 * The rows of a book's first sheet that is shown, as Excel, LibreOffice and openpyxl write them: texts, numbers as they are typed, days as
 * AAAA-MM-DD, of a formula its last result, `VERDADERO` and `FALSO`. `take` answers whether it wants more.
 * @throws UnreadableFile for what is no book, unpacks to too much or declares entities
 */
export async function readWorkbook(bytes: Buffer, take: (row: SheetCells) => boolean): Promise<void> {
  const files = archived(bytes);
  const read = async (name: string, sink: MarkupSink, wants: () => boolean = () => true): Promise<boolean> => {
    const file = files.get(name);
    if (!file) return false;
    const markup = new MarkupReader(sink);
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const decoded = (chunk?: Buffer) => {
      try {
        return decoder.decode(chunk, { stream: chunk !== undefined });
      } catch {
        throw new UnreadableFile();
      }
    };
    for await (const chunk of unpacked(bytes, file, partBytesMax)) {
      markup.push(decoded(chunk));
      if (!wants()) return true;
    }
    markup.push(decoded());
    markup.end();
    return true;
  };
  const book = await bookOf(read);
  const texts = book.texts === null ? [] : await textsOf(read, book.texts);
  const styles = new CellStyles();
  if (book.styles !== null) await read(book.styles, styles.sink);
  const sheet = new SheetReader(texts, (style, number) => styles.dayOf(style, number, book.since1904), take);
  if (!(await read(book.sheet, sheet.sink, () => !sheet.stopped))) throw new UnreadableFile();
}

type Read = (name: string, sink: MarkupSink, wants?: () => boolean) => Promise<boolean>;
type Book = { sheet: string; texts: string | null; styles: string | null; since1904: boolean };

const nothing = () => undefined;

async function bookOf(read: Read): Promise<Book> {
  let since1904 = false;
  let sheet: string | null = null;
  const found = await read("xl/workbook.xml", {
    open: (name, attribute) => {
      if (name === "workbookPr") since1904 = ["1", "true"].includes(attribute("date1904") ?? "");
      if (name === "sheet" && (attribute("state") ?? "visible") === "visible") sheet ??= attribute("id");
    },
    close: nothing,
    text: nothing,
  });
  const parts = new Map<string, string>();
  const named: { texts: string | null; styles: string | null } = { texts: null, styles: null };
  await read("xl/_rels/workbook.xml.rels", {
    open: (name, attribute) => {
      if (name !== "Relationship") return;
      const target = attribute("Target") ?? "";
      const place = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
      const type = attribute("Type") ?? "";
      parts.set(attribute("Id") ?? "", place);
      if (type.endsWith("/sharedStrings")) named.texts = place;
      if (type.endsWith("/styles")) named.styles = place;
    },
    close: nothing,
    text: nothing,
  });
  const place = sheet === null ? undefined : parts.get(sheet);
  if (!found || place === undefined) throw new UnreadableFile();
  return { sheet: place, ...named, since1904 };
}

/** Texts that cells name by number; what tells how a text is read aloud (phonetic) is none of it. */
async function textsOf(read: Read, place: string): Promise<string[]> {
  const texts: string[] = [];
  let [item, inText, aloud, total] = ["", false, false, 0];
  await read(place, {
    open: (name) => {
      if (name === "si") item = "";
      if (name === "rPh") aloud = true;
      if (name === "t") inText = !aloud;
    },
    close: (name) => {
      if (name === "rPh") aloud = false;
      if (name === "t") inText = false;
      if (name === "si") texts.push(item);
    },
    text: (text) => {
      if (!inText) return;
      total += text.length;
      if (total > charactersMax) throw new UnreadableFile("sheetTooBig");
      item += text;
    },
  });
  return texts;
}

/** Makes rows of a sheet's markup. */
class SheetReader {
  stopped = false;
  #line = 0;
  #row: SheetCells | null = null;
  #cell = { column: 0, type: "", style: 0, value: "", formula: false, valued: false };
  #inValue = false;
  #next = 0;
  #total = 0;

  constructor(
    private readonly texts: readonly string[],
    private readonly dayOf: (style: number, number: number) => string | null,
    private readonly take: (row: SheetCells) => boolean,
  ) {}

  readonly sink: MarkupSink = {
    open: (name, attribute) => {
      if (this.stopped) return;
      if (name === "row") {
        const line = Number(attribute("r") ?? this.#line + 1);
        if (!(line <= linesMax)) throw new UnreadableFile("sheetTooBig");
        // A row that stands before the one above it, or where it stands: readers would not agree on what the sheet says.
        if (!Number.isInteger(line) || line <= this.#line) throw new UnreadableFile();
        this.#line = line;
        this.#row = { line: this.#line, cells: [], broken: [] };
        this.#next = 0;
      } else if (name === "c") {
        const column = columnOf(attribute("r")) ?? this.#next;
        this.#next = column + 1;
        const style = Number(attribute("s") ?? 0);
        this.#cell = { column, type: attribute("t") ?? "n", style, value: "", formula: false, valued: false };
      } else if (name === "f") this.#cell.formula = true;
      else if (name === "v" || name === "t") {
        this.#inValue = true;
        this.#cell.valued = true;
      }
    },
    close: (name) => {
      if (this.stopped) return;
      if (name === "v" || name === "t") this.#inValue = false;
      else if (name === "c") this.#keep();
      else if (name === "row" && this.#row) {
        this.stopped = !this.take(this.#row);
        this.#row = null;
      }
    },
    text: (text) => {
      if (!this.#inValue || this.stopped) return;
      this.#cell.value += text;
      this.#total += text.length;
      if (this.#total > charactersMax || this.#cell.value.length > cellMax * 2) throw new UnreadableFile("sheetTooBig");
    },
  };

  #keep(): void {
    const { column, type, formula, valued } = this.#cell;
    if (!this.#row || column >= columnsMax) return;
    const text = this.#textOf();
    if (type === "e" || (formula && !valued)) this.#row.broken.push(column);
    if (text === "") return;
    while (this.#row.cells.length < column) this.#row.cells.push("");
    this.#row.cells[column] = text;
  }

  #textOf(): string {
    const { type, style, value } = this.#cell;
    if (type === "s") {
      const text = this.texts[Number(value)];
      if (text === undefined) throw new UnreadableFile();
      this.#total += text.length;
      if (this.#total > charactersMax) throw new UnreadableFile("sheetTooBig");
      return text;
    }
    if (type === "b") return value === "1" ? "VERDADERO" : "FALSO";
    if (type !== "n" || value === "") return type === "d" ? value.slice(0, 10) : value;
    const number = Number(value);
    if (!Number.isFinite(number)) throw new UnreadableFile();
    return this.dayOf(style, number) ?? typed(number);
  }
}

/** A number as somebody types it: never by powers of ten. */
const typed = (number: number): string =>
  Number.isInteger(number) && Math.abs(number) < 1e21 ? BigInt(number).toString() : String(number);

/** `C12` is 2; null where a cell does not say where it stands. */
function columnOf(place: string | null): number | null {
  const letters = /^[A-Z]{1,3}/.exec(place ?? "")?.[0];
  if (letters === undefined) return null;
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}
