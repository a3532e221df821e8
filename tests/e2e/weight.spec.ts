import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { signIn } from "@/tests/support/login";

/** look.md: what a page's first load may bring of scripts, compressed. */
const scriptsMaxBytes = 200_000;

/** Compressed bytes of all scripts of a page loaded afresh. */
async function scriptsOf(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: "networkidle" });
  return page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => new URL(entry.name).pathname.endsWith(".js"))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
}

test("a first load brings less than 200 kB of scripts", async ({ page }) => {
  const weights = new Map([["ingresar", await scriptsOf(page, "/ingresar")]]);
  await signIn(page, "maker1");
  weights.set("lots", await scriptsOf(page, "/empresas/E1/P1/lotes/carga"));
  for (const [name, bytes] of weights) {
    console.log(`${name}: ${Math.round(bytes / 1000)} kB of scripts`);
    expect(bytes, name).toBeGreaterThan(0);
    expect(bytes, name).toBeLessThan(scriptsMaxBytes);
  }
});
