import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "@/lib/cli/migrate";
import { freePort } from "@/lib/cli/ports";
import { canReach, ownerUrl, startPostgres, stopPostgres } from "@/lib/cli/postgres";
import { administer, withDatabase } from "@/tests/support/template";

declare module "vitest" {
  interface ProvidedContext {
    /** Owner's address of the migrated template; each test file clones a database of its own from it. */
    templateUrl: string;
    /** Folder of the run for what tests write outside the database. */
    runFolder: string;
  }
}

/**
 * Vitest's global setup: one PostgreSQL for the run (or the one of DATABASE_URL_TEST) with a migrated template database; with
 * TEMPLATE_URL, that database is the template as it is (the mutants').
 */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.TEMPLATE_URL) return useTemplate(project, process.env.TEMPLATE_URL);
  const given = process.env.DATABASE_URL_TEST;
  const server = given ? { url: given, stop: async () => undefined } : await startThrowawayPostgres();
  const template = `contrafirma_template_${randomBytes(4).toString("hex")}`;
  const templateUrl = withDatabase(server.url, template);
  await administer(server.url, `CREATE DATABASE ${template}`);
  await migrate(templateUrl);
  const leave = provide(project, templateUrl);
  return async () => {
    leave();
    if (given) await dropFamily(given, template);
    await server.stop();
  };
}

function useTemplate(project: TestProject, templateUrl: string): () => Promise<void> {
  const leave = provide(project, templateUrl);
  return async () => {
    leave();
    await dropFamily(templateUrl, `${new URL(templateUrl).pathname.slice(1)}_`);
  };
}

function provide(project: TestProject, templateUrl: string): () => void {
  const runFolder = mkdtempSync(join(tmpdir(), "contrafirma-run-"));
  project.provide("templateUrl", templateUrl);
  project.provide("runFolder", runFolder);
  return () => rmSync(runFolder, { recursive: true, force: true });
}

/** A PostgreSQL of its own in a temporary folder that goes when it stops, or when we are killed. */
export async function startThrowawayPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const removeDir = mkdtempSync(join(temporaryFolder(), "contrafirma-"));
  chmodSync(removeDir, 0o711);
  const cluster = {
    dataDir: join(removeDir, "postgres"),
    port: await freePort(),
    ownerPassword: randomBytes(16).toString("hex"),
    log: join(removeDir, "postgres.log"),
    durable: false,
    removeDir,
  };
  const keeper = await startPostgres(cluster);
  return { url: ownerUrl(cluster), stop: () => stopPostgres(keeper) };
}

function temporaryFolder(): string {
  return canReach(join(tmpdir(), "any")) ? tmpdir() : "/var/tmp";
}

/** Drops every database of a server whose name begins so. */
export async function dropFamily(url: string, beginning: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, "postgres") });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
      [beginning],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
