import { defineConfig, devices } from "@playwright/test";
import { chromiumArgs } from "./tests/support/chromium-args";

/** `npm test` has two lanes of journeys side by side, each with a product of its own: these are the second, the others the first. */
const second = [
  "activity",
  "balances",
  "card",
  "desk-watch",
  "ending",
  "entry",
  "home",
  "language",
  "lot",
  "master",
  "own",
  "parts",
  "style",
  "token",
  "troubles",
  "weight",
].map((name) => `**/${name}.spec.ts`);
const lane = process.env.JOURNEYS_LANE;
const artifacts = `tests/artifacts${lane ? `/${lane}` : ""}`;

/** Journeys run one after the other against one running product (tests/support/services.ts); its address comes from there. */
export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/support/services.ts",
  outputDir: `${artifacts}/journeys`,
  testMatch: lane === "second" ? second : "**/*.spec.ts",
  testIgnore: lane === "first" ? second : [],
  forbidOnly: true,
  retries: 0,
  workers: 1,
  fullyParallel: false,
  // Limits end what hangs; they are wide enough for a machine that has other things to do.
  timeout: 600_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: `${artifacts}/playwright.json` }]],
  use: {
    actionTimeout: 60_000,
    navigationTimeout: 90_000,
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    baseURL: process.env.PORTAL_URL,
    locale: "es-CO",
    timezoneId: "America/Bogota",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: chromiumArgs,
    },
  },
});
