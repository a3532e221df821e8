import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, mailTo, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";

// A broker's own house by its menu's labels: Gestión de Bróker, Historial de movimientos, Ajustes y configuración, Actualizar contraseña.

const main = (page: Page) => page.getByRole("main");
async function open(page: Page, place: string): Promise<void> {
  await page.goto("/corredores/inicio");
  await main(page).getByRole("link", { name: place, exact: true }).click();
  await expect(page.getByRole("heading", { name: place, level: 1 })).toBeVisible();
}
const dialog = (page: Page) => page.getByRole("dialog");

test("a super-user says what the broker is, opens a branch and closes it, and finds both in the history with before and after", async ({
  page,
}) => {
  await signIn(page, "sup1b");
  await main(page).getByRole("link", { name: "Ir a Corredores" }).click();
  await expect(page).toHaveURL(/\/corredores\/inicio/);
  await open(page, "Gestión de Bróker");
  await expect(main(page).getByText("20485173928")).toBeVisible();
  await findsNothing(page, "Gestión de Bróker");

  await main(page).getByRole("link", { name: "Modificar datos" }).click();
  await page.getByLabel("Ciudad").fill("Lima");
  await page.getByLabel("Teléfono 1", { exact: true }).fill("+51 1 555 0100 ext. 12");
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(dialog(page)).toContainText("Lima");
  await dialog(page).getByRole("button", { name: "Aceptar" }).click();
  await expect(main(page).getByText("Los datos del bróker quedaron modificados.")).toBeVisible();
  await expect(main(page).getByText("+51 1 555 0100 ext. 12").first()).toBeVisible();

  await main(page).getByRole("button", { name: "Agregar sucursal" }).click();
  await dialog(page).getByLabel("Código").fill("mir");
  await dialog(page).getByLabel("Nombre").fill("Miraflores");
  await dialog(page).getByLabel("Responsable").fill("ejec2");
  await findsNothing(page, "Agregar sucursal");
  await dialog(page).getByRole("button", { name: "Aceptar" }).click();
  await expect(dialog(page).getByText("No encontramos a una persona activa de su equipo")).toBeVisible();
  await dialog(page).getByLabel("Responsable").fill("ejec1@demo.example");
  await dialog(page).getByRole("button", { name: "Aceptar" }).click();
  await expect(main(page).getByText("La sucursal quedó creada.")).toBeVisible();
  const branch = main(page).getByRole("row", { name: /Miraflores/ });
  await expect(branch).toContainText("Elsa Bravo Tapia");
  await branch.getByRole("button", { name: "Cerrar Miraflores" }).click();
  await dialog(page).getByRole("button", { name: "Aceptar" }).click();
  await expect(branch).toContainText("Cerrada");

  await main(page).getByRole("link", { name: "Ver todo en el historial" }).click();
  await expect(main(page).getByText("Qué: Datos del bróker y sucursales")).toBeVisible();
  await expect(main(page).getByRole("row").nth(1)).toContainText("Cerró la sucursal MIR");
  await findsNothing(page, "Historial de movimientos");
  await main(page).getByRole("link", { name: "Modificó los datos del bróker B1" }).first().click();
  const city = main(page).getByRole("row", { name: /Ciudad/ });
  await expect(city.getByRole("cell").first()).toHaveText("—");
  await expect(city.getByRole("cell").last()).toHaveText("Lima");
  await expect
    .poll(async () => {
      await page.reload();
      return main(page).getByText("Posición en la cadena").isVisible();
    })
    .toBe(true);
  await findsNothing(page, "Detalle del movimiento");
  await main(page).getByRole("link", { name: "Volver al historial" }).click();

  const download = page.waitForEvent("download");
  await main(page).getByRole("link", { name: "PDF" }).click();
  expect((await download).suggestedFilename()).toMatch(/^historial-B1-.*\.pdf$/);
  await page.getByLabel("A quién").fill("nadie");
  await page.getByRole("button", { name: "Consultar" }).click();
  await expect(main(page).getByText("No hay movimientos con estos criterios")).toBeVisible();
});

test("somebody says how they are told; what another does is mailed to them, and theirs alone", async ({
  page,
  request,
}) => {
  await signIn(page, "sup1");
  await open(page, "Ajustes y configuración");
  await findsNothing(page, "Ajustes y configuración");
  await page.getByLabel("Se deshabilitó o habilitó a un usuario").check();
  await page.getByLabel("CSV").check();
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(main(page).getByText("Sus ajustes quedaron guardados.")).toBeVisible();
  await expect(page.getByLabel("Se deshabilitó o habilitó a un usuario")).toBeChecked();
  await open(page, "Historial de movimientos");
  await expect(main(page).getByRole("link", { name: /^(CSV|Excel)$/ })).toHaveText(["CSV", "Excel"]);

  await changePerson(page, "sup1b");
  await page.goto("/corredores/usuarios/b1u0105?empresa=B1");
  await page.getByRole("button", { name: "Deshabilitar usuario" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Aceptar" }).click();
  await expect(page.getByRole("button", { name: "Habilitar usuario" })).toBeVisible();
  const mail = await mailTo(request, "sup1", "Cambió el estado de un usuario");
  expect(mail.text).toContain("Guillermo Arana Ríos");
  expect(mail.text).toContain("Corredores Unidos S.A.");

  await changePerson(page, "ejec1");
  await open(page, "Ajustes y configuración");
  await expect(page.getByLabel("Se agregó a un usuario")).toHaveCount(0);
  await main(page).getByRole("link", { name: "Actualizar contraseña" }).click();
  await expect(page).toHaveURL(/\/configuracion\/usuario#clave$/);
  await expect(main(page).getByLabel("Clave nueva", { exact: true })).toBeVisible();
});
