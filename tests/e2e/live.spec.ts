import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixture";
import { signIn } from "@/tests/support/login";
import { asOwner } from "@/tests/support/running";
import { beneficios, choose, open, reaches, rechargeOf, rowOf, send } from "@/tests/support/steps";

// A lot's validation as an open page shows it: by the server's stream, and by asking where the stream is refused. The browser itself
// writes down every refused request.
test.use({ expectedComplaints: [/503 \(Service Unavailable\).*\/api\/avance\//] });

/** Puts a lot where a worker would, past the triggers that allow nobody else to. */
async function stands(lot: string, status: string, linesRead: number, faults: number): Promise<void> {
  expect(lot).toMatch(/^L-\d{4}-\d{6}$/);
  await asOwner(`DO $$ BEGIN
    SET LOCAL session_replication_role = replica;
    UPDATE batch SET status = '${status}', lines_read = ${linesRead}, fault_count = ${faults}
     WHERE number = '${lot}' AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1');
  END $$`);
}

type Asked = { streams: number; plain: number };

/** How often the page was told, and how often it asked. */
function countAsks(page: Page): Asked {
  const asked = { streams: 0, plain: 0 };
  page.on("request", (request) => {
    if (!request.url().includes("/api/avance/")) return;
    if (request.headers().accept?.includes("event-stream")) asked.streams += 1;
    else asked.plain += 1;
  });
  return asked;
}

async function uploaded(page: Page): Promise<string> {
  await signIn(page, "maker1");
  await choose(page, beneficios);
  await open(page, "Lotes", "Carga de Lotes");
  const lot = await send(page, "Recarga de tarjetas", rechargeOf(150));
  const ended = page.getByText(`Lote ${lot}: Por confirmar. 150 líneas leídas, sin errores.`);
  await expect(ended).toBeVisible({ timeout: 90_000 });
  return lot;
}

/** Its figures move on the open page, which is loaded once. */
async function seesItMove(page: Page, lot: string): Promise<void> {
  await stands(lot, "VALIDATING", 12_000, 0);
  await page.reload();
  await expect(rowOf(page, lot)).toContainText("12.000 líneas leídas");
  await stands(lot, "VALIDATING", 24_000, 3);
  await expect(rowOf(page, lot)).toContainText("24.000 líneas leídas · 3 errores");
  await stands(lot, "VALID", 150, 0);
  await reaches(page, lot, "Por confirmar");
}

test("lines and faults move by the server's stream", async ({ page }) => {
  const asked = countAsks(page);
  const lot = await uploaded(page);
  await seesItMove(page, lot);
  expect(asked.streams).toBeGreaterThan(0);
  expect(asked.plain).toBe(0);
});

test("they move as well where the stream is refused: the page asks instead", async ({ page }) => {
  const asked = countAsks(page);
  await page.route("**/api/avance/**", (route) =>
    route.request().headers().accept?.includes("event-stream")
      ? route.fulfill({ status: 503, body: "" })
      : route.fallback(),
  );
  const lot = await uploaded(page);
  await seesItMove(page, lot);
  // At most two tries in each of the two documents. The figures came three times, and nothing but asking brings them here.
  expect(asked.streams).toBeGreaterThan(0);
  expect(asked.streams).toBeLessThanOrEqual(4);
  expect(asked.plain).toBeGreaterThan(1);
});

test("a hidden page lets go of its stream and takes it up again", async ({ page }) => {
  const lot = await uploaded(page);
  await stands(lot, "VALIDATING", 10, 0);
  await page.addInitScript(() => {
    let hidden = false;
    Object.defineProperty(document, "hidden", { get: () => hidden });
    document.addEventListener("turn", () => {
      hidden = !hidden;
      document.dispatchEvent(new Event("visibilitychange"));
    });
  });
  const streaming = page.waitForResponse((response) => response.url().includes("/api/avance/"));
  await page.reload();
  await expect(rowOf(page, lot)).toContainText("10 líneas leídas");
  await streaming;
  const turn = () => page.evaluate(() => document.dispatchEvent(new Event("turn")));
  const closed = page.waitForEvent("requestfailed", (request) => request.url().includes("/api/avance/"));
  await turn();
  await closed;
  await stands(lot, "VALIDATING", 99, 0);
  const opened = page.waitForRequest((request) => request.url().includes("/api/avance/"));
  await turn();
  await opened;
  await expect(rowOf(page, lot)).toContainText("99 líneas leídas");
  await stands(lot, "VALID", 150, 0);
  await reaches(page, lot, "Por confirmar");
});
