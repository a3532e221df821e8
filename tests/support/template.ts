import { randomBytes } from "node:crypto";
import pg from "pg";

/** A fresh copy of the migrated template; its owner's address. */
export async function cloneDatabase(templateUrl: string): Promise<string> {
  const template = databaseOf(templateUrl);
  const name = `${template}_${process.env.VITEST_POOL_ID ?? "0"}_${randomBytes(4).toString("hex")}`;
  await administer(templateUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return withDatabase(templateUrl, name);
}

/** One statement at the server, outside any database of ours; copies of one template wait for each other. */
export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, "postgres") });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('contrafirma template'))");
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The same server and owner, another database. */
export function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
