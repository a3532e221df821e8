import type { Page } from "@playwright/test";
import { style } from "@/lib/messages/es/style";
import { expect, test } from "@/tests/e2e/fixture";

const { guide, parts } = style;

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/estilo");
  await expect(page.getByRole("button", { name: "Abrir calendario", exact: true })).toHaveCount(4);
});

/** What the form around a field would post under a name. */
const posts = (page: Page, name: string) =>
  page
    .locator(`[name="${name}"]`)
    .first()
    .evaluate((field: HTMLInputElement) => {
      const form = field.form ?? document.createElement("form");
      if (!field.form) form.append(field.cloneNode());
      return new FormData(form).getAll(field.name).map(String);
    });

test("a dialog takes the focus, keeps it, and gives it back", async ({ page }) => {
  const opener = page.getByRole("button", { name: guide.token });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: guide.profileTitle });
  await expect(dialog.getByLabel(guide.tokenField)).toBeFocused();
  for (let step = 0; step < 5; step += 1) {
    await page.keyboard.press("Tab");
    await expect(dialog.locator(":focus")).toHaveCount(1);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test("a refused confirmation says so at its field, and empties the clave", async ({ page }) => {
  await page.getByRole("button", { name: guide.clave }).click();
  const dialog = page.getByRole("alertdialog", { name: guide.annulTitle });
  await dialog.getByLabel("Clave", { exact: true }).fill("no-es");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(guide.passwordError)).toBeVisible();
  await expect(dialog.getByLabel("Clave", { exact: true })).toBeFocused();
  await expect(dialog.getByLabel("Clave", { exact: true })).toHaveValue("");
});

test("the tree is walked, folded and ticked by keyboard", async ({ page }) => {
  const tree = page.getByRole("treegrid", { name: guide.tree });
  const row = (name: string) => tree.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await row("Consultas").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(row("Consultas")).toHaveAttribute("aria-expanded", "false");
  await expect(row("Saldos de tarjetas")).toBeHidden();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(row("Saldos de tarjetas")).toBeFocused();
  for (const _ of ["all", "access", "read", "excel"]) await page.keyboard.press("ArrowRight");
  const excel = tree.getByRole("checkbox", { name: "Saldos de tarjetas: Exportar a Excel" });
  await expect(excel).toBeFocused();
  await page.keyboard.press("Space");
  await expect(excel).toBeChecked();
  await expect(page.getByText("1 cambio", { exact: true })).toBeVisible();
  await expect(tree.getByRole("checkbox", { name: "Consultas: Exportar a Excel" })).toBeChecked();
  await page.getByRole("button", { name: "Ver solo cambios" }).click();
  await expect(row("Órdenes de Servicio")).toBeHidden();
  await expect(row("Saldos de tarjetas")).toBeVisible();
  expect(await posts(page, "permiso")).toContain("Saldos de tarjetas.excel");
});

test("a group's box sets what may be set below it, and is mixed while only some is", async ({ page }) => {
  const tree = page.getByRole("treegrid", { name: guide.tree });
  const group = tree.getByRole("checkbox", { name: "Transacciones: Firmar" });
  await group.check();
  await expect(tree.getByRole("checkbox", { name: "Lotes de cargo: Firmar" })).toBeChecked();
  await tree.getByRole("checkbox", { name: "Lotes de cargo: Firmar" }).uncheck();
  await expect(group).toHaveJSProperty("indeterminate", true);
  await expect(tree.getByRole("checkbox", { name: "Saldos de tarjetas: Acceso App" })).toBeDisabled();
});

test("a choice is found by a part of its name without accents, and its value is posted", async ({ page }) => {
  const box = page.getByRole("combobox", { name: guide.branch }).first();
  await box.focus();
  await page.keyboard.type("quibdo");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue("Quibdó · 052");
  expect(await posts(page, "sucursal")).toEqual(["052"]);
  await box.fill("nada de esto");
  await expect(page.getByText("Nada coincide con lo que escribió.").first()).toBeVisible();
});

test("a date is typed in the country's order and posted as the schemas take it", async ({ page }) => {
  await page.getByRole("group", { name: guide.day }).first().getByRole("spinbutton").first().focus();
  await page.keyboard.type("05122026");
  expect(await posts(page, "fecha")).toEqual(["2026-12-05"]);
});

test("a range is chosen in its calendar by keyboard, and the focus goes back", async ({ page }) => {
  const opener = page.getByRole("button", { name: `Abrir calendario: ${guide.from}` }).nth(1);
  await opener.focus();
  await page.keyboard.press("Enter");
  const calendar = page.getByRole("dialog", { name: "Elegir fechas" });
  await expect(calendar.locator("[data-focused]")).toHaveText("1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(calendar).toBeHidden();
  await expect(opener).toBeFocused();
  expect([await posts(page, "desde-2"), await posts(page, "hasta-2")]).toEqual([["2026-11-08"], ["2026-11-11"]]);
});

test("an amount is grouped as it is typed, refuses letters, and posts plain text", async ({ page }) => {
  const field = page.getByLabel(guide.amount).first();
  await field.focus();
  await page.keyboard.type("1250x0000,5");
  await expect(field).toHaveValue("12.500.000,5");
  await page.keyboard.type("z");
  await expect(page.getByText("Aquí van solo cifras", { exact: false }).first()).toBeVisible();
  await expect(page.getByText("doce millones quinientos mil pesos con 50/100").first()).toBeVisible();
  const posted = await page
    .locator("input[name=minimo]")
    .first()
    .evaluate((input: HTMLInputElement) => {
      input.value = "1.250.000,00";
      return new FormData(input.form ?? undefined).get(input.name);
    });
  expect(posted).toBe("1250000,00");
});

test("a list: search by /, filters and pages by address, rows chosen and added up", async ({ page }) => {
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: guide.searchLots })).toBeFocused();
  await page.keyboard.type("nomina");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/estilo?buscar=nomina");
  await expect(page.getByRole("searchbox", { name: guide.searchLots })).toBeFocused();
  const list = page.locator("section#listas");
  await list.getByLabel("L-2026-000129").first().check();
  await list.getByLabel("L-2026-000126").first().check();
  await expect(list.getByText("2 lotes, $ 16.625.000,00")).toBeVisible();
  await list.getByRole("button", { name: "Quitar la selección" }).click();
  await expect(list.getByText(guide.chosenNone)).toBeVisible();
  await list.getByRole("button", { name: guide.filterState }).first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/estilo?estado=valid");
  await list.getByRole("link", { name: "Siguiente" }).first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/estilo?pagina=4");
});

test("a toast is said in a live region, leads on, and goes with Esc", async ({ page }) => {
  const opener = page.getByRole("button", { name: guide.toast });
  await opener.focus();
  await page.keyboard.press("Enter");
  const region = page.getByRole("region", { name: "Avisos del momento" });
  await expect(region.locator("[aria-live=polite]")).toContainText(guide.toastText);
  await expect(region.getByRole("link", { name: guide.toastLink })).toBeVisible();
  await expect(opener).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(region).not.toContainText(guide.toastText);
});

test("a form keeps what was typed and leads to the field that was not understood", async ({ page }) => {
  const form = page.locator("section#formularios");
  await form.getByRole("button", { name: parts.primary }).click();
  await expect(form.getByRole("alert")).toContainText(parts.bad);
  await expect(form.getByLabel(parts.mail)).toBeFocused();
  await expect(form.getByLabel(parts.mail)).toHaveValue("marta@");
});
