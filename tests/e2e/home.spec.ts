import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { changePerson, signIn } from "@/tests/support/login";
import { findsNothing } from "@/tests/support/looks";
import { authorize, beneficios, calculate, choose, confirmedLot, open, rechargeOf } from "@/tests/support/steps";

// The first page after signing in: what waits, where one was, and the search over everything.

const bandeja = (page: Page) => page.getByRole("main");
const rail = (page: Page) => page.getByRole("navigation", { name: "Áreas", exact: true });

async function search(page: Page, typed: string): Promise<void> {
  const palette = page.getByRole("dialog", { name: "Búsqueda en el portal" });
  // A page just come may not listen to keys yet, as a person finds who presses again.
  await expect(async () => {
    if (!(await palette.isVisible())) await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole("combobox").fill(typed);
}

/** Lots that wait for a signature of this person, as the Bandeja counts them. */
async function toSign(page: Page): Promise<number> {
  const found = bandeja(page).getByRole("link", { name: /lotes? por autorizar$/ });
  await expect(bandeja(page).getByRole("heading", { name: "Espera por usted" })).toBeVisible();
  if ((await found.count()) === 0) return 0;
  return Number((await found.first().textContent())?.match(/^\d+/)?.[0]);
}

test("a lot that its maker confirms waits for a signer, and after the signature no more", async ({ page }) => {
  await signIn(page, "firma1");
  const before = await toSign(page);
  const lot = await confirmedLot(page, beneficios, rechargeOf(4, 10_000_080));
  await changePerson(page, "firma1");
  expect(await toSign(page)).toBe(before + 1);
  await expect(rail(page).getByRole("link", { name: `Bandeja ${before + 1} por atender` })).toBeVisible();
  await page.getByRole("button", { name: /^Avisos: \d+ nuevos?$/ }).click();
  await expect(page.getByRole("link", { name: `El lote ${lot} espera su firma` })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Avisos", exact: true })).toBeVisible();
  await bandeja(page)
    .getByRole("link", { name: /lotes? por autorizar$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Autorización de Lotes" })).toBeVisible();
  await calculate(page, [lot]);
  await authorize(page);
  await rail(page)
    .getByRole("link", { name: /^Bandeja/ })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Bandeja" })).toBeVisible();
  expect(await toSign(page)).toBe(before);
});

test("a starred page is in the Bandeja on another machine too, and the pages visited beside it", async ({
  page,
  browser,
}) => {
  await signIn(page, "pagador2");
  await choose(page, beneficios);
  await open(page, "Consultas", "Órdenes de Servicio");
  const star = page.getByRole("button", { name: "Agregar a favoritos" });
  await expect(star).toHaveAttribute("aria-pressed", "false");
  await Promise.all([page.waitForResponse((answer) => answer.url().endsWith("/api/paginas")), star.click()]);
  await expect(star).toHaveAttribute("aria-pressed", "true");
  const elsewhere = await browser.newContext();
  const there = await elsewhere.newPage();
  await signIn(there, "pagador2");
  const favourites = there.getByRole("region", { name: "Favoritos" });
  await favourites.getByRole("link", { name: /Órdenes de Servicio/ }).click();
  await expect(there.getByRole("heading", { level: 1, name: "Órdenes de Servicio" })).toBeVisible();
  await Promise.all([
    there.waitForResponse(
      (answer) => answer.url().endsWith("/api/paginas") && /unstar/.test(answer.request().postData() ?? ""),
    ),
    there.getByRole("button", { name: "Agregar a favoritos" }).click(),
  ]);
  await there.goto("/");
  await expect(
    there.getByRole("region", { name: "Recientes" }).getByRole("link", { name: /Órdenes de Servicio/ }),
  ).toBeVisible();
  await expect(there.getByRole("region", { name: "Favoritos" }).getByRole("link")).toHaveCount(0);
  await elsewhere.close();
});

test("Ctrl K finds a lot by its last digits and opens it, by keyboard alone; Esc gives the focus back", async ({
  page,
}) => {
  const lot = await confirmedLot(page, beneficios, rechargeOf(3, 10_000_120));
  await page.goto("/");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const opener = page.getByRole("button", { name: "Búsqueda" });
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await search(page, lot.slice(-3));
  const options = page.getByRole("listbox").getByRole("option");
  await expect(options.filter({ hasText: lot })).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText(/^\d+ resultados?$/);
  for (
    let step = 0;
    (await page.getByRole("option", { selected: true }).textContent())?.includes(lot) !== true;
    step += 1
  ) {
    expect(step).toBeLessThan(20);
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/lotes/${lot}`);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("screens are found without accents, and nothing that the profile does not include", async ({ page }) => {
  await signIn(page, "consulta1");
  await search(page, "ordenes");
  await expect(page.getByText("Sin resultados para «ordenes»")).toBeVisible();
  await page.getByRole("combobox").fill("OS-2026");
  await expect(page.getByText("Sin resultados para «OS-2026»")).toBeVisible();
  await page.getByRole("combobox").fill("1000000001");
  await expect(page.getByText("Sin resultados para «1000000001»")).toBeVisible();
  await page.getByRole("combobox").fill("/carga");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Carga de Lotes" })).toBeVisible();
  await changePerson(page, "pagador1");
  await search(page, "ordenes de");
  await expect(page.getByRole("option").first()).toContainText("Órdenes de Servicio");
});

test("the master account's reader sees balances, movements and a card, and no lots", async ({ page }) => {
  await signIn(page, "cm1");
  await expect(bandeja(page).getByRole("heading", { name: "Saldos" })).toBeVisible();
  await expect(
    bandeja(page)
      .getByRole("img", { name: /Saldo al cierre de cada día/ })
      .first(),
  ).toBeVisible();
  await expect(bandeja(page).getByText("Retiro al banco").first()).toBeVisible();
  await search(page, "1000000003");
  await page.getByRole("option").first().click();
  await page.waitForURL("**/tarjetas/1000000003");
  await expect(page.getByRole("main")).toContainText("4507 99•• ••••");
  await expect(page.getByRole("main").getByText("Activa")).toBeVisible();
  await choose(page, beneficios);
  await open(page, "Consultas", "Saldos");
  const line = page.getByRole("figure");
  await expect(line.getByRole("heading", { name: /en 90 días$/ })).toBeVisible();
  await expect(line.locator("svg.recharts-surface")).toBeVisible();
  await line.getByText("Ver los datos").click();
  await expect(line.getByRole("row")).toHaveCount(91);
  await open(page, "Consultas", "Movimientos");
  await expect(
    page.getByRole("navigation", { name: "Menú del producto" }).getByRole("button", { name: "Lotes" }),
  ).toHaveCount(0);
});

test("axe finds nothing on any of it", async ({ page }) => {
  await signIn(page, "cm1");
  await findsNothing(page, "Bandeja with balances");
  const product = "/empresas/E1/P1";
  const paths = ["", "/consultas/saldos", "/consultas/movimientos", "/tarjetas/1000000003"].map(
    (path) => product + path,
  );
  for (const path of [...paths, "/configuracion/usuario"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await findsNothing(page, path);
  }
  await search(page, "pena");
  await expect(page.getByRole("option").first()).toContainText("Peñaloza");
  await findsNothing(page, "search");
  await page.getByRole("combobox").fill("zzzz");
  await expect(page.getByText("Sin resultados")).toHaveCount(2);
  await findsNothing(page, "search without results");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Plegar el menú" }).click();
  await findsNothing(page, "folded");
  await page.reload();
  await expect(page.getByRole("button", { name: "Desplegar el menú" })).toBeVisible();
});
