import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { cellsOf, unzipped } from "@/tests/support/unzipped";

// Reportes > Cuenta maestra as the manual has it (chapter 6), by somebody who may take it away and by those who may not.
test.use({ expectedComplaints: [/404 \(/] });

const report = "/empresas/E1/P1/reportes/cuenta-maestra";
const files = "/api/reportes/E1/P1/cuenta-maestra";

async function downloaded(page: Page, name: string): Promise<{ file: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("main").getByRole("link", { name, exact: true }).click(),
  ]);
  return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("the report is found in the catalogue, asked by its criteria and taken away whole", async ({ page }) => {
  await signIn(page, "cm1");
  await page.goto("/empresas/E1/P1");
  await page.getByRole("button", { name: "Reportes", exact: true }).click();
  await page.getByRole("link", { name: "Catálogo de reportes" }).click();
  await expect(page.getByRole("heading", { name: "Catálogo de reportes", level: 1 })).toBeVisible();
  await findsNothing(page, "catalogue of reports");
  await page.getByLabel("Catálogo", { exact: true }).selectOption({ label: "Cuenta maestra" });
  await page.getByRole("button", { name: "Ver reporte" }).click();
  await expect(page).toHaveURL(new RegExp(`${report}$`));
  await expect(page.getByRole("heading", { name: "Cuenta maestra", level: 1 })).toBeVisible();
  await findsNothing(page, "master account report");

  const form = page.getByRole("form", { name: "Criterios de Búsqueda" });
  await form.getByLabel("Tipo de movimiento").selectOption({ label: "Saldo inicial" });
  await form.getByRole("button", { name: "Buscar" }).click();
  await expect(page).toHaveURL(/tipo=opening/);
  const [truth] = await asOwner<{ count: number; cents: string }>(
    `SELECT count(*)::int, coalesce(sum(m.cents), 0)::text AS cents FROM master_movement m JOIN account a ON a.id = m.account_id
       JOIN product p ON p.id = a.product_id AND p.code = 'P1' WHERE m.kind = 'opening'`,
  );
  const totals = page.getByRole("region", { name: "Totales de lo encontrado" });
  await expect(totals).toContainText(`Registros${truth?.count}`);
  await expect(page.getByRole("row").filter({ hasText: "Saldo inicial" })).toHaveCount(truth?.count ?? 0);
  // The line's title is what it says, in a sentence.
  await expect(page.getByRole("figure").getByRole("heading")).toHaveText(
    /^El saldo (subió|bajó|no cambió|pasó de|terminó como empezó) /,
  );

  const csv = await downloaded(page, "CSV");
  expect(csv.file).toMatch(/^cuenta-maestra-E1-P1-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = csv.bytes.toString("utf8").split("\r\n");
  expect(lines.some((line) => line.includes("Tipo de movimiento: Saldo inicial"))).toBe(true);
  const rows = lines.slice(lines.findIndex((line) => line.startsWith("Fecha y hora;")) + 1, -1);
  expect(rows).toHaveLength(truth?.count ?? 0);
  const excel = await downloaded(page, "Excel");
  const [, ...cells] = cellsOf(unzipped(excel.bytes).get("xl/worksheets/sheet1.xml") ?? "");
  expect(cells.map((row) => row[5]?.replace(".", ","))).toEqual(rows.map((row) => row.split(";")[5]));
  expect((await downloaded(page, "PDF")).bytes.subarray(0, 5).toString()).toBe("%PDF-");

  await page.getByRole("link", { name: "Imprimir", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Cuenta maestra para imprimir" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Tipo de movimiento: Saldo inicial");
  await findsNothing(page, "a report to print");
  // On a sheet of A4, lying, within its margins, every column is there.
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 1032, height: 700 });
  const hidden = await page
    .getByRole("group", { name: "Cuenta maestra" })
    .evaluate((table) => table.scrollWidth - table.clientWidth);
  expect(hidden).toBeLessThanOrEqual(0);
  await expect(page.getByText("Saltar al contenido")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.goto(`${report}?desde=2026-02-30`);
  await expect(page.getByRole("main")).toContainText("Una de las fechas no es un día del calendario");
  await expect(page.getByRole("table")).toHaveCount(0);
  await findsNothing(page, "criteria that are wrong");
  expect((await page.request.get(`${files}/csv?desde=2026-02-30`)).status()).toBe(409);

  const [left] = await asOwner<{ formats: string }>(
    `SELECT string_agg(data->>'format', ' ' ORDER BY id) AS formats FROM (SELECT id, data FROM audit_event
       WHERE actor = 'cm1' AND event LIKE 'masterreport.%ed' AND result = 'done' ORDER BY id DESC LIMIT 4) e`,
  );
  expect(left?.formats).toBe("CSV XLSX PDF PRINT");
});

test("who may read and no more finds no button and no file; who may not read finds no report", async ({ page }) => {
  await signIn(page, "auditor1");
  await page.goto(report);
  await expect(page.getByRole("heading", { name: "Cuenta maestra", level: 1 })).toBeVisible();
  for (const name of ["Excel", "CSV", "PDF", "Imprimir"])
    await expect(page.getByRole("main").getByRole("link", { name, exact: true })).toHaveCount(0);
  for (const kind of ["excel", "csv", "pdf"])
    expect((await page.request.get(`${files}/${kind}`)).status(), kind).toBe(404);
  expect((await page.goto(`${report}/impresion`))?.status()).toBe(404);
  await changePerson(page, "consulta1");
  expect((await page.goto(report))?.status()).toBe(404);
});
