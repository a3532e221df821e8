import type { Browser, Locator, Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { mailTo, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { tokenOf } from "@/tests/support/token";

// A user of a company, from the invitation to the day they are left out, as the administrator and the person themselves meet it.

const usuario = "lorena1";
const person = "Lorena Cifuentes";
const own = "tres tristes tigres tragan";
const second = "cinco barcos por el orinoco";

async function at(browser: Browser, who: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, who);
  return page;
}

/** Types the token and confirms what is read. */
async function accept(page: Page, dialog: Locator): Promise<void> {
  await asOwner("DELETE FROM totp_step");
  await dialog.getByLabel("Token", { exact: true }).fill(tokenOf("adm1"));
  await dialog.getByRole("button", { name: "Aceptar y Confirmar" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main")).toBeVisible();
}

async function reviewed(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "Continuar" }).click();
  const dialog = page.getByRole("dialog", { name: title });
  await expect(dialog.getByRole("table")).toBeVisible();
  await accept(page, dialog);
}

/** A press that asks for the token, and its notice. */
async function pressed(page: Page, name: string, notice: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name, exact: true }).click();
  await accept(page, page.getByRole(/Bloquear|Reponer/.test(name) ? "alertdialog" : "dialog", { name }));
  await expect(page.getByText(notice)).toBeVisible();
}

const lentIn = (text: string) => /^[a-z]+(?:-[a-z]+){3}-\d{6}$/m.exec(text)?.[0] ?? "";

async function comesIn(page: Page, clave: string): Promise<void> {
  await page.goto("/ingresar");
  await page.getByLabel("Usuario").fill(usuario);
  await page.getByLabel("Clave", { exact: true }).fill(clave);
  await page.getByRole("button", { name: "Ingresar" }).click();
}

async function chooses(page: Page, lent: string, clave: string): Promise<void> {
  await page.getByLabel("Clave actual").fill(lent);
  await page.getByLabel("Clave nueva", { exact: true }).fill(clave);
  await page.getByLabel("Repita la clave nueva").fill(clave);
  await page.getByRole("button", { name: "Aceptar" }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

test("a user is invited, comes in, loses what their profile loses, is given a token and left out", async ({
  browser,
}) => {
  const admin = await at(browser, "adm1");
  await admin.goto("/administracion/usuarios/nuevo");
  await findsNothing(admin, "new user");
  const form = admin.getByRole("form", { name: "Crear usuario" });
  await form.getByLabel("Nombre", { exact: true }).fill(person);
  await form.getByLabel("Documento").fill("CC 52.777.888");
  await form.getByLabel("Usuario", { exact: true }).fill("maker1");
  await form.getByLabel("Correo").fill(`${usuario}@demo.example`);
  await form.getByLabel("Cargo").fill("Analista de nómina");
  await form.getByLabel("Perfil", { exact: true }).selectOption({ label: "Preparación" });
  await form.getByLabel("Solo estos productos").check();
  await form.getByRole("checkbox", { name: /P1/ }).check();
  // Somebody else's usuario is refused when it is confirmed, and what was typed stays.
  await admin.getByRole("button", { name: "Continuar" }).click();
  const refused = admin.getByRole("dialog", { name: "Revise el usuario nuevo" });
  await asOwner("DELETE FROM totp_step");
  await refused.getByLabel("Token", { exact: true }).fill(tokenOf("adm1"));
  await refused.getByRole("button", { name: "Aceptar y Confirmar" }).click();
  await expect(refused.getByText("ya es de otra persona")).toBeVisible();
  await refused.getByRole("button", { name: "Volver" }).click();
  await form.getByLabel("Usuario", { exact: true }).fill(usuario);
  await reviewed(admin, "Revise el usuario nuevo");
  await expect(admin.getByText("El usuario quedó creado")).toBeVisible();

  // The mail's clave leads in.
  const page = await (await browser.newContext()).newPage();
  const lent = lentIn((await mailTo(page.request, usuario, "Comercial Andina")).text);
  await comesIn(page, lent);
  await page.getByLabel("Acepto los términos y condiciones").check();
  await page.getByRole("button", { name: "Aceptar" }).click();
  await chooses(page, lent, own);
  await page.goto("/empresas/E1/P1/lotes/carga");
  await expect(page.getByLabel("Tipo de lote")).toBeVisible();
  await expect((await page.goto("/empresas/E1/P2"))?.status()).toBe(404);

  // Another profile holds from the next request on.
  await admin.getByLabel("Buscar usuarios").fill("cifuentes");
  await admin.getByLabel("Buscar usuarios").press("Enter");
  await expect(admin.getByText("Mostrando 1 a 1 de 1")).toBeVisible();
  await findsNothing(admin, "users");
  await admin.getByRole("link", { name: `Modificar a ${person}` }).click();
  await admin.getByLabel("Perfil", { exact: true }).selectOption({ label: "Consulta" });
  await reviewed(admin, "Revise lo que cambia");
  await expect(admin.getByText("El usuario quedó modificado")).toBeVisible();
  await findsNothing(admin, "user");
  await page.goto("/empresas/E1/P1/lotes/carga");
  await expect(page.getByLabel("Tipo de lote")).toHaveCount(0);

  // The token: assigned, told, enrolled behind the product, blocked, replaced.
  await admin.getByRole("link", { name: "Administrar token" }).click();
  await pressed(admin, "Asignar token", "El token quedó asignado");
  await page.goto("/");
  await expect(page.getByText("Active su token")).toBeVisible();
  await asOwner(
    `INSERT INTO totp (user_id, secret, confirmed_at) SELECT u.id, t.secret, now() FROM app_user u, totp t
      WHERE u.username = '${usuario}' AND t.user_id = (SELECT id FROM app_user WHERE username = 'adm1')`,
  );
  await admin.reload();
  await pressed(admin, "Bloquear token", "El token quedó bloqueado");
  await findsNothing(admin, "blocked token");
  await page.goto("/configuracion/usuario");
  await expect(page.getByText("Su token está bloqueado")).toBeVisible();
  await pressed(admin, "Reponer token", "El token anterior ya no sirve");
  await admin.goto("/tokens/consulta?buscar=lorena");
  await expect(admin.getByRole("row").filter({ hasText: person })).toContainText("Asignado");

  // A reset: nobody but its person sees the clave, and it changes nothing until it is used.
  await admin.goto(`/administracion/claves?empresa=E1&usuario=${usuario}`);
  await pressed(admin, "Cambiar clave", "El cambio de clave quedó iniciado");
  const again = await (await browser.newContext()).newPage();
  const reset = lentIn((await mailTo(again.request, usuario, "Su clave temporal")).text);
  await comesIn(again, reset);
  await chooses(again, reset, second);
  await page.goto("/configuracion/usuario");
  await page.waitForURL(/\/ingresar/);

  // Left out, with a reason; then nothing opens.
  await admin.goto(`/administracion/activacion?empresa=E1&usuario=${usuario}`);
  await admin.getByLabel("Motivo").fill("Se retiró de la empresa");
  await findsNothing(admin, "leaving out");
  await reviewed(admin, `Inactivar a ${person}`);
  await expect(admin.getByText("El usuario quedó inactivo")).toBeVisible();
  await again.goto("/configuracion/usuario");
  await again.waitForURL(/\/ingresar/);

  // Nobody administers themselves; who belongs elsewhere too keeps what is theirs.
  await admin.goto("/administracion/usuarios/adm1?empresa=E1");
  await expect(admin.getByText("Nadie se administra a sí mismo")).toBeVisible();
  await admin.goto("/administracion/tokens?empresa=E1&usuario=multi1");
  await expect(admin.getByText("Esta persona trabaja también en otra empresa")).toBeVisible();
  await expect(admin.getByRole("button", { name: "Bloquear token" })).toHaveCount(0);
});
