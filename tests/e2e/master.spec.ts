import type { Page } from "@playwright/test";
import { withEmbedded } from "@/lib/cli/data-dir";
import { formatMoney } from "@/lib/money";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { expect, test } from "@/tests/e2e/fixture";
import { clave, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";

// The manual's chapter 5, by its labels, on the product of which no other journey speaks.

const path = "/empresas/E1/P2/servicios/cuenta-maestra";

async function masterCents(): Promise<number> {
  const [row] = await asOwner<{ cents: string }>(
    "SELECT a.balance_cents AS cents FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P2' AND a.kind = 'MASTER'",
  );
  return Number(row?.cents);
}

/** What stands on the card of this journey, as the page writes it, with so much more. */
async function onCard(more = 0): Promise<string> {
  const [row] = await asOwner<{ cents: string }>(
    "SELECT a.balance_cents AS cents FROM account a JOIN card c ON c.id = a.card_id WHERE c.reference = '1100000007'",
  );
  return formatMoney(BigInt(row?.cents ?? 0) + BigInt(more), "COP");
}

const dialog = (page: Page) => page.getByRole("dialog");
const rowOf = (page: Page, document: string) => page.getByRole("row", { name: new RegExp(document) });

/** The clave, and the press that the dialog names; the result comes in the same place. */
async function accepts(page: Page, press = "Aceptar", typed = clave): Promise<void> {
  await dialog(page).getByLabel("Clave", { exact: true }).fill(typed);
  await dialog(page).getByRole("button", { name: press, exact: true }).click();
}

/** The result window says so, and is closed. */
async function ends(page: Page, ...said: string[]): Promise<void> {
  for (const text of ["Realizada", ...said]) await expect(dialog(page)).toContainText(text);
  await expect(dialog(page)).toContainText(/CM-\d{4}-\d{6}/);
  await dialog(page).getByRole("button", { name: "Aceptar" }).click();
  await expect(dialog(page)).toBeHidden();
}

test("search a card, see its balance, credit it, debit it; several at once; recharge and withdraw", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signIn(page, "cm1");
  await page.goto("/empresas/E1/P2");
  await page.getByRole("navigation", { name: "Menú del producto" }).getByRole("button", { name: "Servicios" }).click();
  await page.getByRole("link", { name: "Cuenta maestra" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cuenta maestra" })).toBeVisible();
  await expect(page.getByText(/Mostrando 1 a 25 de 5\d/)).toBeVisible();
  await findsNothing(page, "cuenta maestra");
  const begun = await masterCents();

  const criteria = page.getByRole("region", { name: "Criterios de Búsqueda" });
  await criteria.getByLabel("Documento").fill("10000007");
  await criteria.getByRole("button", { name: "Buscar" }).click();
  await expect(page).toHaveURL(/documento=10000007/);
  await expect(page.getByRole("table", { name: "Tarjetas" }).getByRole("row")).toHaveCount(2);
  const row = rowOf(page, "CC 10000007");

  await row.getByRole("button", { name: "Consultar saldo" }).click();
  await accepts(page);
  await ends(page, "Saldo de la tarjeta", await onCard());

  await row.getByRole("textbox", { name: /^Monto para/ }).fill("150000");
  await row.getByRole("button", { name: "Abonar a tarjeta" }).click();
  await expect(dialog(page).getByLabel("Monto")).toHaveValue("150.000,00");
  await expect(dialog(page)).toContainText("Saldo después");
  await findsNothing(page, "abono");
  await accepts(page, "Aceptar", "no-es-la-clave-12");
  await expect(dialog(page)).toContainText("La clave no es correcta");
  await accepts(page);
  await ends(page, "$ 150.000,00");
  await expect(row.getByRole("textbox", { name: /^Monto para/ })).toHaveValue("");
  expect(await masterCents()).toBe(begun - 15_000_000);

  await row.getByRole("button", { name: "Cargo a tarjeta" }).click();
  await dialog(page).getByLabel("Monto").fill("50000");
  const left = await onCard(-5_000_000);
  await accepts(page);
  await expect(dialog(page)).toContainText(left);
  await findsNothing(page, "resultado");
  await ends(page);
  expect(await masterCents()).toBe(begun - 10_000_000);

  await row.getByRole("button", { name: "Abonar a tarjeta" }).click();
  await dialog(page).getByLabel("Monto").fill("9000000");
  await expect(dialog(page)).toContainText("Fondos insuficientes en la cuenta maestra: faltan");
  await accepts(page);
  await expect(dialog(page).getByRole("alert").filter({ hasText: "No se movió nada" })).toBeVisible();
  await dialog(page).getByRole("button", { name: "Cancelar" }).click();

  // What is no amount does not come into the box, is told in one sentence, and nothing moves.
  for (const [typed, says] of [
    ["10,005", "No es claro de cuánto se trata."],
    ["-5", "No es claro de cuánto se trata."],
    ["0", "Escriba un monto mayor que cero"],
  ] as const) {
    await row.getByRole("button", { name: "Abonar a tarjeta" }).click();
    await dialog(page).getByLabel("Monto").fill(typed);
    await accepts(page);
    await expect(dialog(page).getByText(says)).toBeVisible();
    await expect(dialog(page)).not.toContainText("Complete este campo");
    await dialog(page).getByRole("button", { name: "Cancelar" }).click();
  }
  expect(await masterCents()).toBe(begun - 10_000_000);

  // An issuer that takes its time: the window says so, and how it ended when it did.
  const core = makeSimulatorAdmin({
    url: process.env.SIMULATOR_URL ?? "",
    secret: withEmbedded().GATEWAY_SECRET ?? "",
  });
  await core.script({
    target: "core",
    operation: "instruction",
    match: { reference: "E1-CM-*" },
    behaviour: { do: "slow", ms: 8_000 },
  });
  await row.getByRole("button", { name: "Abonar a tarjeta" }).click();
  await dialog(page).getByLabel("Monto").fill("1");
  await accepts(page);
  await expect(dialog(page)).toContainText("La respuesta tarda más de lo usual.");
  await ends(page, "$ 1,00");
  await row.getByRole("button", { name: "Cargo a tarjeta" }).click();
  await dialog(page).getByLabel("Monto").fill("1");
  await accepts(page);
  await ends(page);

  await page.getByRole("link", { name: "Limpiar" }).click();
  await expect(page.getByText(/Mostrando 1 a 25 de 5\d/)).toBeVisible();
  for (const document of ["CC 10000050", "CC 10000049", "CC 10000048"])
    await rowOf(page, document).getByRole("checkbox").check();
  await page.getByLabel("Mismo monto para todas").fill("10000");
  await rowOf(page, "CC 10000049").getByRole("textbox").fill("25000,50");
  await expect(page.getByText("3 tarjetas, $ 45.000,50")).toBeVisible();
  await page.getByRole("button", { name: "Abonar seleccionadas" }).click();
  await expect(dialog(page)).toContainText("Total de 3 tarjetas$ 45.000,50");
  await findsNothing(page, "abono de varias");
  await accepts(page);
  await ends(page, "3 de 3", "$ 45.000,50");
  expect(await masterCents()).toBe(begun - 14_500_050);

  await page.getByRole("button", { name: "Recargar" }).click();
  await dialog(page).getByLabel("Monto").fill("250000");
  await dialog(page).getByLabel("Descripción").fill("Abonos de la semana");
  await findsNothing(page, "recarga");
  await accepts(page, "Recargar");
  await ends(page, "Abonos de la semana", "Referencia del banco");
  expect(await masterCents()).toBe(begun + 10_499_950);
  await page.getByRole("button", { name: "Retirar" }).click();
  await dialog(page).getByLabel("Monto").fill("100000");
  await dialog(page).getByLabel("Descripción").fill("Sobrante");
  await accepts(page, "Retirar");
  await ends(page, "Sobrante");
  expect(await masterCents()).toBe(begun + 499_950);
  await expect(page.getByRole("region", { name: "Últimas operaciones" }).getByRole("row").nth(1)).toContainText(
    "Retirar de la cuenta maestra",
  );
  await findsNothing(page, "cuenta maestra with operations");
});

test("who only reads sees cards and no verbs; who may not, no page", async ({ page }) => {
  await signIn(page, "auditor1");
  await page.goto(path);
  await expect(page.getByText(/Mostrando 1 a 25 de 5\d/)).toBeVisible();
  await expect(page.getByRole("button", { name: /Abonar|Recargar|Cargo/ })).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
});
