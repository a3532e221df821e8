import { expect, test } from "vitest";
import { cellText } from "@/lib/files/cell";
import { xlsxOf } from "@/lib/files/sheet";
import { spreadsheet } from "@/lib/files/spreadsheet";
import type { Table } from "@/lib/files/table";
import { cellsOf, unzipped } from "@/tests/support/unzipped";

const at = new Date("2026-11-22T15:00:00Z");
const names = { rows: "Actividad", about: "Sobre este archivo" };

function tableOf(...parts: string[][][]): Table {
  async function* each() {
    yield* parts;
  }
  return {
    head: { title: "Prueba", facts: [["Empresa", '=E1; "S.A."']] },
    columns: [
      { label: "Fecha", kind: "time", width: 20 },
      { label: "Objeto", kind: "text", width: 20 },
    ],
    parts: each(),
  };
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
const rows = [
  ["2026-11-22 10:00:00", "=1+1"],
  ["", 'Ñ;"x"\ny <&>'],
];

test("CSV says what it is, quotes what needs it and neutralises formulas", async () => {
  const text = (await whole(spreadsheet("CSV", names, at).write(tableOf(rows)))).toString("utf8");
  expect(text).toBe(
    `\uFEFFPrueba\r\nEmpresa;"'=E1; ""S.A."""\r\n\r\nFecha;Objeto\r\n2026-11-22 10:00:00;'=1+1\r\n;"Ñ;""x""\ny <&>"\r\n`,
  );
});

test("Excel holds the rows, times as times, and a sheet of what it is", async () => {
  const files = unzipped(await whole(spreadsheet("XLSX", names, at).write(tableOf(rows))));
  const [head, first, second] = cellsOf(files.get("xl/worksheets/sheet1.xml") ?? "");
  expect(head).toEqual(["Fecha", "Objeto"]);
  expect(first).toEqual([String(Date.parse("2026-11-22T10:00:00Z") / 86_400_000 + 25_569), "'=1+1"]);
  expect(second).toEqual(["", 'Ñ;"x"\ny <&>']);
  expect(cellsOf(files.get("xl/worksheets/sheet2.xml") ?? "")).toEqual([["Prueba"], ["Empresa", '\'=E1; "S.A."']]);
  expect(files.get("xl/workbook.xml")).toContain('<sheet name="Actividad" sheetId="1" r:id="rId1"/>');
  expect(files.get("xl/worksheets/sheet1.xml")).toContain('<autoFilter ref="A1:B3"/>');
});

test("what a sheet does not take goes on in the next, whole and in order", async () => {
  const many = Array.from({ length: 7 }, (_, index) => ["", `fila ${index}`]);
  const table = tableOf(many.slice(0, 2), many.slice(2, 6), many.slice(6));
  const files = unzipped(await whole(xlsxOf(table, names, at, 3)));
  const sheets = [1, 2, 3].map((n) => cellsOf(files.get(`xl/worksheets/sheet${n}.xml`) ?? "").slice(1));
  expect(sheets.map((sheet) => sheet.length)).toEqual([3, 3, 1]);
  expect(sheets.flat()).toEqual(many);
  expect(files.get("xl/workbook.xml")).toContain('name="Actividad 3"');
});

test("nothing found is a file of its head alone", async () => {
  const files = unzipped(await whole(spreadsheet("XLSX", names, at).write(tableOf())));
  expect(cellsOf(files.get("xl/worksheets/sheet1.xml") ?? "")).toEqual([["Fecha", "Objeto"]]);
  expect(files.size).toBe(7);
});

test("what breaks while it is written breaks the file", async () => {
  const table = tableOf();
  async function* broken(): AsyncGenerator<string[][]> {
    yield rows;
    throw new Error("no more");
  }
  await expect(whole(spreadsheet("XLSX", names, at).write({ ...table, parts: broken() }))).rejects.toThrow("no more");
  await expect(whole(spreadsheet("CSV", names, at).write({ ...table, parts: broken() }))).rejects.toThrow("no more");
});

// What is written at one look must be what the long way would write.
const starts = [
  "=",
  "+",
  "-",
  "@",
  "＝",
  "＋",
  "－",
  "＠",
  "﹦",
  "﹢",
  "﹣",
  "﹫",
  "−",
  "\t",
  "\r",
  "\n",
  "a",
  "Ñ",
  "ñ",
  "¿",
  "«",
  "0",
  "|",
  "%",
];
const before = [
  "",
  " ",
  "  ",
  "\u00a0",
  "\u200b",
  "\ufeff",
  "\u3000",
  "'",
  '"',
  "\u0001",
  "\u00ad",
  "\u2060",
  "\u202e",
  "\ufffd",
  "\v",
  "\u{e0041}",
  "\u0085",
];
const after = [
  "",
  "1+1",
  ";x",
  '"y"',
  "<b>&",
  "línea\r\notra",
  "\u0007campana",
  "🎁 株式会社",
  "\uffff",
  ",=1+1",
  "; @x",
  "|\u2009-1",
  "\n\u200b+1",
  "a,b; c|d",
];
const texts = [
  ...starts.flatMap((start) => before.flatMap((space) => after.map((rest) => `${space}${start}${rest}`))),
  "x".repeat(32_767),
  "x".repeat(32_768),
  `=${"y".repeat(32_767)}`,
  "Abono de la nómina – «octubre» (2026)",
  "",
];

test("harmless texts and others are written alike, each of some thousands", async () => {
  expect(texts.length).toBeGreaterThan(3_000);
  const table = () => tableOf(texts.map((text) => ["", text]));
  const quoted = texts.map((text) => {
    const cell = cellText(text).replace(/([,;|\t\r\n])(?=[\s\p{Z}\u200b'"]*[=+@-])/gu, "$1'");
    return /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  });
  const csv = (await whole(spreadsheet("CSV", names, at).write(table()))).toString("utf8");
  expect(csv.endsWith(`\r\nFecha;Objeto\r\n${quoted.map((cell) => `;${cell}\r\n`).join("")}`)).toBe(true);
  const files = unzipped(await whole(spreadsheet("XLSX", names, at).write(table())));
  const [, ...rows] = cellsOf(files.get("xl/worksheets/sheet1.xml") ?? "");
  expect(rows.map(([, text]) => text)).toEqual(texts.map(cellText));
  expect(files.get("xl/worksheets/sheet1.xml")).not.toMatch(/<t>(?:\s|[^<]*\s<)/);
});

test("each kind of column is written in its own way, and nothing as nothing", async () => {
  const kinds: Table = {
    ...tableOf([
      ["2026-03-01 23:59:59.75", "C", "-5", "beside"],
      ["2026-03-02 00:00:00", "=X", "123456789012345678"],
      ["", "", ""],
    ]),
    columns: [
      { label: "Fecha", kind: "time", width: 20 },
      { label: "Clase", kind: "choice", width: 20, words: new Map([["C", "Abono; <uno>"]]) },
      { label: "Valor", kind: "money", width: 20, mark: "," },
    ],
  };
  const copies = [...(await Array.fromAsync(kinds.parts))];
  const again = (): Table => ({
    ...kinds,
    parts: (async function* () {
      yield* copies;
    })(),
  });
  const csv = (await whole(spreadsheet("CSV", names, at).write(again()))).toString("utf8");
  expect(csv.split("\r\n").slice(-4, -1)).toEqual([
    '2026-03-01 23:59:59;"Abono; <uno>";-0,05',
    "2026-03-02 00:00:00;'=X;1234567890123456,78",
    ";;",
  ]);
  const xml =
    unzipped(await whole(spreadsheet("XLSX", names, at).write(again()))).get("xl/worksheets/sheet1.xml") ?? "";
  const number = (time: string) => (Date.parse(time) / 86_400_000 + 25_569).toFixed(8);
  const [, ...rows] = cellsOf(xml);
  expect(rows.map(([time = "", ...rest]) => [time && Number(time).toFixed(8), ...rest])).toEqual([
    [number("2026-03-01T23:59:59Z"), "Abono; <uno>", "-0.05"],
    [number("2026-03-02T00:00:00Z"), "'=X", "1234567890123456.78"],
    ["", "", ""],
  ]);
  expect(xml.endsWith('<row><c/><c/><c/></row></sheetData><autoFilter ref="A1:C4"/></worksheet>')).toBe(true);
});

test.each([
  ["x,=1+1", "x,'=1+1"],
  ["x, =cmd|' /C calc'!A0", "x,' =cmd|' /C calc'!A0"],
  ["x;@y", '"x;\'@y"'],
  ["x\n-1", '"x\n\'-1"'],
  ["x,\u200b＝1", "x,'\u200b＝1"],
  ['x,"=1"', '"x,\'""=1"""'],
  ["Calle 13, 60-22; Cali | Sur", '"Calle 13, 60-22; Cali | Sur"'],
  ["a=b, c-d", "a=b, c-d"],
])("a spreadsheet that parts cells elsewhere finds no formula in %j", async (text, cell) => {
  const csv = (await whole(spreadsheet("CSV", names, at).write(tableOf([["", text]])))).toString("utf8");
  expect(csv.endsWith(`Objeto\r\n;${cell}\r\n`)).toBe(true);
});
