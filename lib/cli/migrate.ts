import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { withEmbedded } from "@/lib/cli/data-dir";
import { runMain } from "@/lib/cli/fault";
import { ownerConfig, rolePassword } from "@/lib/config";
import { knownMigrations, migrationsDirectory } from "@/lib/migrations";

const lockKey = 5_301_977;

/** The database that every cluster has and that nothing of ours lives in. */
const maintenance = "postgres";

/**
 * Brings a database up to date as its owner: roles, graphile-worker's tables, then each migration in its own
 * transaction, written down in Prisma's own table. Any number may run at once, into one database or into several of one
 * cluster: an advisory lock lets one through, and another one lets one at a time touch the roles, which are the cluster's.
 * @throws Error when a migration that was applied has been edited since
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // PostgreSQL going down ends the query under way with an error of its own; the connection's needs a listener.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    await withRolesLocked(ownerUrl, () => makeRoles(client, ownerUrl));
    await runMigrations({ connectionString: ownerUrl, noHandleSignals: true });
    await applyMigrations(client);
  } finally {
    await client.end();
  }
}

/** An advisory lock is its database's own: taken in the maintenance database, it holds for all databases of the cluster. */
async function withRolesLocked(ownerUrl: string, work: () => Promise<void>): Promise<void> {
  const address = new URL(ownerUrl);
  address.pathname = `/${maintenance}`;
  const client = new pg.Client({ connectionString: address.href });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    await work();
  } finally {
    await client.end();
  }
}

async function makeRoles(client: pg.Client, ownerUrl: string): Promise<void> {
  await ensureRole(client, "loader", "NOLOGIN BYPASSRLS");
  for (const role of ["app_web", "app_worker", "verify"] as const) {
    const flags = role === "verify" ? "LOGIN BYPASSRLS" : "LOGIN";
    await ensureRole(client, role, `${flags} PASSWORD ${client.escapeLiteral(rolePassword(ownerUrl, role))}`);
  }
  await client.query("GRANT loader TO app_worker WITH INHERIT FALSE, SET TRUE");
}

async function ensureRole(client: pg.Client, role: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  await client.query(`${rowCount === 0 ? "CREATE" : "ALTER"} ROLE ${client.escapeIdentifier(role)} ${attributes}`);
}

async function applyMigrations(client: pg.Client): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0)`);
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL",
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  for (const name of await knownMigrations()) {
    const sql = await readFile(path.join(migrationsDirectory, name, "migration.sql"), "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    const known = applied.get(name);
    if (known === undefined) await applyMigration(client, name, sql, checksum);
    else if (known !== checksum) throw new Error(`Migration ${name} was edited after it was applied`);
  }
}

async function applyMigration(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES (gen_random_uuid()::text, $1, now(), $2, 1)`,
      [checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${name} failed`, { cause: error });
  }
}

if (process.argv[1] === import.meta.filename) await runMain(() => migrate(ownerConfig(withEmbedded()).databaseUrl));
