import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { clave, forgetSession, mailTo, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { beneficios, confirmedLot, rechargeOf } from "@/tests/support/steps";

// What is a person's own: their settings, their sessions, and what they type when a session ends.
test.use({ expectedComplaints: [/40[19] \(/] });

const settings = "/configuracion/usuario";
const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const again = (page: Page) => page.getByRole("dialog", { name: "Su sesión terminó" });

async function enterAgain(page: Page, password = clave): Promise<void> {
  await again(page).getByLabel("Clave", { exact: true }).fill(password);
  await again(page).getByRole("button", { name: "Ingresar" }).click();
  await expect(again(page)).toBeHidden();
}

/** The same person at another browser. */
async function elsewhere(
  context: BrowserContext,
  usuario: string,
): Promise<{ page: Page; leave: () => Promise<void> }> {
  const other = await context.browser()?.newContext({ baseURL: process.env.PORTAL_URL, locale: "es-CO" });
  if (!other) throw new Error("There is no browser");
  const page = await other.newPage();
  await signIn(page, usuario);
  return { page, leave: () => other.close() };
}

test("own data and settings are reached from the person's menu, and axe finds nothing", async ({ page }) => {
  await signIn(page, "consulta1");
  await page.getByRole("button", { name: /Cuenta de/ }).click();
  await page.getByRole("link", { name: "Configuración", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Usuario" })).toBeVisible();
  const data = section(page, "Datos");
  await expect(data).toContainText("Claudia Rojas Niño");
  await expect(data).toContainText("c•••1@demo.example");
  await expect(data).toContainText("Consulta · Tarjeta Beneficios");
  await findsNothing(page, "settings");
});

test("a new clave ends the other sessions, is told by mail, and is the one that opens from then on", async ({
  page,
  context,
  request,
}) => {
  const fresh = "tres-tristes-tigres-en-bici-9";
  await signIn(page, "cm1");
  const other = await elsewhere(context, "cm1");
  await page.goto(settings);
  const form = section(page, "Clave");
  await form.getByLabel("Clave actual").fill("no-es-la-mia-1234");
  await form.getByLabel("Clave nueva", { exact: true }).fill(fresh);
  await form.getByLabel("Repita la clave nueva").fill(fresh);
  await form.getByRole("button", { name: "Aceptar" }).click();
  await expect(form.getByText("La clave no es correcta")).toBeVisible();
  await form.getByLabel("Clave actual").fill(clave);
  await form.getByLabel("Clave nueva", { exact: true }).fill("contrafirma-cm1-2026");
  await form.getByLabel("Repita la clave nueva").fill("contrafirma-cm1-2026");
  await form.getByRole("button", { name: "Aceptar" }).click();
  await expect(form.getByText("contiene su usuario")).toBeVisible();
  await form.getByLabel("Clave actual").fill(clave);
  await form.getByLabel("Clave nueva", { exact: true }).fill(fresh);
  await form.getByLabel("Repita la clave nueva").fill(fresh);
  await form.getByRole("button", { name: "Aceptar" }).click();
  await expect(form.getByRole("status").first()).toContainText("Su clave cambió");
  await other.page.goto("/empresas");
  await expect(other.page.getByRole("main")).toContainText("Su clave cambió y sus otras sesiones se cerraron");
  await other.page.getByLabel("Usuario").fill("cm1");
  await other.page.getByLabel("Clave", { exact: true }).fill(clave);
  await other.page.getByRole("button", { name: "Ingresar" }).click();
  await expect(other.page.getByRole("main").getByRole("alert")).toContainText("No pudimos darle ingreso");
  await other.page.getByLabel("Clave", { exact: true }).fill(fresh);
  await other.page.getByRole("button", { name: "Ingresar" }).click();
  await expect(other.page.getByRole("heading", { level: 1, name: "Empresas" })).toBeVisible();
  await other.leave();
  const mail = await mailTo(request, "cm1", "clave");
  expect(mail.text).not.toContain(fresh);
  // Others of this run sign in as cm1.
  await asOwner(
    "UPDATE app_user SET password_hash = (SELECT password_hash FROM app_user WHERE username = 'cm2') WHERE username = 'cm1'",
  );
});

test("image and phrase are chosen by clave, and stand in the next mail", async ({ page }) => {
  await signIn(page, "pagador1");
  await page.goto(settings);
  const form = section(page, "Imagen y frase");
  await form.getByRole("radio", { name: "Guitarra" }).check();
  await form.getByLabel("Frase", { exact: true }).fill("El loro de la tía");
  await form.getByRole("button", { name: "Guardar imagen y frase" }).click();
  await expect(form.getByText("Complete este campo.")).toBeVisible();
  await expect(form.getByRole("radio", { name: "Guitarra" })).toBeChecked();
  await form.getByLabel("Clave", { exact: true }).fill(clave);
  await form.getByRole("button", { name: "Guardar imagen y frase" }).click();
  await expect(form.getByRole("status")).toContainText("quedaron guardadas");
  await page.reload();
  await expect(form.getByRole("radio", { name: "Guitarra" })).toBeChecked();
  await expect(form.getByLabel("Frase", { exact: true })).toHaveValue("El loro de la tía");
});

test("another session is seen, closed, and told so; the others are closed by clave", async ({ page, context }) => {
  await asOwner(
    "UPDATE session SET ended_at = now() WHERE ended_at IS NULL AND user_id = (SELECT id FROM app_user WHERE username = 'auditor1')",
  );
  await signIn(page, "auditor1");
  const [one, two] = [await elsewhere(context, "auditor1"), await elsewhere(context, "auditor1")];
  await page.goto(settings);
  const sessions = section(page, "Sesiones");
  const rows = sessions.getByRole("listitem");
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText("Chrome en Windows");
  await expect(rows.first()).toContainText("Esta sesión");
  await findsNothing(page, "sessions");
  await rows
    .nth(1)
    .getByRole("button", { name: /^Cerrar/ })
    .click();
  await expect(sessions.getByRole("status")).toContainText("La sesión se cerró");
  await expect(rows).toHaveCount(2);

  // The last used stands first: it was the second one's.
  await two.page.goto("/empresas");
  await expect(two.page.getByRole("heading", { level: 1, name: "Ingreso" })).toBeVisible();
  await expect(two.page.getByRole("main")).toContainText("La cerraron desde otra sesión suya");
  await findsNothing(two.page, "login after a session was closed");
  await two.leave();

  await sessions.getByRole("button", { name: "Cerrar las demás" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Cerrar las demás sesiones" });
  await dialog.getByLabel("Clave", { exact: true }).fill("no-es-la-mia-1234");
  await dialog.getByRole("button", { name: "Cerrar las demás" }).click();
  await expect(dialog.getByText("La clave no es correcta")).toBeVisible();
  await expect(one.page.getByRole("heading", { level: 1 })).toBeVisible();
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Cerrar las demás" }).click();
  await expect(sessions.getByRole("status")).toContainText("Sus demás sesiones se cerraron");
  await expect(rows).toHaveCount(1);
  await expect(sessions).toContainText("No hay otras sesiones abiertas");
  await one.page.goto("/empresas");
  await expect(one.page.getByRole("main")).toContainText("La cerraron desde otra sesión suya");
  await one.leave();
});

const reason = "Faltan tres personas de la sede Tunja";

/** A rejection typed and not sent, and kept by the page. */
async function halfTyped(page: Page): Promise<string> {
  const lot = await confirmedLot(page, beneficios, rechargeOf(2));
  await forgetSession(page);
  // What other journeys left half typed as they ended.
  await asOwner("DELETE FROM draft");
  await signIn(page, "firma1");
  await page.goto(`/empresas/E1/P1/lotes/${lot}`);
  await page.getByRole("button", { name: "Rechazar", exact: true }).click();
  const kept = page.waitForResponse((answer) => answer.url().endsWith("/api/borradores"));
  await page.getByRole("alertdialog").getByLabel("Motivo").fill(reason);
  expect((await kept).status()).toBe(204);
  return lot;
}

const draftsOf = (usuario: string) =>
  asOwner<{ typed: object }>("SELECT typed FROM draft d JOIN app_user u ON u.id = d.user_id WHERE u.username = $1", [
    usuario,
  ]);
const endSessions = (change = "ended_at = now()") =>
  asOwner(
    `UPDATE session SET ${change} WHERE ended_at IS NULL AND user_id = (SELECT id FROM app_user WHERE username = 'firma1')`,
  );

async function rejectsWith(page: Page): Promise<void> {
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByLabel("Motivo")).toHaveValue(reason);
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Rechazar" }).click();
  await expect(page.getByRole("main")).toContainText("El lote se rechazó.");
  await expect.poll(() => draftsOf("firma1")).toEqual([]);
}

test("a form half filled is there after the session ran out and its page was left, for that person only, and no clave in it", async ({
  page,
}) => {
  const lot = await halfTyped(page);
  await page.getByRole("alertdialog").getByLabel("Clave", { exact: true }).fill(clave);
  await endSessions("last_used_at = now() - interval '10 minutes 1 second'");
  await page.goto(`/empresas/E1/P1/lotes/${lot}`);
  await expect(page.getByRole("main")).toContainText("Pasaron 10 minutos sin uso");
  expect(JSON.stringify(await draftsOf("firma1"))).not.toContain(clave);
  await page.getByLabel("Usuario").fill("firma2");
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await expect(page.getByRole("heading", { level: 1, name: lot })).toBeVisible();
  await expect(page.getByText(reason)).toHaveCount(0);
  await forgetSession(page);
  await signIn(page, "firma1");
  await page.goto(`/empresas/E1/P1/lotes/${lot}`);
  await expect(page.getByRole("alertdialog").getByRole("status")).toContainText("Recuperamos lo que había escrito");
  await rejectsWith(page);
});

test("what the page came with is nobody's typing: a clave keeps nothing, a lot that was ticked is kept alone", async ({
  page,
}) => {
  const lot = await confirmedLot(page, beneficios, rechargeOf(2));
  await forgetSession(page);
  await asOwner("DELETE FROM draft");
  await page.clock.install();
  await signIn(page, "firma1");
  await page.goto("/empresas/E1/P1/lotes/autorizacion");
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await page.clock.fastForward("00:05");
  const kept = page.waitForResponse((answer) => answer.url().endsWith("/api/borradores"));
  await page.getByRole("checkbox", { name: lot }).check();
  await page.clock.fastForward("00:05");
  expect((await kept).status()).toBe(204);
  expect(await draftsOf("firma1")).toEqual([{ typed: { lotes: [lot] } }]);
  await page.getByRole("checkbox", { name: lot }).uncheck();
  await page.clock.fastForward("00:05");
  await expect.poll(() => draftsOf("firma1")).toEqual([]);
});

test("a session closed from another is said while one types, is taken up in place, and the form is sent", async ({
  page,
  context,
}) => {
  await halfTyped(page);
  const other = await elsewhere(context, "firma1");
  await other.page.goto(settings);
  await section(other.page, "Sesiones").getByRole("button", { name: "Cerrar las demás" }).click();
  const dialog = other.page.getByRole("alertdialog");
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Cerrar las demás" }).click();
  await expect(section(other.page, "Sesiones").getByRole("status")).toBeVisible();
  await other.leave();
  await page.getByRole("alertdialog").getByLabel("Motivo").pressSequentially(".");
  await expect(again(page)).toContainText("La cerraron desde otra sesión suya");
  await enterAgain(page);
  await page.getByRole("alertdialog").getByLabel("Motivo").press("Backspace");
  await rejectsWith(page);
});

test("what was typed does not come back to whoever left, nor to a page loaded anew in the same session", async ({
  page,
}) => {
  const lot = await halfTyped(page);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: lot })).toBeVisible();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await page.getByRole("button", { name: /Cuenta de/ }).click();
  await page.getByRole("button", { name: "Salir de mi cuenta" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ingreso" })).toBeVisible();
  expect(await draftsOf("firma1")).toEqual([]);
});

test("the eight hours are told five minutes before their end, and signing in then goes on in place with all that was typed", async ({
  page,
}) => {
  await page.clock.install();
  await halfTyped(page);
  const warning = page.getByRole("alertdialog", { name: "Su sesión está por cumplir 8 horas" });
  await endSessions("expires_at = now() + interval '4 minutes 50 seconds'");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(warning).toBeVisible();
  await findsNothing(page, "life warning");
  await warning.getByRole("button", { name: "Ingresar de nuevo" }).click();
  const renew = page.getByRole("dialog", { name: "Ingrese de nuevo" });
  await renew.getByLabel("Clave", { exact: true }).fill(clave);
  await renew.getByRole("button", { name: "Ingresar" }).click();
  await expect(renew).toBeHidden();
  await expect(warning).toBeHidden();
  const [now, before] = await asOwner<{ fresh: boolean; over: boolean }>(
    `SELECT expires_at > now() + interval '7 hours' AS fresh, ended_at IS NOT NULL AS over FROM session
      WHERE user_id = (SELECT id FROM app_user WHERE username = 'firma1') ORDER BY id DESC LIMIT 2`,
  );
  expect([now, before]).toEqual([
    { fresh: true, over: false },
    { fresh: false, over: true },
  ]);
  await rejectsWith(page);
});

test("once the eight hours are over the page says so and is taken up in place", async ({ page }) => {
  await page.clock.install();
  await halfTyped(page);
  await endSessions("expires_at = now() - interval '1 second'");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(again(page)).toContainText("Cumplió 8 horas");
  await findsNothing(page, "signing in again after eight hours");
  await enterAgain(page);
  await rejectsWith(page);
});

test("a page brought back from the browser's history is read again: whoever left sees the login", async ({ page }) => {
  await signIn(page, "auditor1");
  await page.goto("/empresas");
  await expect(page.getByRole("heading", { level: 1, name: "Empresas" })).toBeVisible();
  await page.context().clearCookies();
  await page.goto("/ingresar");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Ingreso" })).toBeVisible();
  await expect(page.getByText("Comercial Andina")).toHaveCount(0);
});
