import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject } from "vitest";
import { roleUrl } from "@/lib/config";
import { testSecretsKey } from "@/tests/support/keys";
import { cloneDatabase } from "@/tests/support/template";

/**
 * Setup file of the database tests: before a test file is loaded, the environment points at a database of its own, each
 * process role at its role there. DATABASE_URL is the owner: only for what a test must place or look at behind the app.
 */
const text = readFileSync(expect.getState().testPath ?? "", "utf8");
// Whoever speaks of the demonstration asks for it: to copy it at once saves a copy.
const owner = await cloneDatabase(
  inject("templateUrl"),
  /import \{[^}]*\bdemonstration\b/.test(text) ? "seeded" : "bare",
);
Object.assign(process.env, {
  LAUNCHED_BY: "tests",
  PORT: "3000",
  DATABASE_URL: owner,
  DATABASE_URL_WEB: roleUrl(owner, "app_web"),
  DATABASE_URL_WORKER: roleUrl(owner, "app_worker"),
  DATABASE_URL_VERIFY: roleUrl(owner, "verify"),
  SECRETS_KEY: testSecretsKey,
  GATEWAY_SECRET: randomBytes(32).toString("hex"),
  SMTP_URL: "smtp://127.0.0.1:9",
  MAIL_FROM: "Contrafirma <avisos@demo.example>",
  BANK_URL: "http://127.0.0.1:9",
  CORE_URL: "http://127.0.0.1:9",
  AUDIT_ANCHOR_DIR: mkdtempSync(join(inject("runFolder"), "anchors-")),
});
// Forms and routes are asked from the portal's own address, whatever ports whoever runs the tests has chosen.
delete process.env.PUBLIC_ORIGIN;
