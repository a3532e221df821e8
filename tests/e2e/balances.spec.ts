import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { beneficios, choose, open } from "@/tests/support/steps";

// Consultas > Saldos and Movimientos: the company's accounts at the bank, asked for when somebody looks, and monthly statements.

test.setTimeout(120_000);

const rows = (page: Page) => page.getByRole("group", { name: /^Movimientos de la cuenta/ }).locator("tbody tr");

test("balances of the bank come by themselves; movements are looked at by kind and word; a closed month is taken away", async ({
  page,
}) => {
  await signIn(page, "cm1");
  await choose(page, beneficios);
  await open(page, "Consultas", "Saldos");
  const current = page.getByRole("region", { name: "Cuentas Corrientes" });
  // The page was read before the bank was asked: what it says arrives without a press.
  await expect(current.getByRole("row", { name: /0012-3456-7890/ })).toContainText(/\$ [\d.]+,\d\d/, {
    timeout: 30_000,
  });
  await expect(current.getByText(/Consultado (hace|ahora|dentro de)/)).toBeVisible();
  for (const label of ["Saldo Disponible", "Saldo Canje", "Saldo Actual"])
    await expect(current.getByRole("columnheader", { name: label })).toBeVisible();
  await expect(page.getByRole("region", { name: "Cuentas Ahorros" })).toContainText("No existen registros");
  await findsNothing(page, "balances");
  await page.getByRole("link", { name: "Consolidados" }).click();
  await page.waitForURL(/vista=consolidados/);
  const total = page.getByRole("group", { name: "Total COP" });
  await expect(total.getByRole("row", { name: /^Cuentas maestras 2 / })).toBeVisible();
  await expect(total.getByRole("row", { name: /^Total COP 3 / })).toBeVisible();
  await findsNothing(page, "consolidated");

  await page.getByRole("link", { name: "Por producto" }).click();
  await page.getByRole("link", { name: "0012-3456-7890" }).click();
  await page.waitForURL(/movimientos\?cuenta=0012-3456-7890/);
  await expect(rows(page).first()).toBeVisible();
  await findsNothing(page, "movements");
  await page.getByRole("link", { name: "Devoluciones Cheques" }).click();
  await page.waitForURL(/clase=devoluciones/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Cheque devuelto 000123");
  await page.getByRole("link", { name: "Notas Débito y Crédito" }).click();
  await page.waitForURL(/clase=notas/);
  await expect(rows(page).first()).toContainText(/Nota (débito|crédito)/);
  const box = page.getByRole("searchbox", { name: "Descripción o referencia" });
  await box.fill("gravamen");
  await box.press("Enter");
  await page.waitForURL(/buscar=gravamen/);
  await expect(rows(page).first()).toContainText("Gravamen a los movimientos financieros");
  await box.fill("nada de esto");
  await box.press("Enter");
  await expect(page.getByText("No existen registros")).toBeVisible();
  await page.goto("/empresas/E1/P1/consultas/movimientos?cuenta=0012-3456-7890&ver=25&pagina=2");
  await expect(rows(page)).toHaveCount(25);

  const statements = page.getByRole("region", { name: "Extractos mensuales" });
  const pdf = statements.getByRole("link", { name: /en PDF$/ }).first();
  const csv = statements.getByRole("link", { name: /en CSV$/ }).first();
  const paper = await page.request.get((await pdf.getAttribute("href")) ?? "");
  expect([paper.status(), paper.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  expect((await paper.body()).subarray(0, 5).toString()).toBe("%PDF-");
  const [file] = await Promise.all([page.waitForEvent("download"), csv.click()]);
  expect(file.suggestedFilename()).toMatch(/^extracto-E1-0012-3456-7890-\d{4}-\d\d\.csv$/);
  const lines = (await (await page.request.get((await csv.getAttribute("href")) ?? "")).text()).split("\r\n");
  expect(lines[0]).toBe("\uFEFFExtracto");
  expect(lines.find((line) => line.startsWith("Saldo final;"))).toMatch(/^Saldo final;\d+,\d\d$/);

  await page.getByRole("link", { name: "Cuenta maestra", exact: true }).first().click();
  await expect(page.getByRole("region", { name: "Extractos mensuales" })).toBeVisible();
});

test("who reads without exporting finds no statement to take", async ({ page }) => {
  await signIn(page, "consulta1");
  await page.goto("/empresas/E1/P1/consultas/movimientos");
  await expect(page.getByRole("heading", { name: "Movimientos", level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "Extractos mensuales" })).toHaveCount(0);
  for (const address of ["/api/extractos/E1/P1?mes=2026-10", "/api/extractos/E1/P1/pdf?mes=2026-10"])
    expect((await page.request.get(address)).status()).toBe(404);
});
