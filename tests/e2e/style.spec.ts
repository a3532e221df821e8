import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { style } from "@/lib/messages/es/style";
import { expect, test } from "@/tests/e2e/fixture";
import { axeFinds, overflowOf, settled } from "@/tests/support/looks";

const folder = join(import.meta.dirname, "../artifacts/estilo");
/** Crosswise: each width and each theme, and not all of both; colours alone are held by tests/ui/contrast.test.ts. */
const looks = [
  { width: 390, of: { parts: "light", screens: "dark" } },
  { width: 768, of: { parts: "dark", screens: null } },
  { width: 1280, of: { parts: "light", screens: "light" } },
] as const;
const screens = Object.keys(style.screens).filter((screen) => screen !== "partes");
const sections = Object.keys(style.guide.sections);

declare global {
  interface Window {
    /** What of the page moved by itself since it began, and by how much (CLS, as the browser counts it). */
    moved: string[];
  }
}

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.moved = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & { value: number; sources: { node: Node | null }[] };
        const [first] = sources;
        window.moved.push(
          `${value} ${first?.node instanceof Element ? first.node.outerHTML.slice(0, 200) : first?.node?.nodeValue}`,
        );
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
});

/** Nothing moved, and nothing is wider than the screen. */
async function standsStill(page: Page, where: string): Promise<void> {
  await settled(page);
  expect(await page.evaluate(() => window.moved), `${where} moved by itself`).toEqual([]);
  expect(await overflowOf(page), `${where} scrolls sideways`).toBeLessThanOrEqual(0);
}

for (const { width, of } of looks) {
  test(`parts at ${width} px, ${of.parts}`, async ({ page }) => {
    const colorScheme = of.parts;
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/estilo?pantalla=ingreso", { waitUntil: "networkidle" }); // Inter is there, as on all pages but one's first
    await page.goto("/estilo");
    await expect(page.locator(".recharts-surface")).toHaveCount(2);
    await expect(page.getByRole("button", { name: "Abrir calendario", exact: true })).toHaveCount(4);
    await standsStill(page, `parts, ${width} px, ${colorScheme}`);
    // As high as the page, so that what sticks to an edge stands over nothing that is measured or photographed.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height });
    await settled(page);
    expect(await axeFinds(page), `parts, ${width} px, ${colorScheme}`).toEqual([]);
    for (const section of sections)
      await page
        .locator(`section#${section}`)
        .screenshot({ path: join(folder, `${section}-${width}-${colorScheme}.png`) });
  });

  if (of.screens)
    test(`example screens at ${width} px, ${of.screens}`, async ({ page }) => {
      const colorScheme = of.screens;
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto("/estilo?pantalla=ingreso", { waitUntil: "networkidle" });
      for (const screen of screens) {
        await page.goto(`/estilo?pantalla=${screen}`, { waitUntil: "networkidle" });
        await standsStill(page, `${screen}, ${width} px, ${colorScheme}`);
        expect(await axeFinds(page), `${screen}, ${width} px, ${colorScheme}`).toEqual([]);
        await page.screenshot({ path: join(folder, `pantalla-${screen}-${width}-${colorScheme}.png`), fullPage: true });
      }
    });
}

test("with reduced motion another theme is there at once, on every element", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto("/estilo");
  await settled(page);
  const moving = await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
    return document.getAnimations().filter((one) => one instanceof CSSTransition).length;
  });
  expect(moving).toBe(0);
});

test("without a script what would be drawn stands as text, and what would be richer is plain", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto("/estilo");
  await expect(page.getByRole("table", { name: style.guide.chartMonths }).getByText("$ 803.000.000,00")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Perfiles: Firmar" })).toBeVisible();
  await expect(page.locator("input[type=date][name=desde]").first()).toBeVisible();
  await expect(page.locator("select[name=sucursal]")).toBeVisible();
  await context.close();
});
