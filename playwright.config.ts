import { defineConfig, devices } from "@playwright/test";
import { chromiumArgs } from "./tests/support/chromium-args";

/** Journeys run one after the other against one running product (tests/support/services.ts); its address comes from there. */
export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/support/services.ts",
  outputDir: "tests/artifacts/journeys",
  forbidOnly: true,
  retries: 0,
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "tests/artifacts/playwright.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    baseURL: process.env.PORTAL_URL,
    locale: "es-CO",
    timezoneId: "America/Bogota",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: chromiumArgs,
    },
  },
});
