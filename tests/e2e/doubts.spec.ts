import type { Page } from "@playwright/test";
import { withEmbedded } from "@/lib/cli/data-dir";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, clave } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { combustible, confirmedLot, orderedLot, pay, rechargeOf } from "@/tests/support/steps";
import { tokenOf } from "@/tests/support/token";

// A payment that the bank took, a page and a card's credit that the core did, none of which they ever say, at the operator's desk.

const bank = () =>
  makeSimulatorAdmin({ url: process.env.SIMULATOR_URL ?? "", secret: withEmbedded().GATEWAY_SECRET ?? "" });
test.afterAll(() => bank().resetScripts());

/** Payments of E2 are debited and its pages done, and nothing that can be read comes back. */
async function silence(): Promise<void> {
  const match = { reference: "E2-*" };
  await bank().script(
    { target: "core", operation: "page", match, times: "always", behaviour: { do: "disconnect", afterWork: true } },
    { target: "core", operation: "pageStatus", match, times: "always", behaviour: { do: "html" } },
    { target: "bank", operation: "debit", match, times: "always", behaviour: { do: "disconnect", afterWork: true } },
    { target: "bank", operation: "debitStatus", match, times: "always", behaviour: { do: "html" } },
  );
}

async function confirms(page: Page, operator: string, button: string): Promise<void> {
  await asOwner("DELETE FROM totp_step");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Token", { exact: true }).fill(tokenOf(operator));
  await dialog.getByRole("button", { name: button, exact: true }).click();
}

test("is found, asked about again, and ended by two operators; so is its lot's page at the core", async ({ page }) => {
  await silence();
  const lot = await confirmedLot(page, combustible, rechargeOf(2, 20_000_001));
  const order = await orderedLot(page, combustible, lot);
  await changePerson(page, "pagador9");
  await page.goto("/empresas/E2/P9/consultas/ordenes");
  await pay(page, "pagador9", order);
  await expect(page.getByRole("main").getByText("En verificación").first()).toBeVisible({ timeout: 90_000 });

  await changePerson(page, "oper1");
  await page.goto("/operador/verificacion?buscar=transportes");
  const row = page.getByRole("row").filter({ hasText: order });
  await expect(row).toContainText("Transportes del Sur");
  await findsNothing(page, "what is in doubt");
  await row.getByRole("link", { name: order }).click();
  await expect(page.getByRole("heading", { level: 1, name: order })).toBeVisible();
  await page.getByRole("button", { name: "Preguntar de nuevo" }).click();
  await expect(page.getByText("Respondió ahora mismo.")).toBeVisible({ timeout: 90_000 });
  const now = page.getByRole("region", { name: "Lo que dice el banco ahora" });
  await expect(now).toContainText("Respondió algo que no es una respuesta");
  await page.getByText("Ver la respuesta tal como llegó").first().click();
  await expect(page.getByText("502 Bad Gateway").first()).toBeVisible();
  await findsNothing(page, "a payment in doubt");

  await page.getByRole("radio", { name: /^Se debitó/ }).check();
  await page.getByLabel("Cómo se sabe").fill("Lo confirmó por teléfono Marta Ruiz, comprobante 4471.");
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(page.getByText("Escriba la referencia con la que el banco confirma el débito.")).toBeVisible();
  await page.getByLabel("Referencia del banco").fill(`FAX-${order}`);
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(page.getByRole("dialog")).toContainText(`FAX-${order}`);
  await confirms(page, "oper1", "Aceptar y Confirmar");
  await expect(page.getByText("Usted pidió este cambio: lo decide otro operador.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Aprobar" })).toHaveCount(0);

  await changePerson(page, "oper2");
  await page.goto(`/operador/verificacion/E2/${order}`);
  await page.getByRole("link", { name: "Ir a los cambios" }).click();
  await expect(page.getByRole("main")).toContainText("Se debitó");
  await page.getByRole("button", { name: "Aprobar" }).click();
  await confirms(page, "oper2", "Aprobar");
  await expect(page.getByText("El cambio quedó aplicado.")).toBeVisible();

  await opens(page, order, "Este pago ya no está en duda");
  await expect(page.getByRole("region", { name: "Lo que enviamos" })).toContainText(`FAX-${order}`);

  await changePerson(page, "oper1");
  await opens(page, lot, "Resolver a mano");
  await page.getByRole("radio", { name: /^Los hizo todos/ }).check();
  await page.getByLabel("Cómo se sabe").fill("Lo confirmó el emisor por correo, caso 88.");
  await findsNothing(page, "a page in doubt");
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(page.getByRole("dialog")).toContainText("Hechos por el emisor");
  await confirms(page, "oper1", "Aceptar y Confirmar");
  await expect(page.getByText("Usted pidió este cambio: lo decide otro operador.")).toBeVisible();
  await changePerson(page, "oper2");
  await page.goto(`/operador/verificacion/E2/${lot}`);
  await page.getByRole("link", { name: "Ir a los cambios" }).click();
  await page.getByRole("button", { name: "Aprobar" }).click();
  await confirms(page, "oper2", "Aprobar");
  await expect(page.getByText("El cambio quedó aplicado.")).toBeVisible();
  await opens(page, lot, "Los abonos de este lote ya no están en duda: el lote está «Procesado».");
});

test("so is a credit of a card, of which its treasurer is told that nobody knows yet, and not to repeat it", async ({
  page,
}) => {
  const match = { reference: "E1-CM-*" };
  await bank().script(
    {
      target: "core",
      operation: "instruction",
      match,
      times: "always",
      behaviour: { do: "disconnect", afterWork: true },
    },
    { target: "core", operation: "instructionStatus", match, times: "always", behaviour: { do: "html" } },
  );
  await changePerson(page, "cm1");
  await page.goto("/empresas/E1/P2/servicios/cuenta-maestra?documento=10000040");
  const card = page.getByRole("row", { name: /CC 10000040/ });
  await card.getByRole("textbox", { name: /^Monto para/ }).fill("1500");
  await card.getByRole("button", { name: "Abonar a tarjeta" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Aceptar", exact: true }).click();
  await expect(dialog).toContainText("No sabemos aún si se hizo y seguimos preguntando.", { timeout: 60_000 });
  await expect(dialog).toContainText("No la repita.");
  await findsNothing(page, "a credit in doubt");
  const number = /CM-\d{4}-\d{6}/.exec((await dialog.textContent()) ?? "")?.[0] ?? "";
  await dialog.getByRole("button", { name: "Aceptar", exact: true }).click();
  const latest = page.getByRole("region", { name: "Últimas operaciones" }).getByRole("row", { name: number });
  await expect(latest).toContainText("En verificación");

  await changePerson(page, "oper1");
  await page.goto(`/operador/verificacion?buscar=${number}`);
  await page.getByRole("link", { name: number }).click();
  await expect(page.getByRole("main")).toContainText("Abono a una tarjeta");
  await expect(page.getByRole("main")).not.toContainText(/4507|••/);
  await findsNothing(page, "an instruction in doubt");
  await page.getByRole("radio", { name: /^Se hizo/ }).check();
  await page.getByLabel("Cómo se sabe").fill("Lo confirmó el emisor por correo, caso 91.");
  await page.getByRole("button", { name: "Continuar" }).click();
  await confirms(page, "oper1", "Aceptar y Confirmar");
  await expect(page.getByText("Usted pidió este cambio: lo decide otro operador.")).toBeVisible();
  await changePerson(page, "oper2");
  await page.goto(`/operador/verificacion/E1/${number}`);
  await page.getByRole("link", { name: "Ir a los cambios" }).click();
  await page.getByRole("button", { name: "Aprobar" }).click();
  await confirms(page, "oper2", "Aprobar");
  await opens(page, number, "Esta operación ya no está en duda: se hizo.", "E1");

  await changePerson(page, "cm1");
  await page.goto("/empresas/E1/P2/servicios/cuenta-maestra");
  await expect(latest).toContainText("Realizada");
});

/** Opens what is, or was, in doubt until its page says so. */
async function opens(page: Page, subject: string, says: string, company = "E2"): Promise<void> {
  await expect(async () => {
    await page.goto(`/operador/verificacion/${company}/${subject}`);
    await expect(page.getByText(says).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
}
