import { assert } from "@/lib/assert";
import { cellMax, cellText, plainUnits } from "@/lib/files/cell";
import { gathering } from "@/lib/files/gather";
import type { Table, TableColumn, TableHead } from "@/lib/files/table";
import { type ZipEntry, zipped } from "@/lib/files/zip";

/** Rows of data that one sheet takes; Excel ends at 1,048,576. What follows goes on in a further sheet. */
const rowsOfSheet = 1_000_000;

export type SheetNames = {
  /** Of the sheet with the rows; a second one is "… 2". At most 20 characters, none of `[]:*?/\`. */
  rows: string;
  /** Of the sheet that says what the file is. */
  about: string;
};

/**
 * A table as .xlsx, written while its rows come, in the memory of one part: first the rows, under a frozen line of names with its
 * filter; last what the file says of itself. Times and amounts are Excel's own; everything else is text, and no cell is a formula.
 */
export function xlsxOf(
  table: Table,
  names: SheetNames,
  at: Date,
  sheetRowsMax = rowsOfSheet,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  return zipped(entriesOf(table, names, sheetRowsMax), at);
}

/** Rows in a sheet's markup. */
type Slice = { count: number; bytes: Buffer<ArrayBuffer> };

async function* entriesOf(table: Table, names: SheetNames, sheetRowsMax: number): AsyncGenerator<ZipEntry> {
  const slices = slicesOf(table, sheetRowsMax);
  const sheets: string[] = [];
  try {
    let next = await slices.next();
    do {
      const first = next;
      sheets.push(sheets.length === 0 ? names.rows : `${names.rows} ${sheets.length + 1}`);
      yield {
        name: sheetFile(sheets.length),
        parts: sheetOf(table.columns, { first, slices, sheetRowsMax, over: (last) => (next = last) }),
      };
    } while (!next.done);
  } finally {
    // Whoever hangs up ends what reads the rows too.
    await slices.return(undefined);
  }
  sheets.push(names.about);
  yield { name: sheetFile(sheets.length), parts: [aboutOf(table.head)] };
  yield* frameOf(sheets);
}

const sheetFile = (number: number) => `xl/worksheets/sheet${number}.xml`;

/** Rows as they are written at once, none across a sheet's end. */
async function* slicesOf({ columns, parts }: Table, sheetRowsMax: number): AsyncGenerator<Slice, undefined> {
  const writers = columns.map(written);
  const slice = gathering();
  let count = 0;
  let room = sheetRowsMax;
  for await (const rows of parts)
    for (const row of rows) {
      let markup = "<row>";
      let index = 0;
      for (const write of writers) {
        markup += write(row[index] ?? "");
        index += 1;
      }
      count += 1;
      if (!slice.add(`${markup}</row>`) && count < room) continue;
      room = count === room ? sheetRowsMax : room - count;
      yield { count, bytes: slice.take() };
      count = 0;
    }
  if (count > 0) yield { count, bytes: slice.take() };
}

type Rest = {
  first: IteratorResult<Slice>;
  slices: AsyncIterator<Slice>;
  sheetRowsMax: number;
  /** Is told what stands behind the sheet's end. */
  over: (next: IteratorResult<Slice>) => void;
};

/** One sheet of what is left of the rows. */
async function* sheetOf(
  columns: readonly TableColumn[],
  { first, slices, sheetRowsMax, over }: Rest,
): AsyncGenerator<string | Buffer<ArrayBuffer>> {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const last = columnName(columns.length);
  yield `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData><row>${columns.map(({ label }) => textCell(label, 1)).join("")}</row>`;
  let count = 0;
  let next = first;
  for (; !next.done && count < sheetRowsMax; next = await slices.next()) {
    yield next.value.bytes;
    count += next.value.count;
  }
  assert(count <= sheetRowsMax, "no slice crosses a sheet's end");
  over(next);
  yield `</sheetData><autoFilter ref="A1:${last}${count + 1}"/></worksheet>`;
}

/** How a column's cells are written. */
function written(column: TableColumn): (cell: string) => string {
  switch (column.kind) {
    case "text":
      return sheetCell;
    case "time":
      return (time) => (time === "" ? "<c/>" : `<c s="2"><v>${serial(time)}</v></c>`);
    case "money":
      return (cents) => (cents === "" ? "<c/>" : `<c s="3"><v>${plainUnits(cents, ".")}</v></c>`);
    case "choice": {
      const cells = new Map([...column.words].map(([code, words]) => [code, sheetCell(words)]));
      return (code) => cells.get(code) ?? sheetCell(code);
    }
  }
}

// Nearly every cell: found at one look to be harmless, and to stand in markup as it is.
const plain = /^[A-Za-z0-9¿¡«(][ !-%'-;=?-~À-ÿ«»¿¡·–—]*(?<! )$/;

function sheetCell(text: string): string {
  if (text.length <= cellMax && plain.test(text)) return `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  return text === "" ? "<c/>" : textCell(text);
}

const textCell = (text: string, style = 0) =>
  `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(cellText(text))}</t></is></c>`;

/** Days since the end of 1899, as Excel counts, of a local time. Rows come along time: the day is mostly the one before's. */
function serial(time: string): string {
  const day = time.slice(0, 10);
  if (day !== lastDay.day) lastDay = { day, number: String(Date.parse(day) / 86_400_000 + 25_569) };
  const figures = (at: number) => time.charCodeAt(at) * 10 + time.charCodeAt(at + 1) - 528;
  const second = (figures(11) * 60 + figures(14)) * 60 + figures(17);
  partsOfDay[second] ??= (second / 86_400).toFixed(11).slice(1);
  return lastDay.number + partsOfDay[second];
}
let lastDay = { day: "", number: "" };
const partsOfDay: string[] = new Array(86_400);

const special = /[&<>\r]/;
const escaped = (text: string): string =>
  special.test(text)
    ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;")
    : text;

const aboutOf = ({ title, facts }: TableHead): string =>
  `${xmlHead}<worksheet xmlns="${main}"><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="80" customWidth="1"/></cols><sheetData><row>${textCell(title, 1)}</row>${facts.map(([name, value]) => `<row>${textCell(name)}${textCell(value)}</row>`).join("")}</sheetData></worksheet>`;

/** `A`, `B`, … `Z`: no table of ours is wider. */
const columnName = (number: number) => String.fromCharCode(64 + number);

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The files that make a workbook of the sheets. */
function* frameOf(sheets: readonly string[]): Generator<ZipEntry> {
  const numbers = sheets.map((_, index) => index + 1);
  const file = (name: string, xml: string): ZipEntry => ({ name, parts: [xmlHead + xml] });
  yield file(
    "[Content_Types].xml",
    `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${numbers.map((n) => `<Override PartName="/${sheetFile(n)}" ContentType="${types}.worksheet+xml"/>`).join("")}</Types>`,
  );
  yield file(
    "_rels/.rels",
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  yield file(
    "xl/workbook.xml",
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map((name, index) => `<sheet name="${escaped(name).replaceAll('"', "&quot;")}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join("")}</sheets></workbook>`,
  );
  yield file(
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${packages}/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join("")}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  );
  yield file(
    "xl/styles.xml",
    `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">${cellFormat(0, 0)}${cellFormat(0, 1)}${cellFormat(164, 0)}${cellFormat(4, 0)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  );
}

const cellFormat = (number: number, font: number): string =>
  `<xf numFmtId="${number}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
