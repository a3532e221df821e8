import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { clave, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";

// Why somebody may, and who may; what a company calls its own, and whom its lots may name; help and templates.
test.use({ expectedComplaints: [/404 \(/] });

async function typesClave(page: Page, accept: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Clave", { exact: true }).fill(clave);
  await dialog.getByRole("button", { name: accept, exact: true }).click();
}

test("an administrator asks why and who, and sees what somebody would see", async ({ page }) => {
  await signIn(page, "adm1");
  await page.goto("/administracion?empresa=E1");
  await page.getByRole("main").getByRole("link", { name: "¿Por qué?" }).click();
  await page.getByLabel("Persona", { exact: true }).fill("hernández");
  await page.getByRole("button", { name: "Consultar" }).click();
  await expect(page.getByRole("heading", { name: "Todo lo que puede hacer" })).toBeVisible();
  await page.goto("/administracion/porque?empresa=E1&persona=firma2&accion=batch.sign&canal=WEB&producto=P1");
  const answer = page.getByRole("region", { name: "Respuesta" });
  await expect(answer).toContainText("Sí. Lucía Hernández Vega puede «Autorización de Lotes · Firmar»");
  await expect(answer).toContainText("Cada lote necesita 2 firmas");
  await findsNothing(page, "why yes");
  await page.goto("/administracion/porque?empresa=E1&persona=consulta1&accion=batch.read&canal=WEB&producto=P2");
  await expect(answer).toContainText("No. Claudia Rojas Niño no tiene Tarjeta Incentivos entre sus productos.");
  await page.goto("/administracion/porque?empresa=E1&persona=maker2&accion=batch.read");
  await expect(page.getByText("Nadie de esta empresa tiene ese usuario o ese nombre")).toBeVisible();
  await page.goto("/administracion/porque?empresa=E1&pregunta=quien&accion=batch.sign&canal=APP&producto=P1");
  await expect(page.getByRole("heading", { name: /3 personas pueden «Autorización de Lotes · Firmar»/ })).toBeVisible();
  await findsNothing(page, "who");
  await page.getByRole("link", { name: "Ver por qué puede Lucía Hernández Vega" }).click();
  await expect(answer).toContainText("Sí. Lucía Hernández Vega");
  await answer.getByRole("link", { name: "Ver a Lucía Hernández Vega" }).click();
  await expect(page.getByRole("main")).toContainText("Lucía Hernández Vega");
  await page.goto("/administracion/porque?empresa=E1&pregunta=como&persona=maker1&canal=WEB");
  const sees = page.getByRole("region", { name: /Lo que vería Marcela Gómez Pardo/ });
  await expect(sees).toContainText("Carga de Lotes");
  await expect(sees).not.toContainText("Autorización de Lotes");
  await findsNothing(page, "see as");
});

test("own names, a branch and a third party, each with the clave", async ({ page }) => {
  await signIn(page, "adm1");
  await page.goto("/administracion/nombres?empresa=E1");
  await page.getByRole("button", { name: "Modificar el nombre de Tarjeta Incentivos" }).click();
  await page.getByRole("dialog").getByLabel("Nombre propio").fill("Premios de ventas");
  await findsNothing(page, "name");
  await typesClave(page, "Guardar nombre");
  await expect(page.getByRole("main")).toContainText("El nombre quedó guardado");
  await expect(page.getByRole("row", { name: /Tarjeta Incentivos P2 Premios de ventas/ })).toBeVisible();
  await page.goto("/administracion/afiliados?empresa=E1");
  await page.getByRole("button", { name: "Crear sucursal" }).click();
  await page.getByRole("dialog").getByLabel("Código").fill("003");
  await page.getByRole("dialog").getByLabel("Nombre").fill("Cartagena");
  await typesClave(page, "Crear");
  await page.getByRole("button", { name: "Modificar Cartagena" }).click();
  await page.getByRole("dialog").getByLabel("Estado").selectOption("Inactivo");
  await typesClave(page, "Guardar cambios");
  await expect(page.getByRole("row", { name: /Cartagena 003 Inactivo/ })).toBeVisible();
  await findsNothing(page, "branches");
  await page.getByRole("link", { name: "Terceros" }).click();
  await page.getByRole("button", { name: "Crear afiliado" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Tipo de documento").selectOption("NIT");
  await dialog.getByLabel("Número").fill("890300279-5");
  await dialog.getByLabel("Nombre").fill("Transportes del Río");
  await typesClave(page, "Crear");
  await expect(dialog).toContainText("debería ser 4");
  await dialog.getByLabel("Número").fill("890300279-4");
  await typesClave(page, "Crear");
  await expect(page.getByRole("row", { name: /Transportes del Río NIT 8903002794 Activo/ })).toBeVisible();
});

test("a person reads the help, takes a template, and finds no administration", async ({ page }) => {
  await signIn(page, "maker1");
  await page.getByRole("button", { name: /Cuenta de/ }).click();
  await page.getByRole("link", { name: "Ayudas", exact: true }).click();
  await page.getByRole("searchbox", { name: "Buscar en las ayudas" }).fill("plantillas");
  await page.keyboard.press("Enter");
  await page
    .getByRole("main")
    .getByRole("link", { name: /Cargar un lote/ })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Cargar un lote" })).toBeVisible();
  await findsNothing(page, "help");
  await page.goto("/configuracion/descargas?empresa=E1");
  await findsNothing(page, "downloads");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Descargar la plantilla de Recarga de tarjetas" }).click();
  expect((await download).suggestedFilename()).toBe("plantilla-recarga.csv");
  for (const path of ["porque", "nombres", "afiliados"]) {
    expect((await page.goto(`/administracion/${path}?empresa=E1`))?.status()).toBe(404);
  }
});
