import { expect, test } from "vitest";
import { sheetLines, xlsxOf } from "@/lib/files/sheet";
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
  const files = unzipped(await whole(xlsxOf({ ...table, lines: sheetLines(table, 3) }, names, at, 3)));
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
