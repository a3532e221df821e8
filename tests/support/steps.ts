import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { clave, codeOf, mailTo } from "@/tests/support/login";
import { ofBeneficios, ofCombustible, type Placed, placeLot, placeOrder } from "@/tests/support/placed";

// The steps of the manual, by role and label, as every journey walks them.

export type Product = { company: string; product: string };
export const beneficios: Product = { company: "Comercial Andina S.A.S.", product: "Tarjeta Beneficios" };
export const combustible: Product = { company: "Transportes del Sur S.A.S.", product: "Tarjeta Combustible" };

const placeOf = (where: Product): Placed => (where === beneficios ? ofBeneficios : ofCombustible);

/** From Empresas into a product. */
export async function choose(page: Page, { company, product }: Product): Promise<void> {
  await page.goto("/empresas");
  await expect(page.getByRole("main").getByRole("heading", { name: company })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: product }).click();
  await page.waitForURL(/\/empresas\/E\d\/P\d/);
}

/** Through the product's menu: one press shows the entries, one more opens the screen. */
export async function open(page: Page, group: "Lotes" | "Consultas", entry: string): Promise<void> {
  const menu = page.getByRole("navigation", { name: "Menú del producto" });
  await menu.getByRole("button", { name: group, exact: true }).click();
  await menu.getByRole("link", { name: entry, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: entry })).toBeVisible();
}

type File = { name: string; bytes: Buffer };

/** Chooses the type, gives the file, sends it. Returns the new lot's number once the tray shows it. */
export async function send(page: Page, type: string, { name, bytes }: File): Promise<string> {
  await page.getByLabel("Tipo de lote").selectOption({ label: type });
  await page.locator("main input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: bytes });
  await page.getByRole("button", { name: "Enviar" }).click();
  const notice = page.getByRole("main").getByText("la validación se encuentra en proceso");
  await expect(notice).toBeVisible();
  const number = /L-\d{4}-\d{6}/.exec((await notice.textContent()) ?? "")?.[0];
  if (!number) throw new Error("The notice names no lot");
  return number;
}

/** The row of a lot or an order. */
export const rowOf = (page: Page, number: string) => page.getByRole("row").filter({ hasText: number });

/** Waits until a row says a state; it does so by itself. */
export async function reaches(page: Page, number: string, state: string): Promise<void> {
  await expect(rowOf(page, number)).toContainText(state, { timeout: 90_000 });
}

/** Confirms a lot of the tray with the clave. */
export async function confirmInTray(page: Page, number: string): Promise<void> {
  await rowOf(page, number).getByRole("button", { name: "Confirmar" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(number);
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Confirmar" }).click();
  await reaches(page, number, "Por autorizar");
}

/** Chooses lots in Autorización, gives the clave and comes to the calculated order. */
export async function calculate(
  page: Page,
  numbers: readonly string[],
  process: "Por lote" | "Por tipo de lote" = "Por lote",
): Promise<void> {
  await open(page, "Lotes", "Autorización de Lotes");
  for (const number of numbers) await page.getByRole("checkbox", { name: number }).check();
  await page.getByRole("radio", { name: process, exact: true }).check();
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await page.getByRole("button", { name: "Autorizar", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Orden de servicio calculada" })).toBeVisible();
}

/** The second press, on the calculated order. */
export async function authorize(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Autorizar", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Orden de servicio calculada" })).toBeHidden();
}

/** A lot confirmed by the company's preparer; ends signed in as them. */
export const confirmedLot = (page: Page, where: Product, { bytes }: File): Promise<string> =>
  placeLot(page, placeOf(where), bytes, "RECARGA");

/** The number of the newest order of the list. */
export async function newestOrder(page: Page): Promise<string> {
  const text = await page
    .getByRole("main")
    .getByText(/OS-\d{4}-\d{6}/)
    .first()
    .textContent();
  return /OS-\d{4}-\d{6}/.exec(text ?? "")?.[0] ?? "";
}

/** Signs as so many as the company asks; returns the order's number; ends at the orders, signed in as the last signer. */
export async function orderedLot(page: Page, where: Product, lot: string): Promise<string> {
  const order = await placeOrder(page, placeOf(where), lot);
  await choose(page, where);
  await open(page, "Consultas", "Órdenes de Servicio");
  return order;
}

/** Asks for the code, reads it in the mail and gives it. */
export async function pay(page: Page, payer: string, order: string): Promise<void> {
  await rowOf(page, order).getByRole("button", { name: "Pagar" }).click();
  const field = page.getByLabel("Código", { exact: true });
  await expect(field).toBeVisible();
  await field.fill(codeOf(await mailTo(page.request, payer, order)));
  await page.getByRole("button", { name: "Aceptar" }).click();
}

/** A RECARGA of some cards, different each time. */
export function rechargeOf(lines: number, first = 10_000_001): File {
  const reference = randomUUID().slice(0, 8);
  const rows = Array.from({ length: lines }, (_, index) => `CC;${first + index};${1_500 + index},50;${reference}`);
  return {
    name: `recarga-${reference}.txt`,
    bytes: Buffer.from(`tipo_documento;numero_documento;monto;referencia\n${rows.join("\n")}\n`),
  };
}
