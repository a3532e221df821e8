import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Judges that need programs of Debian's: `npm run judge` only. */
export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    include: ["tests/judge/**/*.judge.ts"],
    globalSetup: ["tests/support/postgres.ts"],
    setupFiles: ["tests/support/card-key.ts", "tests/support/database.ts"],
    testTimeout: 60_000,
    allowOnly: false,
  },
});
