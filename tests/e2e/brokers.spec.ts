import type { Locator, Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, clave, forgetSession, mailTo, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";

// The three procedures of the manual of a broker's user administrator, by its own labels, and how somebody leaves.

const usuario = "luz.medina";
const person = "Luz Medina Soto";
const own = "tres tristes tigres tragan";

const shown = (page: Page, name: string) => page.getByRole(/Deshabilitar/.test(name) ? "alertdialog" : "dialog");
const confirmed = async (page: Page, dialog: Locator, notice: string) => {
  await dialog.getByRole("button", { name: "Aceptar", exact: true }).click();
  await expect(page.getByText(notice)).toBeVisible();
};
const badge = (page: Page, text: string) => page.getByRole("main").getByText(text, { exact: true }).first();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const born = async (page: Page, typed: string) => {
  await page.getByRole("group", { name: "FECHA DE NACIMIENTO (REQUERIDO)" }).getByRole("spinbutton").first().focus();
  await page.keyboard.type(typed);
};

/** Steps 1 and 2 of each procedure: into the portal, and to Gestionar Usuarios. */
async function atTeam(page: Page, who: string): Promise<void> {
  await signIn(page, who);
  await page.getByRole("navigation", { name: "Áreas" }).getByRole("link", { name: "Corredores" }).click();
  await page.getByRole("main").getByRole("link", { name: "Gestionar usuarios" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Gestionar usuarios" })).toBeVisible();
}

/** Steps 3 and 4 of the two others: the person is found by a part of their name or mail. */
async function finds(page: Page, part: string, name: string): Promise<void> {
  await page.getByLabel("Buscar:").fill(part);
  await page.getByLabel("Buscar:").press("Enter");
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("creating a user: both tabs, what is wrong on the first told while on the second, and the letter that lets them in", async ({
  page,
  request,
}) => {
  await atTeam(page, "sup1");
  await page.getByRole("link", { name: "Agregar nuevo usuario" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Añadir nuevo usuario" })).toBeVisible();
  await field(page, "NOMBRE (REQUERIDO)").fill("Luz");
  await field(page, "APELLIDO (REQUERIDO)").fill("Medina Soto");
  await field(page, "DIRECCIÓN DE CORREO (REQUERIDO)").fill(`${usuario}@demo.example`);
  await field(page, "RUC / DNI (REQUERIDO)").fill("20485173929");
  await field(page, "CARGO (REQUERIDO)").fill("Ejecutiva comercial");
  await field(page, "CELULAR").fill("987 654 321");
  await field(page, "TELÉFONO DE OFICINA").fill("01 204 1004");
  await field(page, "ANEXO").fill("104");
  await born(page, "08031991");
  await page.getByRole("button", { name: "Siguiente" }).click();
  await expect(page.getByRole("tab", { name: "Permisos, accesos y bróker" })).toHaveAttribute("aria-selected", "true");
  const clients = page.getByRole("group", { name: "Clientes", exact: true });
  await clients.getByLabel("Clientes").check();
  await clients.getByLabel("Habilitar descarga de PDF y Excel").check();
  // What she does not have she cannot give.
  await expect(page.getByRole("group", { name: "Salud" }).getByLabel("Salud")).toBeDisabled();
  await expect(page.getByRole("option", { name: /^Gerencial/ })).toBeDisabled();
  await findsNothing(page, "second tab");
  await page.getByRole("button", { name: "Agregar usuario" }).click();
  await expect(page.getByRole("tab", { name: /Información personal/ })).toHaveAttribute("aria-selected", "true");
  await expect(field(page, "RUC / DNI (REQUERIDO)")).toHaveAccessibleDescription(/No es un RUC ni un DNI válido/);
  await expect(field(page, "RUC / DNI (REQUERIDO)")).toBeFocused();
  await findsNothing(page, "first tab with a fault");
  await field(page, "RUC / DNI (REQUERIDO)").fill("61234567");
  await page.getByRole("tab", { name: "Permisos, accesos y bróker" }).click();
  await expect(clients.getByLabel("Habilitar descarga de PDF y Excel")).toBeChecked();
  await page.getByRole("button", { name: "Agregar usuario" }).click();
  const dialog = page.getByRole("dialog", { name: "Agregar usuario" });
  await expect(dialog.getByRole("row", { name: /Fecha de nacimiento 08\/03\/1991/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Agregar usuario" }).click();
  await confirmed(page, page.getByRole("dialog", { name: "Agregar usuario" }), "El usuario quedó agregado");
  await expect(page.getByRole("heading", { level: 1, name: person })).toBeVisible();
  await expect(badge(page, "INVITADO")).toBeVisible();

  const letter = await mailTo(request, usuario, "Corredores Unidos");
  const lent = /^[a-z]+(?:-[a-z]+){3}-\d{6}$/m.exec(letter.text)?.[0] ?? "";
  expect(letter.text).toContain(usuario);
  await forgetSession(page);
  await page.goto("/ingresar");
  await page.getByLabel("Usuario").fill(usuario);
  await page.getByLabel("Clave", { exact: true }).fill(lent);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await page.getByLabel("Acepto los términos y condiciones").check();
  await page.getByRole("button", { name: "Aceptar" }).click();
  await page.getByLabel("Clave actual").fill(lent);
  await page.getByLabel("Clave nueva", { exact: true }).fill(own);
  await page.getByLabel("Repita la clave nueva").fill(own);
  await page.getByRole("button", { name: "Aceptar" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/corredores/inicio");
  await expect(page.getByText("Corredores Unidos S.A.").first()).toBeVisible();
});

test("disabling and enabling: Aceptar, Cancelar, and an open page of theirs gets nothing more", async ({
  page,
  browser,
}) => {
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, "vmiyashiro");
  await atTeam(page, "sup1");
  await finds(page, "vmiyash", "Valeria Miyashiro");
  await expect(page.getByRole("link", { name: "← Todos los usuarios" })).toBeVisible();
  await findsNothing(page, "person");
  const press = (name: string) => page.getByRole("main").getByRole("button", { name, exact: true }).click();
  await press("Deshabilitar usuario");
  await shown(page, "Deshabilitar usuario").getByRole("button", { name: "Cancelar" }).click();
  await expect(badge(page, "ACTIVO")).toBeVisible();
  await press("Deshabilitar usuario");
  await confirmed(page, shown(page, "Deshabilitar usuario"), "El usuario quedó deshabilitado.");
  await expect(badge(page, "INACTIVO")).toBeVisible();
  await expect(page.getByText("Este usuario está deshabilitado. Habilítelo primero.")).toBeVisible();
  await theirs.goto("/corredores/inicio");
  await expect(theirs).toHaveURL(/\/ingresar/);
  await press("Habilitar usuario");
  await confirmed(page, shown(page, "Habilitar usuario"), "El usuario quedó habilitado.");
  await expect(badge(page, "ACTIVO")).toBeVisible();
  const history = page.getByRole("list", { name: "Historial de este usuario" });
  await expect(history.getByRole("listitem").first()).toContainText("Habilitó al usuario");
  // Told once: not again by whoever comes back to the page.
  await page.getByRole("link", { name: "← Todos los usuarios" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Gestionar usuarios" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Valeria Miyashiro" })).toBeVisible();
  await expect(page.getByText("El usuario quedó habilitado.")).toBeHidden();
  await signIn(theirs, "vmiyashiro");
});

test("modifying: data on the first tab, access on the second, Guardar cambios, Aceptar; and who may do what", async ({
  page,
}) => {
  await atTeam(page, "sup1b");
  await finds(page, "miyashiro valer", "Valeria Miyashiro");
  await page.getByRole("link", { name: "Modificar datos de usuario" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Editar el usuario" })).toBeVisible();
  await field(page, "CARGO (REQUERIDO)").fill("Jefa de cuentas");
  await page.getByRole("button", { name: "Siguiente" }).click();
  await page.getByLabel("PERFIL DEL USUARIO").selectOption("Gerencial");
  for (const box of await page.getByRole("checkbox").all()) {
    await expect(box).toBeChecked();
    await expect(box).toBeDisabled();
  }
  await page.getByLabel("PERFIL DEL USUARIO").selectOption("Ejecutivo");
  await page.getByRole("group", { name: "Siniestros" }).getByLabel("Siniestros").check();
  // Another super-user writes meanwhile.
  await asOwner("UPDATE membership SET version = version + 1, extension = '77' WHERE person_username = 'vmiyashiro'");
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Este usuario cambió después de que usted abrió esta página",
  );
  await expect(page.getByRole("group", { name: "Siniestros" }).getByLabel("Siniestros")).toBeChecked();
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  const dialog = page.getByRole("dialog", { name: "Guardar cambios" });
  await expect(dialog.getByRole("row", { name: /Cargo .* Jefa de cuentas/ })).toBeVisible();
  await expect(dialog.getByRole("row", { name: /Anexo 77/ })).toBeVisible();
  await confirmed(page, dialog, "Los datos del usuario quedaron guardados.");
  await expect(page.getByRole("main")).toContainText("Siniestros");

  await changePerson(page, "sup1");
  await page.goto("/corredores/usuarios/sup1b?empresa=B1");
  await expect(page.getByText("solo un Gerencial cambia sus datos o su estado")).toBeVisible();
  await expect(page.getByRole("button", { name: "Deshabilitar usuario" })).toBeDisabled();
  // Another broker's person is unknown.
  expect((await page.request.get("/corredores/usuarios/ejec2?empresa=B1")).status()).toBe(404);
});

test("somebody leaves today: what it will do, one confirmation, a receipt; their open page gets nothing", async ({
  page,
  browser,
}) => {
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, "b1u0127");
  await signIn(page, "sup1");
  await page.goto("/corredores/usuarios/b1u0127?empresa=B1");
  await page.getByRole("link", { name: "Dar de baja" }).click();
  await expect(page.getByRole("main")).toContainText("Sesiones abiertas que se cierran1");
  await findsNothing(page, "leaving");
  await page.getByRole("button", { name: "Dar de baja" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("QUIEN RECIBE SU TRABAJO").fill("nadie.mas");
  await dialog.getByRole("button", { name: "Dar de baja" }).click();
  await expect(dialog.getByText("Nadie activo del equipo tiene ese usuario.")).toBeVisible();
  await dialog.getByLabel("QUIEN RECIBE SU TRABAJO").fill("ejec1");
  await dialog.getByRole("button", { name: "Dar de baja" }).click();
  await expect(page).toHaveURL(/\/salida\/S-\d{6}/);
  const receipt = page.getByRole("article");
  await expect(receipt).toContainText("Sesiones cerradas1");
  await expect(receipt).toContainText("Elsa Bravo Tapia (ejec1)");
  await findsNothing(page, "receipt");
  await theirs.goto("/corredores/inicio");
  await expect(theirs).toHaveURL(/\/ingresar/);
  await theirs.getByLabel("Usuario").fill("b1u0127");
  await theirs.getByLabel("Clave", { exact: true }).fill(clave);
  await theirs.getByRole("button", { name: "Ingresar" }).click();
  await expect(theirs.getByRole("main").getByRole("alert")).toBeVisible();
});
