import { expect, test } from "@/tests/e2e/fixture";
import { clave, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";

// Configuración > Empresas, as the manual's 2.3: what a company says of itself, modified with the clave, and its history.

test.setTimeout(120_000);

test("an administrator modifies telephones and contacts, sees before and after, and the history keeps both", async ({
  page,
}) => {
  await signIn(page, "adm1");
  await page.getByRole("button", { name: /Cuenta de/ }).click();
  await page.getByRole("link", { name: "Configuración de empresas" }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText("900512347-2");
  await expect(main).toContainText("Carrera 11 # 84-09, piso 6");
  await findsNothing(page, "company");
  await main.getByRole("link", { name: "Modificar" }).click();
  const form = page.getByRole("form", { name: "Modificar datos de la empresa" });
  await form.getByLabel("Dirección").fill("Calle 100 # 8A-55, torre C");
  await form.getByRole("button", { name: "Agregar teléfono" }).click();
  await expect(form.getByLabel("Teléfono 3", { exact: true })).toBeFocused();
  await form.getByLabel("Teléfono 3", { exact: true }).fill("cinco cinco cinco");
  await form.getByRole("button", { name: "Quitar el contacto 2" }).click();
  await findsNothing(page, "modify");
  await form.getByRole("button", { name: "Continuar" }).click();
  await expect(form.getByText("Escriba el teléfono con cifras e indicativo")).toBeVisible();
  await form.getByLabel("Teléfono 3", { exact: true }).fill("+57 605 555 0190");
  await form.getByLabel("Nombre del teléfono 3").fill("Barranquilla");
  await form.getByRole("button", { name: "Continuar" }).click();
  const dialog = page.getByRole("dialog", { name: "Así quedarán los datos" });
  await expect(dialog.getByRole("row", { name: /^Dirección Carrera 11 .* Calle 100/ })).toBeVisible();
  await expect(dialog.getByRole("row", { name: /^Contactos .*Paula Restrepo/ })).toBeVisible();
  await findsNothing(page, "review");
  await dialog.getByLabel("Clave", { exact: true }).fill("otra-clave-que-no-es");
  await dialog.getByRole("button", { name: "Aceptar y Confirmar" }).click();
  await expect(dialog).toContainText("La clave no es correcta. No se cambió nada.");
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: "Aceptar y Confirmar" }).click();
  await expect(main).toContainText("Los datos de la empresa quedaron modificados");
  const history = page.getByRole("region", { name: "Historial de cambios" });
  await expect(history.getByRole("listitem").first()).toContainText("Adriana Castro Mejía modificó los datos");
  await expect(history.getByRole("listitem").first()).toContainText("Calle 100 # 8A-55, torre C");
  await expect(history.getByRole("listitem")).toHaveCount(2);
  await expect(main.getByRole("table", { name: "Contactos" }).getByRole("row")).toHaveCount(2);
  await findsNothing(page, "history");
});
