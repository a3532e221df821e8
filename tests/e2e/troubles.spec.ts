import type { Page } from "@playwright/test";
import pg from "pg";
import { withEmbedded } from "@/lib/cli/data-dir";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, clave, signIn } from "@/tests/support/login";
import { asOwner } from "@/tests/support/running";
import { beneficios, choose, confirmedLot, open, rechargeOf, rowOf } from "@/tests/support/steps";

// What goes wrong, as a person meets it. The browser itself writes down every refused or broken request.
test.use({
  expectedComplaints: [/(404|401|500|503) \(|net::ERR_|Failed to fetch|Minified React error|digest|Server Components/],
});

const main = (page: Page) => page.getByRole("main");
const endSessions = (usuario: string) =>
  asOwner(
    "UPDATE session SET ended_at = now() WHERE ended_at IS NULL AND user_id = (SELECT id FROM app_user WHERE username = $1)",
    [usuario],
  );

test("what is not there and what is not theirs read alike, and lead back", async ({ page }) => {
  await signIn(page, "consulta1");
  const readings: string[] = [];
  for (const address of [
    "/empresas/E1/P1/lotes/L-2026-999999",
    "/empresas/E1/P1/lotes/autorizacion",
    "/empresas/E2/P9/lotes/carga",
    "/empresas/E1/P1/no-existe",
  ]) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: "No encontramos esta página" })).toBeVisible();
    readings.push((await main(page).textContent()) ?? "");
  }
  expect(new Set(readings.slice(0, 3)).size).toBe(1);
  await main(page).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("No encontramos esta página");
});

test("a failure of ours is one calm page with the reference of the log, and says where support is", async ({
  page,
}) => {
  await signIn(page, "maker1");
  await asOwner(
    "INSERT INTO parameter (name, value) VALUES ('supportPhone', '+57 601 555 0100') ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  await asOwner("ALTER TABLE batch RENAME COLUMN lines_read TO lines_read_away");
  try {
    const answer = await page.goto("/empresas/E1/P1/lotes/carga");
    expect(answer?.status()).toBe(500);
    await expect(page.getByRole("heading", { level: 1, name: "Algo falló de nuestro lado" })).toBeVisible();
    await expect(main(page).locator("code")).toHaveText(/^[0-9a-f-]{36}$/);
    await expect(main(page).getByRole("link", { name: "Teléfono: +57 601 555 0100" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Áreas", exact: true })).toBeVisible();
  } finally {
    await asOwner("ALTER TABLE batch RENAME COLUMN lines_read_away TO lines_read");
  }
  await page.getByRole("button", { name: "Intentar de nuevo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Carga de Lotes" })).toBeVisible();
});

test("a page that comes at a busy time says so, answers 503 and is no failure", async ({ page }) => {
  await signIn(page, "maker1");
  const client = new pg.Client({ connectionString: withEmbedded().DATABASE_URL });
  await client.connect();
  await client.query("BEGIN");
  await client.query("LOCK TABLE batch IN ACCESS EXCLUSIVE MODE");
  try {
    const answer = await page.goto("/empresas/E1/P1/lotes/carga");
    expect(answer?.status()).toBe(503);
    expect(answer?.headers()["retry-after"]).toBe("5");
    await expect(page.getByRole("heading", { level: 1, name: "Hay mucha gente a la vez" })).toBeVisible();
    await expect(main(page)).toContainText("No se cambió nada");
    await expect(main(page).locator("code")).toHaveCount(0);
  } finally {
    await client.end();
  }
  await page.getByRole("button", { name: "Intentar de nuevo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Carga de Lotes" })).toBeVisible();
});

const reason = "Falta Peñaloza en la nómina";

/** A rejection filled in, in its dialog, by firma1. */
async function rejectionFilled(page: Page): Promise<string> {
  const lot = await confirmedLot(page, beneficios, rechargeOf(2));
  await changePerson(page, "firma1");
  await page.goto(`/empresas/E1/P1/lotes/${lot}`);
  await page.getByRole("button", { name: "Rechazar", exact: true }).click();
  await page.getByRole("alertdialog").getByLabel("Motivo").fill(reason);
  await page.getByRole("alertdialog").getByLabel("Clave", { exact: true }).fill(clave);
  return lot;
}

const press = (page: Page) => page.getByRole("alertdialog").getByRole("button", { name: "Rechazar" }).click();
const again = (page: Page) => page.getByRole("dialog", { name: "Su sesión terminó" });

test("without connection nothing typed is lost and nothing is sent; back online the same press works", async ({
  page,
  context,
}) => {
  const lot = await rejectionFilled(page);
  await context.setOffline(true);
  await expect(page.getByText("Sin conexión: lo que escribió sigue aquí.")).toBeVisible();
  await press(page);
  await expect(page.getByText("Sin conexión: no se envió nada.")).toBeVisible();
  await expect(page.getByRole("alertdialog").getByLabel("Motivo")).toHaveValue(reason);
  await page.keyboard.press("Escape");
  const here = page.url();
  await page.getByRole("main").getByRole("link", { name: "Volver" }).click();
  expect(page.url()).toBe(here);
  await expect(page.getByRole("heading", { level: 1, name: lot })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("Volvió la conexión: ya puede enviar.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Volver" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Carga de Lotes" })).toBeVisible();
});

test("whose session ended signs in again in place, and the same press works with what was typed", async ({ page }) => {
  const lot = await rejectionFilled(page);
  await endSessions("firma1");
  await press(page);
  await expect(again(page).getByLabel("Usuario")).toHaveValue("firma1");
  await again(page).getByLabel("Clave", { exact: true }).fill("no-es-mi-clave");
  await again(page).getByRole("button", { name: "Ingresar" }).click();
  await expect(again(page).getByRole("alert")).toContainText("No pudimos darle ingreso");
  await again(page).getByLabel("Clave", { exact: true }).fill(clave);
  await again(page).getByRole("button", { name: "Ingresar" }).click();
  await expect(again(page)).toBeHidden();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Ya ingresó de nuevo y lo que escribió sigue aquí");
  await expect(dialog.getByLabel("Motivo")).toHaveValue(reason);
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await press(page);
  await expect(main(page)).toContainText("El lote se rechazó.");
  expect(
    await asOwner(
      "SELECT end_reason FROM batch WHERE number = $1 AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1')",
      [lot],
    ),
  ).toEqual([{ end_reason: reason }]);
});

test("somebody else who signs in there begins at home and gets nothing of what was typed", async ({ page }) => {
  await rejectionFilled(page);
  await endSessions("firma1");
  await press(page);
  await again(page).getByLabel("Usuario").fill("maker1");
  await again(page).getByLabel("Clave", { exact: true }).fill(clave);
  await again(page).getByRole("button", { name: "Ingresar" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await expect(page.getByRole("button", { name: /Cuenta de/ })).toBeVisible();
  await expect(page.getByText(reason)).toHaveCount(0);
  expect(
    await asOwner("SELECT 1 FROM draft WHERE user_id = (SELECT id FROM app_user WHERE username = 'maker1')"),
  ).toEqual([]);
});

test("a page asked for without a session is the login, and comes after it", async ({ page }) => {
  await signIn(page, "firma1");
  await endSessions("firma1");
  await page.goto("/empresas/E1/P1/lotes/autorizacion");
  await expect(page.getByRole("heading", { level: 1, name: "Ingreso" })).toBeVisible();
  await page.getByLabel("Usuario").fill("firma1");
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Autorización de Lotes" })).toBeVisible();
});

test("an open page that nobody uses warns a minute before, stays on one press, and then asks to sign in again", async ({
  page,
}) => {
  await page.clock.install();
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  const warning = page.getByRole("alertdialog", { name: "¿Sigue ahí?" });
  await page.clock.fastForward("08:40");
  await expect(warning).toBeHidden();
  await page.clock.fastForward("00:20");
  await expect(warning).toContainText("Su sesión se cierra en");
  await asOwner("UPDATE session SET last_used_at = last_used_at - interval '9 minutes' WHERE ended_at IS NULL");
  const stayed = page.waitForResponse((response) => response.url().endsWith("/api/sesion"));
  await warning.getByRole("button", { name: "Seguir aquí" }).click();
  expect((await stayed).status()).toBe(204);
  await expect(warning).toBeHidden();
  const [used] = await asOwner<{ fresh: boolean }>(
    "SELECT max(last_used_at) > now() - interval '1 minute' AS fresh FROM session WHERE ended_at IS NULL",
  );
  expect(used?.fresh).toBe(true);
  await page.clock.fastForward("09:00");
  await expect(warning).toBeVisible();
  await endSessions("maker1");
  await page.clock.fastForward("01:10");
  await expect(again(page)).toBeVisible();
  await again(page).getByLabel("Clave", { exact: true }).fill(clave);
  await again(page).getByRole("button", { name: "Ingresar" }).click();
  await expect(again(page)).toBeHidden();
  await expect(rowOf(page, "L-").first()).toBeVisible();
});

test("Salir in the warning ends the session", async ({ page }) => {
  await page.clock.install();
  await signIn(page, "maker1");
  await page.clock.fastForward("09:00");
  await page.getByRole("alertdialog", { name: "¿Sigue ahí?" }).getByRole("button", { name: "Salir" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ingreso" })).toBeVisible();
});
