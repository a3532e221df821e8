import type { Browser, Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { tokenOf } from "@/tests/support/token";

// The registry, as an operator and the people of a company meet it: E2, which gets a product, is suspended and goes on.

const lift = () =>
  asOwner(
    "UPDATE company SET status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL WHERE status = 'SUSPENDED'",
  );
test.afterAll(lift);

async function at(browser: Browser, usuario: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, usuario);
  return page;
}

/** Reads what is about to be done and confirms it by token. */
async function confirm(page: Page, title: string, looked = false): Promise<void> {
  await page.getByRole("button", { name: "Continuar" }).click();
  const dialog = page.getByRole("dialog", { name: title });
  await expect(dialog.getByRole("table")).toBeVisible();
  if (looked) await findsNothing(page, "review");
  await asOwner("DELETE FROM totp_step");
  await dialog.getByLabel("Token", { exact: true }).fill(tokenOf("oper1"));
  await dialog.getByRole("button", { name: "Aceptar y Confirmar" }).click();
}

test("a product is registered and its company's people load just what it takes", async ({ browser }) => {
  const desk = await at(browser, "oper1");
  await desk.goto("/operador/empresas");
  await desk.getByRole("link", { name: "Transportes del Sur S.A.S." }).click();
  await expect(desk.getByRole("heading", { level: 1, name: "Transportes del Sur S.A.S." })).toBeVisible();
  await findsNothing(desk, "registry");
  await desk.getByRole("link", { name: "Registrar producto" }).click();
  const form = desk.getByRole("form", { name: "Registrar producto" });
  await form.getByLabel("Nombre", { exact: true }).fill("Tarjeta Viáticos");
  await form.getByLabel("Código").fill("P45");
  await form.getByLabel("Mínimo por línea").fill("1000");
  await form.getByLabel("Máximo por línea").fill("500");
  await form.getByRole("checkbox", { name: "Recarga" }).check();
  await form
    .getByRole("group", { name: /^Tarifa de Recarga/ })
    .getByLabel("Comisión fija por registro")
    .fill("800");
  await findsNothing(desk, "product");
  await desk.getByRole("button", { name: "Continuar" }).click();
  await expect(form.getByText("El máximo no puede ser menor que el mínimo.")).toBeVisible();
  await form.getByLabel("Máximo por línea").fill("2500000");
  await confirm(desk, "Así quedará el producto", true);
  await expect(desk.getByText("El producto quedó registrado")).toBeVisible();
  await expect(desk.getByRole("row", { name: /Tarjeta Viáticos.*Recarga/ })).toBeVisible();

  const maker = await at(browser, "maker2");
  await maker.goto("/empresas/E2/P45/lotes/carga");
  await expect(maker.getByLabel("Tipo de lote").getByRole("option")).toHaveText(["Seleccione", "Recarga de tarjetas"]);
});

test("a suspended company's person at work is out with one clear sentence, and in again when it is lifted", async ({
  browser,
}) => {
  const [desk, maker] = [await at(browser, "oper1"), await at(browser, "maker2")];
  await maker.goto("/empresas/E2/P9/lotes/carga");
  await desk.goto("/operador/empresas/E2");
  await desk.getByRole("link", { name: "Suspender" }).click();
  await expect(desk.getByText(/quedan fuera de la empresa en su siguiente paso/)).toBeVisible();
  await desk.getByLabel("Motivo").fill("Pedido escrito de la empresa");
  await confirm(desk, "Suspender Transportes del Sur S.A.S.");
  // (Of the page: the dialog that asked says it too.)
  await expect(desk.getByRole("main")).toContainText("Pedido escrito de la empresa");
  await findsNothing(desk, "registry");

  await maker.getByRole("button", { name: "Consultas" }).click();
  await maker.getByRole("link", { name: "Órdenes de Servicio" }).click();
  await maker.waitForURL((url) => url.pathname === "/");
  await expect(maker.getByText("Transportes del Sur S.A.S. está suspendida")).toBeVisible();
  await findsNothing(maker, "suspended");

  await desk.getByRole("link", { name: "Levantar suspensión" }).click();
  await desk.getByLabel("Motivo").fill("La empresa confirmó por escrito");
  await confirm(desk, "Levantar la suspensión de Transportes del Sur S.A.S.");
  await expect(desk.getByText("La suspensión quedó levantada")).toBeVisible();
  await maker.goto("/empresas/E2/P9/lotes/carga");
  await expect(maker.getByRole("heading", { level: 1, name: "Carga de Lotes" })).toBeVisible();
});
