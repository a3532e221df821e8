import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { activityPdf } from "@/lib/activity/pdf";
import type { ActivityRow } from "@/lib/activity/queries";
import { xlsxOf } from "@/lib/files/sheet";
import type { Table } from "@/lib/files/table";

// Independent readers judge what leaves the portal as a file: openpyxl opens the sheets, pdftotext and qpdf the paper.
const folder = mkdtempSync(join(tmpdir(), "sheet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = new Date("2026-11-22T15:00:00Z");
const reader = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([[sheet.title, sheet.freeze_panes, sheet.auto_filter.ref,
  [[[cell.data_type, cell.value.isoformat() if cell.data_type == "d" else cell.value] for cell in row] for row in sheet.iter_rows()]] for sheet in book]))
`;

type Sheet = [
  title: string,
  frozen: string | null,
  filter: string | null,
  rows: [type: string, value: string | null][][],
];

async function read(table: Table, rowsMax?: number): Promise<Sheet[]> {
  const file = join(folder, "tabla.xlsx");
  const chunks: Uint8Array[] = [];
  for await (const chunk of xlsxOf(table, { rows: "Actividad", about: "Sobre este archivo" }, at, rowsMax))
    chunks.push(chunk);
  writeFileSync(file, Buffer.concat(chunks));
  execFileSync("/usr/bin/python3", ["-m", "zipfile", "-t", file]);
  return JSON.parse(
    execFileSync("/usr/bin/python3", ["-W", "error", "-c", reader, file], { encoding: "utf8" }),
  ) as Sheet[];
}

function tableOf(rows: string[][]): Table {
  async function* parts() {
    yield rows;
  }
  return {
    head: { title: "Consulta de Actividad", facts: [["Empresa", "Comercial Andina S.A.S. (E1)"]] },
    columns: [
      { label: "Fecha", kind: "time", width: 20 },
      { label: "Acción", kind: "text", width: 40 },
    ],
    parts: parts(),
  };
}

test("openpyxl reads every cell as what it is, and none as a formula", async () => {
  const texts = ["Firmó el lote «L-1» & <b>", "=1+1", "  ＝2", "línea\notra", "00123", "🎁 株式会社", "\u0000x"];
  const [rows, about] = await read(tableOf(texts.map((text) => ["2026-11-22 10:05:09", text])));
  expect(rows?.slice(0, 3)).toEqual(["Actividad", "A2", "A1:B8"]);
  expect(rows?.[3].slice(1)).toEqual(
    ["Firmó el lote «L-1» & <b>", "'=1+1", "'  ＝2", "línea\notra", "00123", "🎁 株式会社", "\uFFFDx"].map((text) => [
      ["d", "2026-11-22T10:05:09"],
      ["s", text],
    ]),
  );
  expect(about?.[3]).toContainEqual([
    ["s", "Empresa"],
    ["s", "Comercial Andina S.A.S. (E1)"],
  ]);
});

test("what goes over a sheet's end stands in the next", async () => {
  const rows = Array.from({ length: 25 }, (_, index) => ["", `fila ${index}`]);
  const sheets = await read(tableOf(rows), 10);
  expect(sheets.map(([title]) => title)).toEqual(["Actividad", "Actividad 2", "Actividad 3", "Sobre este archivo"]);
  expect(sheets.slice(0, 3).flatMap(([, , , all]) => all.slice(1).map((row) => row[1]?.[1]))).toEqual(
    rows.map((row) => row[1]),
  );
});

test("ten thousand rows open", async () => {
  const [rows] = await read(
    tableOf(Array.from({ length: 10_000 }, (_, index) => ["2026-11-22 10:05:09", `fila ${index}`])),
  );
  expect(rows?.[3]).toHaveLength(10_001);
});

const event = (number: number): ActivityRow => ({
  id: String(number),
  at,
  actor: "firma1",
  name: "Fernando Ibáñez Torres",
  event: "batch.signed",
  service: "lotes.autorizacion",
  subject: `L-2026-${String(number).padStart(6, "0")}`,
  result: "done",
  address: "203.0.113.7",
  requestId: null,
  code: null,
  product: null,
  subjectName: null,
});

test("the paper says what it is, and every event of a thousand", async () => {
  const file = join(folder, "actividad.pdf");
  const rows = Array.from({ length: 1_000 }, (_, index) => event(index + 1));
  const head = { title: "Consulta de Actividad", facts: [["Filtros", "Usuario: firma1"]] as [string, string][] };
  writeFileSync(
    file,
    await activityPdf({
      head,
      kind: "company",
      rows,
      company: "Comercial Andina",
      timeZone: "America/Bogota",
      language: "es",
      printedAt: at,
    }),
  );
  expect(execFileSync("qpdf", ["--check", file], { encoding: "utf8" })).toContain(
    "No syntax or stream encoding errors found",
  );
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  for (const said of ["Usuario: firma1", "Autorización de Lotes", "Página 1 de", "22 nov 2026, 10:00:00"])
    expect(text).toContain(said);
  for (const { subject } of rows) expect(text).toContain(`Firmó el lote ${subject}`);
});
