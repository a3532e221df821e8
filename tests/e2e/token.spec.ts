import type { CDPSession, Page } from "@playwright/test";
import { codeAt } from "@/lib/tokens/totp";
import { demoSecret } from "@/prisma/seed/demonstration";
import { expect, test } from "@/tests/e2e/fixture";
import { clave, forgetSession, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";

// The second factor, as a person meets it: activating, coming in, confirming. People of E2, whose company asks for it meanwhile.

const code = (secret: string, steps = 0) => codeAt(secret, new Date(Date.now() + steps * 30_000));
const ofPerson = "user_id = (SELECT id FROM app_user WHERE username = $1)";
const forgetSteps = (usuario: string) => asOwner(`DELETE FROM totp_step WHERE ${ofPerson}`, [usuario]);
const atLogin = (asked: boolean) => asOwner(`UPDATE tenant SET token_at_login = ${asked} WHERE code = 'E2'`);
const alert = (page: Page) => page.getByRole("main").getByRole("alert");

/** Usuario and clave, in a company that asks for the token too. */
async function enter(page: Page, usuario: string): Promise<void> {
  await forgetSession(page);
  await page.goto("/ingresar");
  await page.getByLabel("Usuario").fill(usuario);
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await page.waitForURL((url) => url.pathname === "/ingresar/token");
}

const give = async (page: Page, token: string) => {
  await page.getByLabel("Token", { exact: true }).fill(token);
  await page.getByRole("button", { name: "Continuar" }).click();
};
const isHome = (page: Page) => page.waitForURL((url) => url.pathname === "/");

/** A passkey of Chromium's own making, which says who is there without asking. */
async function virtualKey(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return session;
}

test.beforeEach(async () => {
  await atLogin(false);
  await asOwner("DELETE FROM attempt");
});
test.afterAll(() => atLogin(false));

test("a token is activated by hand; its recovery codes, once; one of them leads in where the token is asked", async ({
  page,
}) => {
  await asOwner(`DELETE FROM totp WHERE ${ofPerson}`, ["cm2"]);
  await signIn(page, "cm2");
  await page.goto("/configuracion/usuario");
  const section = page.getByRole("region", { name: "Token" });
  await expect(section).toContainText("No tiene un token activo.");
  await section.getByRole("button", { name: "Activar token" }).click();
  await findsNothing(page, "activating, the dialog");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Clave", { exact: true }).fill("no-es-la-clave-12");
  await dialog.getByRole("button", { name: "Continuar" }).click();
  await expect(dialog).toContainText("La clave no es correcta");
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Continuar" }).click();
  await expect(section.getByRole("heading", { name: "Activación del token" })).toBeFocused();
  const first = section.getByLabel("Código", { exact: true });
  await expect(first).toBeVisible();
  await expect(section.getByRole("img", { name: /^Código QR/ })).toBeVisible();
  await findsNothing(page, "activating");
  const secret = ((await section.locator("code").textContent()) ?? "").replaceAll(/\s/g, "");
  await first.fill("000000");
  await section.getByRole("button", { name: "Activar", exact: true }).click();
  await expect(section).toContainText("El código no corresponde a este token");
  await first.fill(code(secret).replace(/^(...)/, "$1 "));
  await section.getByRole("button", { name: "Activar", exact: true }).click();
  await expect(section.getByRole("heading", { name: "Sus códigos de recuperación" })).toBeFocused();
  const codes = await section.getByRole("listitem").allInnerTexts();
  expect(codes).toHaveLength(10);
  await findsNothing(page, "recovery codes");
  await section.getByRole("button", { name: "Ya los guardé" }).click();
  await expect(section).toContainText("Quedan 10 de 10");
  for (const one of codes) await expect(page.getByText(one)).toHaveCount(0);

  await atLogin(true);
  await enter(page, "cm2");
  await page.getByRole("button", { name: "Usar un código de recuperación" }).click();
  await page.getByLabel("Código de recuperación").fill((codes[0] ?? "").toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Continuar" }).click();
  await isHome(page);
  await enter(page, "cm2");
  await page.getByRole("button", { name: "Usar un código de recuperación" }).click();
  await page.getByLabel("Código de recuperación").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Continuar" }).click();
  await expect(page.getByText("no es suyo o ya se usó")).toBeVisible();
  await page.goto("/configuracion/usuario");
  await expect(page).toHaveURL(/\/ingresar\/token/);
});

test("where the company asks for it the token comes after the clave; old, used and strange codes are refused", async ({
  page,
}) => {
  await atLogin(true);
  await forgetSteps("maker2");
  await enter(page, "maker2");
  await findsNothing(page, "the token at the login");
  await give(page, "２８７０８２");
  await expect(page.getByText("Escriba los 6 dígitos que muestra su token")).toBeVisible();
  await give(page, code(demoSecret("maker2"), -4));
  await expect(page.getByText("El token no es correcto. Quedan 4 intentos.")).toBeVisible();
  await findsNothing(page, "the token refused");
  const right = code(demoSecret("maker2"));
  await give(page, right);
  await isHome(page);
  await enter(page, "maker2");
  await give(page, right);
  await expect(page.getByText("Ese código ya se usó")).toBeVisible();
  await give(page, code(demoSecret("maker2"), 1));
  await isHome(page);
});

test("whoever wanted a page comes to it after the token; leaving is possible before it", async ({ page }) => {
  await atLogin(true);
  await forgetSteps("firma9");
  await page.goto("/empresas");
  await page.getByLabel("Usuario").fill("firma9");
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await page.waitForURL((url) => url.pathname === "/ingresar/token");
  await give(page, code(demoSecret("firma9")));
  await page.waitForURL((url) => url.pathname === "/empresas");
  await enter(page, "firma9");
  await page.getByRole("button", { name: "Salir de mi cuenta" }).click();
  await page.waitForURL((url) => url.pathname === "/ingresar");
});

test("a blocked token is told so, and five wrong ones close the way in", async ({ page }) => {
  await atLogin(true);
  await forgetSteps("pagador9");
  await asOwner(`UPDATE totp SET blocked_at = now() WHERE ${ofPerson}`, ["pagador9"]);
  await enter(page, "pagador9");
  await give(page, code(demoSecret("pagador9")));
  await expect(page.getByText("Su token está bloqueado")).toBeVisible();
  await asOwner(`UPDATE totp SET blocked_at = NULL WHERE ${ofPerson}`, ["pagador9"]);
  const wrong = ["000000", "111111"].find(
    (one) => ![-1, 0, 1, 2].some((at) => code(demoSecret("pagador9"), at) === one),
  );
  for (const left of ["Quedan 4 intentos", "Quedan 3 intentos", "Quedan 2 intentos", "Queda 1 intento"]) {
    await give(page, wrong ?? "");
    await expect(page.getByText(left)).toBeVisible();
  }
  await give(page, wrong ?? "");
  await expect(alert(page)).toContainText("Se equivocó demasiadas veces");
  await page.goto("/empresas");
  await expect(page).toHaveURL((url) => url.pathname === "/ingresar");
});

test("a passkey is added, leads in, confirms, is renamed and removed", async ({ page }) => {
  await forgetSteps("adm2");
  await virtualKey(page);
  await signIn(page, "adm2");
  await page.goto("/configuracion/usuario");
  const section = page.getByRole("region", { name: "Llaves de acceso" });
  const dialog = page.getByRole("dialog");
  await section.getByRole("button", { name: "Agregar llave de acceso" }).click();
  await findsNothing(page, "adding a passkey");
  await dialog.getByLabel("Nombre").fill("Portátil de la oficina");
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Continuar" }).click();
  await expect(dialog).toContainText("Escriba también el código de su token");
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByLabel("Token", { exact: true }).fill(code(demoSecret("adm2")));
  await dialog.getByRole("button", { name: "Continuar" }).click();
  await expect(section).toContainText("La llave de acceso «Portátil de la oficina» quedó agregada.");
  await findsNothing(page, "passkeys");

  await atLogin(true);
  await enter(page, "adm2");
  await findsNothing(page, "the token at the login, with a passkey");
  await page.getByRole("button", { name: "Usar llave de acceso" }).click();
  await isHome(page);

  await page.goto("/configuracion/usuario");
  await section.getByRole("button", { name: "Cambiar nombre: Portátil de la oficina" }).click();
  await dialog.getByLabel("Nombre").fill("Portátil");
  await dialog.getByRole("button", { name: "Guardar nombre" }).click();
  await expect(section.getByRole("listitem")).toContainText("Portátil");
  const token = page.getByRole("region", { name: "Token" });
  await token.getByRole("button", { name: "Códigos nuevos" }).click();
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Usar llave de acceso" }).click();
  await expect(token.getByRole("listitem")).toHaveCount(10);
  const [kept] = await asOwner<{ purpose: string; method: string }>(
    `SELECT purpose, method::text FROM confirmation WHERE ${ofPerson} ORDER BY used_at DESC LIMIT 1`,
    ["adm2"],
  );
  expect(kept).toEqual({ purpose: "token.codes", method: "PASSKEY" });
  await token.getByRole("button", { name: "Ya los guardé" }).click();
  await expect(token).toContainText("Quedan 10 de 10");

  await section.getByRole("button", { name: "Quitar: Portátil" }).click();
  const removing = page.getByRole("alertdialog");
  await findsNothing(page, "removing a passkey");
  await removing.getByLabel("Clave", { exact: true }).fill(clave);
  await removing.getByRole("button", { name: "Usar llave de acceso" }).click();
  await expect(section).toContainText("No tiene llaves de acceso.");
  await expect(section).toContainText("Quitó la llave de acceso.");
});
