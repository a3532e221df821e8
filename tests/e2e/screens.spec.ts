import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, codeOf, mailTo, signIn } from "@/tests/support/login";
import { authorize, beneficios, calculate, choose, confirmedLot, open, rechargeOf, rowOf } from "@/tests/support/steps";

// The lists as their addresses ask for them, and what a person takes away from a signature and a payment.

const rows = (page: Page) => page.getByRole("main").locator("tbody tr");

test("the tray is searched with /, narrowed by a chip and sorted by a press, all of it in the address", async ({
  page,
}) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("/");
  const box = page.getByRole("searchbox", { name: "Buscar lote, archivo o persona" });
  await expect(box).toBeFocused();
  await page.keyboard.type("P1-28");
  await page.keyboard.press("Enter");
  await page.waitForURL(/buscar=P1-28/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("nomina-p1-28.txt");
  await box.fill("gomez");
  await box.press("Enter");
  await page.waitForURL(/buscar=gomez/);
  await expect(rows(page).nth(1)).toBeVisible();
  await box.fill("100%_nada");
  await box.press("Enter");
  await expect(page.getByText("Ningún lote coincide con la búsqueda")).toBeVisible();
  await page.goto("/empresas/E1/P1/lotes/carga");
  await page.getByRole("button", { name: "Estado" }).click();
  await page.getByRole("link", { name: "Anulado" }).click();
  await page.waitForURL(/estado=ANNULLED/);
  await expect(rows(page).first()).toContainText("Anulado");
  await expect(page.getByRole("main").getByText("Procesado", { exact: true }).filter({ visible: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Quitar el filtro Estado" }).click();
  await expect(page).not.toHaveURL(/estado=/);
  await page.getByRole("columnheader", { name: "Total" }).getByRole("link").click();
  await page.waitForURL(/orden=-total/);
  await expect(page.getByRole("columnheader", { name: "Total" })).toHaveAttribute("aria-sort", "descending");
  const cents = (await rows(page).locator("td[data-label=Total]").allTextContents()).map((text) =>
    Number(text.replace(/\D/g, "")),
  );
  expect(cents).toEqual(cents.toSorted((one, other) => other - one));
});

test("orders are found by lot and by person, and keep the search when they are narrowed", async ({ page }) => {
  await signIn(page, "pagador1");
  await choose(page, beneficios);
  await open(page, "Consultas", "Órdenes de Servicio");
  const box = page.getByRole("searchbox", { name: "Buscar orden, factura, lote o persona" });
  await box.fill("L-2026-000012");
  await box.press("Enter");
  await page.waitForURL(/buscar=L-2026-000012/);
  await expect(rows(page)).toHaveCount(1);
  await box.fill("ibañez");
  await box.press("Enter");
  await page.waitForURL(/buscar=iba/);
  await expect(rows(page).nth(1)).toBeVisible();
  await page.getByLabel("Estado").selectOption({ label: "Anulado" });
  await page.getByRole("button", { name: "Buscar", exact: true }).click();
  await page.waitForURL(/estado=ANNULLED/);
  await expect(page).toHaveURL(/buscar=iba/);
  await expect(rows(page).first()).toContainText("Anulado");
  await page.getByRole("link", { name: "Quitar filtros" }).click();
  await expect(page).not.toHaveURL(/buscar=|estado=/);
});

test("a signature and a payment each leave a receipt that can be printed; a code says how long it lives", async ({
  page,
}) => {
  const lot = await confirmedLot(page, beneficios, rechargeOf(2));
  await changePerson(page, "firma1");
  await choose(page, beneficios);
  await calculate(page, [lot]);
  await expect(page.getByRole("timer")).toHaveText(/^Vence en [45]:\d\d$/);
  await expect(page.getByRole("main")).toContainText("El lote no tiene avisos.");
  await authorize(page);
  await page.getByRole("link", { name: "Ver comprobante" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Firmó 1 lote" })).toBeVisible();
  const receipt = page.getByRole("article");
  for (const text of [lot, "Fernando Ibáñez Torres", "Falta la firma de otra persona", "pesos", "Huella del contenido"])
    await expect(receipt).toContainText(text);
  await expect(receipt).toContainText(/Referencia [0-9a-f-]{36}/);
  await expect(receipt.getByRole("button", { name: "Imprimir" })).toBeVisible();
  const address = page.url();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: /Cuenta de/ })).toBeHidden();
  await expect(receipt.getByText(lot).first()).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  await changePerson(page, "firma2");
  await page.goto(address);
  await expect(page.getByText("Esta orden calculada ya no se puede autorizar")).toBeVisible();
  await choose(page, beneficios);
  await calculate(page, [lot]);
  await authorize(page);
  await page.getByRole("link", { name: "Ver comprobante" }).click();
  const order = /OS-\d{4}-\d{6}/.exec((await page.getByRole("article").textContent()) ?? "")?.[0] ?? "";
  await changePerson(page, "pagador1");
  await choose(page, beneficios);
  await open(page, "Consultas", "Órdenes de Servicio");
  await rowOf(page, order).getByRole("button", { name: "Pagar" }).click();
  await expect(page.getByRole("timer")).toHaveText(/^Vence en (10:00|9:\d\d)$/);
  await expect(page.getByText("Le quedan 5 intentos.")).toBeVisible();
  await page.getByLabel("Código", { exact: true }).fill(codeOf(await mailTo(page.request, "pagador1", order)));
  await page.getByRole("button", { name: "Aceptar" }).click();
  const paid = page.getByRole("article");
  await expect(paid).toContainText("Orden pagada", { timeout: 90_000 });
  await expect(paid).toContainText(order);
  await expect(paid.getByRole("button", { name: "Imprimir" })).toHaveCount(1);
});
