import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests that touch no database: rules, forms, formats, and the commands (which bring their own processes). */
const pure = [
  "tests/{money,words-amount}.test.ts",
  "tests/**/{rules,schema,messages,format,file,digest,layout,config,letter}.test.ts",
  "tests/{cli,files,gateways,simulator,ui}/**/*.test.{ts,tsx}",
];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: here("./") },
      { find: /^server-only$/, replacement: here("./node_modules/server-only/empty.js") },
    ],
  },
  test: {
    globalSetup: ["tests/support/postgres.ts"],
    setupFiles: ["tests/support/card-key.ts"],
    allowOnly: !process.env.CI,
    // Limits end what hangs; they are wide enough for a machine that has other things to do. What must be quick is measured by its test.
    maxWorkers: 3,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    outputFile: { json: "tests/artifacts/vitest.json" },
    projects: [
      { extends: true, test: { name: "unit", include: pure } },
      {
        extends: true,
        test: {
          name: "database",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: [...pure, "tests/{e2e,holds,bench}/**"],
          setupFiles: ["tests/support/database.ts"],
        },
      },
      // Two portals and two workers as processes, one file after the other: needs the build, so it is a step of its own.
      {
        extends: true,
        test: {
          name: "holds",
          include: ["tests/holds/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: process.env.SOAK ? 7_200_000 : 600_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
