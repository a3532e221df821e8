import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { migrate } from "@/lib/cli/migrate";
import { root } from "@/lib/cli/processes";
import { roleUrl } from "@/lib/config";
import { openDatabase } from "@/lib/db";
import { listGuards, requireGuards } from "@/lib/guards";
import { connected } from "@/tests/support/roles";
import { administer, cloneDatabase, withDatabase } from "@/tests/support/template";

const written = readFileSync(join(root, "prisma/guards.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "");

async function guardsOf(url: string): Promise<string[]> {
  const database = openDatabase(url, { connectionsMax: 1 });
  try {
    return await listGuards(database);
  } finally {
    await database.$disconnect();
  }
}

/** What the portal says at boot in a copy of the database that its owner has changed; null when it starts. */
async function refusalAfter(...changes: string[]): Promise<string | null> {
  const owner = await cloneDatabase(inject("templateUrl"));
  await connected(new URL(owner), async (client) => {
    for (const change of changes) await client.query(change);
  });
  const database = openDatabase(roleUrl(owner, "app_web"), { connectionsMax: 1 });
  try {
    await requireGuards(database);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await database.$disconnect();
  }
}

test("prisma/guards.txt is what the migrations make: after changing them on purpose, run `npm run guards`", async () => {
  expect(written.length).toBeGreaterThan(500);
  expect(await guardsOf(inject("templateUrl"))).toEqual(written);
  expect(await refusalAfter()).toBeNull();
});

test.each([
  [
    "a constraint",
    "ALTER TABLE transfer DROP CONSTRAINT transfer_cents_check",
    "constraint transfer transfer_cents_check CHECK ((cents > 0))",
  ],
  [
    "a composite foreign key",
    "ALTER TABLE batch DROP CONSTRAINT batch_tenant_id_order_id_fkey",
    "constraint batch batch_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id)",
  ],
  ["a unique index", "DROP INDEX batch_same_file_open", "index CREATE UNIQUE INDEX batch_same_file_open"],
  [
    "a trigger",
    "DROP TRIGGER transfer_append_only ON transfer",
    "trigger transfer O CREATE TRIGGER transfer_append_only",
  ],
  [
    "a trigger that is only disabled",
    "ALTER TABLE batch DISABLE TRIGGER batch_guard",
    "trigger batch O CREATE TRIGGER batch_guard",
  ],
  ["a policy", "DROP POLICY card_of_tenant ON card", "policy card card_of_tenant"],
  ["a policy made wider", "ALTER POLICY card_of_tenant ON card USING (true)", "policy card card_of_tenant"],
  ["row-level security", "ALTER TABLE account DISABLE ROW LEVEL SECURITY", "rls account enabled=t forced=t"],
  [
    "row-level security that is no longer forced",
    "ALTER TABLE account NO FORCE ROW LEVEL SECURITY",
    "rls account enabled=t forced=t",
  ],
  ["a grant", "REVOKE SELECT ON card FROM app_web", "grant card app_web SELECT"],
  [
    "a grant on a column",
    "REVOKE UPDATE (voided_at) ON signature FROM app_web",
    "grant signature.voided_at app_web UPDATE",
  ],
  [
    "the right to call a function",
    "REVOKE EXECUTE ON FUNCTION enter(bytea, text, text) FROM app_web",
    "execute enter(bytea,text,text) app_web",
  ],
  [
    "what a function does",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "function refuse_change()",
  ],
  ["as whom a function runs", "ALTER FUNCTION keep_balances() SECURITY INVOKER", "function keep_balances() definer=t"],
  [
    "where a function looks for its tables",
    "ALTER FUNCTION keep_balances() RESET search_path",
    "function keep_balances()",
  ],
  [
    "a move of a lot",
    "DELETE FROM batch_transition WHERE from_status = 'CONFIRMED' AND to_status = 'AUTHORIZED'",
    "move batch CONFIRMED AUTHORIZED",
  ],
  [
    "a move of an order",
    "DELETE FROM order_transition WHERE from_status = 'PAYING' AND to_status = 'IN_VERIFICATION'",
    "move order PAYING IN_VERIFICATION",
  ],
])("a boot is refused, and says why, without %s", async (_, change, guard) => {
  const refusal = await refusalAfter(change);
  expect(refusal).toMatch(/^The database lacks \d+ guards: /);
  expect(refusal).toContain(guard);
});

test("migrating again changes nothing", async () => {
  const owner = await cloneDatabase(inject("templateUrl"));
  await migrate(owner);
  await Promise.all([migrate(owner), migrate(owner)]);
  expect(await guardsOf(owner)).toEqual(written);
});

test("two migrations at once of an empty database: one does it, the other waits and finds it done", async () => {
  const template = new URL(inject("templateUrl"));
  const name = `${template.pathname.slice(1)}_empty_${randomBytes(4).toString("hex")}`;
  await administer(template.href, `CREATE DATABASE ${name}`);
  const owner = withDatabase(template.href, name);
  await Promise.all([migrate(owner), migrate(owner)]);
  expect(await guardsOf(owner)).toEqual(written);
  const applied = await connected(new URL(owner), (client) =>
    client.query("SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL"),
  );
  expect(new Set(applied.rows.map((row) => row.migration_name)).size).toBe(applied.rows.length);
});

test("a migration edited after it was applied is refused by name, and nothing runs", async () => {
  const owner = await cloneDatabase(inject("templateUrl"));
  const edited = "20261121000002_ledger";
  await connected(new URL(owner), (client) =>
    client.query("UPDATE _prisma_migrations SET checksum = repeat('0', 64) WHERE migration_name = $1", [edited]),
  );
  await expect(migrate(owner)).rejects.toThrow(`Migration ${edited} was edited after it was applied`);
  expect(await guardsOf(owner)).toEqual(written);
});
