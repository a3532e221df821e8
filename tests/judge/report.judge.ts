import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { read, runCommand } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { spreadsheet } from "@/lib/files/spreadsheet";
import { beginReportExport, reportNames, reportPdf } from "@/lib/reports/export";
import { masterReport } from "@/lib/reports/master-movements";
import { asOwner, demonstration, signedIn } from "@/tests/support/make";
import { manyMovements } from "@/tests/support/movements";

// What a report's files say to others than us: openpyxl sums the sheet, pdftotext reads the paper.
const folder = mkdtempSync(join(tmpdir(), "report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const many = 200_000;
let cm1: Caller;
beforeAll(async () => {
  await demonstration();
  await manyMovements(many);
  cm1 = await signedIn("cm1");
}, 120_000);

const reader = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
sheet = book.worksheets[0]
count = cents = balance = formulas = texts = 0
kinds = set()
for row in sheet.iter_rows(min_row=2):
    count += 1
    cents += round(row[5].value * 100)
    balance = round(row[6].value * 100) if count == 1 else balance
    formulas += sum(1 for cell in row if cell.data_type == "f")
    kinds.add(tuple(cell.data_type for cell in row if cell.value is not None))
about = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
print(json.dumps([count, str(cents), str(balance), formulas, sorted(kinds), about]))
`;

test("openpyxl counts and sums 200,000 movements as SQL does, each cell of its type", {
  timeout: 300_000,
}, async () => {
  const { names, begun } = await runCommand(cm1, "masterreport.export", async (ctx) => ({
    names: reportNames(ctx, masterReport),
    begun: await beginReportExport(ctx, masterReport, {}, "XLSX"),
  }));
  const chunks: Uint8Array[] = [];
  const table = begun((work) => read(cm1, "masterreport.export", work));
  for await (const chunk of spreadsheet("XLSX", names, new Date()).write(table)) chunks.push(chunk);
  const file = join(folder, "reporte.xlsx");
  writeFileSync(file, Buffer.concat(chunks));
  const told = JSON.parse(execFileSync("/usr/bin/python3", ["-W", "error", "-c", reader, file], { encoding: "utf8" }));
  const [count, cents, newest, formulas, kinds, about] = told;
  const [truth] = await asOwner<{ count: number; cents: string; newest: string }>(
    `SELECT count(*)::int, sum(m.cents)::text AS cents, (array_agg(m.balance_cents ORDER BY m.number DESC))[1]::text AS newest
       FROM master_movement m JOIN account a ON a.id = m.account_id JOIN product p ON p.id = a.product_id AND p.code = 'P1'`,
  );
  expect([count, cents, newest, formulas]).toEqual([truth?.count, truth?.cents, truth?.newest, 0]);
  for (const types of kinds as string[][]) expect([types[0], ...types.slice(-2)]).toEqual(["d", "n", "n"]);
  expect(about).toContainEqual(["Registros", String(truth?.count)]);
});

test("the paper says what was asked, its totals and every row", async () => {
  const search = { tipo: "credit", buscar: "L-2026-000015" };
  const draw = await runCommand(cm1, "masterreport.pdf", (ctx) => reportPdf(ctx, masterReport, search));
  const file = join(folder, "reporte.pdf");
  writeFileSync(file, await draw());
  expect(execFileSync("qpdf", ["--check", file], { encoding: "utf8" })).toContain(
    "No syntax or stream encoding errors",
  );
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  const found = await read(cm1, "masterreport.read", (ctx) => {
    const asked = masterReport.criteria.parse(search);
    return masterReport.find(ctx, asked);
  });
  expect(found.count).toBeGreaterThan(50);
  expect(text.match(/L-2026-000015/g)).toHaveLength(found.count + 1);
  expect(text.match(/ \d{4}, \d\d:\d\d:\d\d /g)?.length).toBeGreaterThanOrEqual(found.count);
  for (const said of [
    "Tipo de movimiento: Abono a una tarjeta",
    "Camila Ortiz Arango (cm1)",
    "Página 1 de",
    "Saldo al terminar",
  ])
    expect(text).toContain(said);
});
