import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { asOwner } from "@/tests/support/running";
import { cellsOf, unzipped } from "@/tests/support/unzipped";

// Gestionar usuarios as a broker's super-user reads its manual: find somebody, narrow the list, turn its pages, take it away as Excel.

const main = (page: Page) => page.getByRole("main");
const rows = (page: Page) => main(page).getByRole("row");

async function downloaded(page: Page, name: string): Promise<{ file: string; bytes: Buffer }> {
  const download = page.waitForEvent("download");
  await main(page).getByRole("link", { name, exact: true }).click();
  const done = await download;
  return { file: done.suggestedFilename(), bytes: readFileSync(await done.path()) };
}

async function narrow(page: Page, filter: string, choice: string): Promise<void> {
  await main(page).getByRole("button", { name: filter, exact: true }).click();
  await main(page).getByRole("link", { name: choice, exact: true }).click();
  await expect(main(page).getByText(`${filter}: ${choice}`)).toBeVisible();
}

test("a super-user finds, narrows, sorts and turns the list, and takes away what it found", async ({ page }) => {
  // 5,389 in the demonstration, and whom a journey before may have added.
  const [team] = await asOwner<{ n: number }>(
    "SELECT count(*)::int AS n FROM membership m JOIN tenant t ON t.id = m.tenant_id WHERE t.code = 'B1'",
  );
  const count = team?.n ?? 0;
  expect(count).toBeGreaterThanOrEqual(5389);
  const pages = Math.ceil(count / 10);
  const all = count.toLocaleString("es-PE");
  await signIn(page, "sup1");
  await page.getByRole("navigation", { name: "Áreas" }).getByRole("link", { name: "Corredores" }).click();
  await main(page).getByRole("link", { name: "Gestionar usuarios" }).click();
  await expect(page.getByRole("heading", { name: "Gestionar usuarios", level: 1 })).toBeVisible();
  await expect(main(page).getByRole("link", { name: "Agregar nuevo usuario" })).toBeVisible();
  await expect(rows(page).first().getByRole("columnheader")).toHaveText([
    "N°",
    "Broker",
    "Nombre completo",
    "Correo electrónico",
    "Rol",
    "Estado",
    "Último acceso",
    "Última modificación",
  ]);
  await expect(
    main(page).getByText(`Mostrando registros del 1 al 10 de un total de ${all}`, { exact: true }),
  ).toBeVisible();
  await findsNothing(page, "Gestionar usuarios");

  await main(page).getByRole("link", { name: "Siguiente" }).click();
  await expect(main(page).getByText(`Mostrando registros del 11 al 20 de un total de ${all}`)).toBeVisible();
  await expect(rows(page).nth(1).getByRole("cell").first()).toHaveText("11");
  await main(page)
    .getByRole("link", { name: String(pages) })
    .click();
  await expect(
    main(page).getByText(
      `Mostrando registros del ${(pages * 10 - 9).toLocaleString("es-PE")} al ${all} de un total de ${all}`,
    ),
  ).toBeVisible();
  await expect(rows(page)).toHaveCount(1 + count - (pages - 1) * 10);
  await main(page).getByRole("button", { name: "Mostrar 10 registros" }).click();
  await main(page).getByRole("link", { name: "Mostrar 25 registros" }).click();
  await expect(main(page).getByText(`Mostrando registros del 1 al 25 de un total de ${all}`)).toBeVisible();

  await page.getByLabel("Buscar:").fill("vmiyash");
  await page.getByLabel("Buscar:").press("Enter");
  await expect(
    main(page).getByText(
      `Mostrando registros del 1 al 1 de un total de 1 registros (filtrado de un total de ${all} registros)`,
    ),
  ).toBeVisible();
  await expect(rows(page).nth(1).getByRole("cell").nth(3)).toHaveText("vmiyashiro@demo.example");
  await expect(rows(page).nth(1)).toContainText("ACTIVO");
  await expect(main(page).getByRole("link", { name: "Valeria Miyashiro" })).toHaveAttribute(
    "href",
    "/corredores/usuarios/vmiyashiro?empresa=B1",
  );
  await page.getByLabel("Buscar:").press("Escape");
  await expect(main(page).getByText(`Mostrando registros del 1 al 25 de un total de ${all}`)).toBeVisible();

  await narrow(page, "Rol", "Ejecutivo");
  await narrow(page, "Estado", "INACTIVO");
  await narrow(page, "Último acceso", "Hace más de 90 días");
  await narrow(page, "Sección", "Salud");
  await main(page).getByRole("link", { name: "Correo electrónico" }).click();
  await expect(main(page).getByRole("columnheader", { name: "Correo electrónico" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  const shown = await rows(page).locator("td:nth-child(4)").allInnerTexts();
  expect(shown).toEqual(shown.toSorted());
  const { file, bytes } = await downloaded(page, "Excel");
  expect(file).toMatch(/^usuarios-B1-\d{4}-\d{2}-\d{2}\.xlsx$/);
  const [heads, ...people] = cellsOf(unzipped(bytes).get("xl/worksheets/sheet1.xml") ?? "");
  expect(heads?.slice(0, 6)).toEqual([
    "Usuario",
    "Nombre",
    "Apellido",
    "Fecha de nacimiento",
    "RUC / DNI",
    "Correo electrónico",
  ]);
  const [total] = /(?<=un total de )[\d,]+(?= registros \()/.exec((await main(page).textContent()) ?? "") ?? [];
  expect(people).toHaveLength(Number(total?.replace(",", "")));
  expect(people.slice(0, 25).map((cells) => cells[5])).toEqual(shown);
  await main(page).getByRole("link", { name: "Quitar filtros" }).click();
  await expect(main(page).getByText(`Mostrando registros del 1 al 25 de un total de ${all}`)).toBeVisible();

  // The portal's search shows eight of them, and leads to all.
  await page.getByRole("button", { name: /Búsqueda/ }).click();
  await page.getByRole("combobox").fill("miyashiro");
  await page.getByRole("option", { name: /^Ver todos los que coinciden/ }).click();
  await expect(page).toHaveURL(/\/corredores\/usuarios\?empresa=B1&buscar=miyashiro/);
});

test.describe("who does not administer", () => {
  test.use({ expectedComplaints: [/404/] });

  test("finds neither the place nor the page", async ({ page }) => {
    await signIn(page, "ejec1");
    await page.goto("/corredores/inicio");
    await expect(main(page).getByRole("link", { name: "Gestionar usuarios" })).toHaveCount(0);
    const answer = await page.goto("/corredores/usuarios");
    expect(answer?.status()).toBe(404);
  });
});
