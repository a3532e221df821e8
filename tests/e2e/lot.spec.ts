import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, clave, signIn } from "@/tests/support/login";
import { asOwner } from "@/tests/support/running";
import {
  authorize,
  beneficios,
  calculate,
  choose,
  combustible,
  confirmedLot,
  confirmInTray,
  newestOrder,
  open,
  orderedLot,
  pay,
  reaches,
  rechargeOf,
  rowOf,
  send,
} from "@/tests/support/steps";

// The browser itself writes down every refused request.
test.use({ expectedComplaints: [/409 \(Conflict\).*\/api\/cargas\//] });

const sample = (name: string) => ({ name, bytes: readFileSync(join(import.meta.dirname, "../files/samples", name)) });

const cardsOfP1 = async () => {
  const [row] = await asOwner<{ cents: string }>(
    "SELECT sum(a.balance_cents)::text AS cents FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind = 'CARD'",
  );
  return BigInt(row?.cents ?? 0);
};

test("a lot goes from a file to the cards", async ({ page }) => {
  const before = await cardsOfP1();
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  const lot = await send(page, "Recarga de tarjetas", sample("recarga-200.txt"));
  await reaches(page, lot, "Por confirmar");
  await expect(rowOf(page, lot)).toContainText("recarga-200.txt");
  await expect(rowOf(page, lot)).toContainText("$ 80.388.199,00");
  await rowOf(page, lot).getByRole("link", { name: "Ver detalle" }).click();
  await expect(page.getByRole("heading", { level: 1, name: lot })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("UTF-8");
  await page.getByRole("button", { name: "Confirmar" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("900512347-2");
  await dialog.getByLabel("Clave", { exact: true }).fill("no-es-mi-clave");
  await dialog.getByRole("button", { name: "Confirmar" }).click();
  await expect(dialog).toContainText("La clave no es correcta");
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Confirmar" }).click();
  await expect(page.getByRole("main").getByText("Por autorizar").first()).toBeVisible();

  await changePerson(page, "firma1");
  await choose(page, beneficios);
  await calculate(page, [lot]);
  const calculated = page.getByRole("main");
  for (const figure of ["$ 80.388.199,00", "$ 160.000,00", "$ 30.400,00", "$ 80.578.599,00"])
    await expect(calculated).toContainText(figure);
  await authorize(page);
  await expect(rowOf(page, lot)).toContainText("1 de 2 firmas");
  await expect(page.getByRole("checkbox", { name: lot })).toBeDisabled();

  await changePerson(page, "firma2");
  await choose(page, beneficios);
  await calculate(page, [lot]);
  await authorize(page);
  await open(page, "Consultas", "Órdenes de Servicio");
  const order = await newestOrder(page);
  await reaches(page, order, "Autorizado");

  await changePerson(page, "pagador1");
  await choose(page, beneficios);
  await open(page, "Consultas", "Órdenes de Servicio");
  await pay(page, "pagador1", order);
  await expect(page.getByRole("main").getByText("Procesado", { exact: true }).first()).toBeVisible({ timeout: 90_000 });
  expect((await cardsOfP1()) - before).toBe(8_038_819_900n);

  await open(page, "Consultas", "Órdenes de Servicio");
  await reaches(page, order, "Procesado");
  const download = page.waitForEvent("download");
  await rowOf(page, order).getByRole("link", { name: "Descargar como PDF" }).click();
  const pdf = await download;
  expect(pdf.suggestedFilename()).toBe(`${order}.pdf`);
  expect(
    readFileSync((await pdf.path()) ?? "")
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  await rowOf(page, order).getByRole("link", { name: "Ver detalle" }).click();
  await page.getByRole("main").getByRole("link", { name: lot }).click();
  await page.getByRole("link", { name: /^Líneas/ }).click();
  await expect(page.getByRole("row").filter({ hasText: "Procesada" }).first()).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("Rechazada");
});

test("a file with errors is red, names each of its seven faults, is not confirmed and can be deleted", async ({
  page,
}) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  const lot = await send(page, "Recarga de tarjetas", sample("recarga-errores.txt"));
  await reaches(page, lot, "Con errores");
  await expect(rowOf(page, lot)).toContainText("7 errores");
  await expect(rowOf(page, lot).getByRole("button", { name: "Confirmar" })).toBeDisabled();
  await rowOf(page, lot).getByRole("link", { name: "Ver detalle" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(lot);
  const faults: [string, string, string, string][] = [
    ["3", "Monto", "1.500", "puede ser 1500 o tener decimales"],
    ["4", "Número de documento", "99999999", "No hay una tarjeta de este producto"],
    ["5", "Tipo de documento", "XX", "El tipo de documento no existe"],
    ["6", "Monto", "-20000,00", "no lleva signo"],
    ["7", "Monto", "20000,005", "tiene 3 decimales"],
    ["8", "Número de documento", "10000001", "repite la persona o tarjeta de la línea 2"],
    ["9", "Número de documento", "900512347-1", "900512347-2"],
  ];
  const rows = page.getByRole("table").getByRole("row");
  for (const [line, column, value, words] of faults) {
    const row = rows.filter({ has: page.getByRole("cell", { name: line, exact: true }) });
    for (const text of [column, value, words]) await expect(row).toContainText(text);
  }
  await expect(page.getByRole("button", { name: "Confirmar" })).toBeDisabled();
  await page.getByRole("button", { name: "Eliminar" }).click();
  await page.getByRole("dialog").or(page.getByRole("alertdialog")).getByRole("button", { name: "Eliminar" }).click();
  await expect(page.getByRole("main")).toContainText("El lote se eliminó.");
  await reaches(page, lot, "Anulado");
});

test("an emission keeps the names of its people, from Windows-1252", async ({ page }) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  const lot = await send(page, "Emisión de tarjetas nominadas", sample("emision-25.csv"));
  await reaches(page, lot, "Por confirmar");
  await rowOf(page, lot).getByRole("link", { name: "Ver detalle" }).click();
  for (const text of ["Windows-1252", "María José", "Ibáñez", "Agüero", "Peñaloza"])
    await expect(page.getByRole("main")).toContainText(text);
});

test("a control line that differs refuses the file with both numbers", async ({ page }) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  const lot = await send(page, "Recarga de tarjetas", sample("recarga-control.csv"));
  await reaches(page, lot, "Con errores");
  await rowOf(page, lot).getByRole("link", { name: "Ver detalle" }).click();
  for (const sum of ["$ 310,00", "$ 300,00"]) await expect(page.getByRole("main")).toContainText(sum);
});

test("other types and spreadsheets are refused with a sentence", async ({ page }) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  await page.getByLabel("Tipo de lote").selectOption({ label: "Cargo a tarjetas" });
  await page
    .locator("main input[type=file]")
    .setInputFiles({ name: "x.txt", mimeType: "text/plain", buffer: rechargeOf(2).bytes });
  await page.getByRole("button", { name: "Enviar" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Por ahora se reciben lotes de Recarga y de Emisión",
  );
  const sheet = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.from("[Content_Types].xml xl/workbook.xml")]);
  const lot = await send(page, "Recarga de tarjetas", { name: "lote.xlsx", bytes: sheet });
  await reaches(page, lot, "Con errores");
  await rowOf(page, lot).getByRole("link", { name: "Ver detalle" }).click();
  await expect(page.getByRole("main")).toContainText("Por ahora se reciben archivos .txt y .csv");
});

test("a signer rejects with a reason instead; the preparer reads it", async ({ page }) => {
  const lot = await confirmedLot(page, beneficios, rechargeOf(3));
  await changePerson(page, "firma1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Autorización de Lotes");
  await rowOf(page, lot).getByRole("button", { name: "Rechazar" }).click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await dialog.getByLabel("Motivo").fill("El auxilio es del mes pasado");
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Rechazar" }).click();
  await expect(page.getByRole("main")).toContainText("El lote se rechazó.");
  await changePerson(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  await reaches(page, lot, "Rechazado");
  await rowOf(page, lot).getByRole("link", { name: "Ver detalle" }).click();
  await expect(page.getByRole("main")).toContainText("El auxilio es del mes pasado");
});

test("the preparer has no way to sign, not even by its address", async ({ page }) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await page.getByRole("button", { name: "Lotes", exact: true }).click();
  await expect(page.getByRole("link", { name: "Carga de Lotes" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Autorización de Lotes" })).toHaveCount(0);
});

test("in E2 one signature is enough, and por tipo de lote makes one order of several lots", async ({ page }) => {
  const first = await confirmedLot(page, combustible, rechargeOf(3, 20_000_001));
  const second = await confirmedLot(page, combustible, rechargeOf(4, 20_000_010));
  await changePerson(page, "firma9");
  await choose(page, combustible);
  await calculate(page, [first, second], "Por tipo de lote");
  await authorize(page);
  await open(page, "Consultas", "Órdenes de Servicio");
  const order = await newestOrder(page);
  await rowOf(page, order).getByRole("link", { name: "Ver detalle" }).click();
  for (const lot of [first, second])
    await expect(page.getByRole("main").getByRole("link", { name: lot })).toBeVisible();
});

test("a withdrawn signature is missing again", async ({ page }) => {
  const lot = await confirmedLot(page, beneficios, rechargeOf(2));
  await changePerson(page, "firma1");
  await choose(page, beneficios);
  await calculate(page, [lot]);
  await authorize(page);
  await page.goto(`/empresas/E1/P1/lotes/${lot}`);
  await page.getByRole("button", { name: "Retirar mi firma" }).click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Retirar mi firma" }).click();
  await expect(page.getByRole("main").getByText("Por autorizar").first()).toBeVisible();
});

test("an order is annulled before its payment with the clave, and its lots with it", async ({ page }) => {
  const lot = await confirmedLot(page, beneficios, rechargeOf(5));
  const order = await orderedLot(page, beneficios, lot);
  await rowOf(page, order).getByRole("button", { name: "Anular orden" }).click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: /^(Aceptar|Anular orden)$/ }).click();
  await reaches(page, order, "Anulado");
  await page.goto(`/empresas/E1/P1/lotes/${lot}`);
  await expect(page.getByRole("main").getByText("Anulado").first()).toBeVisible();
});

test("a wrong code says how many tries are left; the right one of the mail still pays", async ({ page }) => {
  const lot = await confirmedLot(page, combustible, rechargeOf(2, 20_000_030));
  const order = await orderedLot(page, combustible, lot);
  await changePerson(page, "pagador9");
  await choose(page, combustible);
  await open(page, "Consultas", "Órdenes de Servicio");
  await rowOf(page, order).getByRole("button", { name: "Pagar" }).click();
  await page.getByLabel("Código", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Aceptar" }).click();
  await expect(page.getByText("Le quedan 4 intentos")).toBeVisible();
  const { codeOf, mailTo } = await import("@/tests/support/login");
  const mail = await mailTo(page.request, "pagador9", order);
  expect(mail.text).toMatch(/terminada en \d{4}/);
  await page.getByLabel("Código", { exact: true }).fill(codeOf(mail));
  await page.getByRole("button", { name: "Aceptar" }).click();
  await expect(page.getByRole("main").getByText("Procesado", { exact: true }).first()).toBeVisible({ timeout: 90_000 });
});

test("leaving ends the session on the server too", async ({ page, request }) => {
  await signIn(page, "maker1");
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ name: "__Host-contrafirma", httpOnly: true, secure: true, path: "/" });
  await page.getByRole("button", { name: /Cuenta de/ }).click();
  await page.getByRole("button", { name: "Salir de mi cuenta" }).click();
  await page.waitForURL("**/ingresar");
  const kept = await request.get("/empresas", {
    headers: { Cookie: `${cookie?.name}=${cookie?.value}` },
    maxRedirects: 0,
  });
  expect(kept.status()).toBe(307);
});

test("the lot is still there after leaving the page while it is being validated", async ({ page }) => {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  const lot = await send(page, "Recarga de tarjetas", rechargeOf(150));
  await page.goto("/empresas");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  await reaches(page, lot, "Por confirmar");
  await confirmInTray(page, lot);
});
