import { randomBytes } from "node:crypto";
import pg from "pg";

/** A fresh copy of the migrated template, or of the demonstration beside it where that is wanted and there already; its owner's address. */
export async function cloneDatabase(templateUrl: string, wanted: "bare" | "seeded" = "bare"): Promise<string> {
  const template = databaseOf(templateUrl);
  const name = `${template}_${process.env.VITEST_POOL_ID ?? "0"}_${randomBytes(4).toString("hex")}`;
  const seeded = seededBeside(template);
  const from = wanted === "seeded" && (await isThere(templateUrl, seeded)) ? seeded : template;
  await administer(templateUrl, copyOf(from, name));
  return withDatabase(templateUrl, name);
}

const seededBeside = (template: string) => `${template}_seeded`;
const copyOf = (template: string, name: string) => `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`;
const isThere = (url: string, database: string) =>
  holds(withDatabase(url, "postgres"), `SELECT 1 FROM pg_database WHERE datname = '${database}'`);

/**
 * The demonstration in a copy that holds none yet: the first test file of a run that asks for it has it seeded beside the template, and
 * the copy is made anew from there, since to seed thousands of people takes longer than most files. A database that holds it is left as it is.
 */
export async function takeDemonstration(
  template: () => string,
  url: string,
  seed: (url: string) => Promise<unknown>,
): Promise<void> {
  if (await holds(url, "SELECT 1 FROM tenant LIMIT 1")) return;
  const templateUrl = template();
  const seeded = seededBeside(databaseOf(templateUrl));
  const client = new pg.Client({ connectionString: withDatabase(templateUrl, "postgres") });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('contrafirma demonstration'))");
    if (!(await isThere(templateUrl, seeded))) {
      await administer(templateUrl, `CREATE DATABASE ${seeded}_half TEMPLATE ${databaseOf(templateUrl)}`);
      await seed(withDatabase(templateUrl, `${seeded}_half`));
      await client.query(`ALTER DATABASE ${seeded}_half RENAME TO ${seeded}`);
    }
    await client.query(`DROP DATABASE ${databaseOf(url)} WITH (FORCE)`);
    await client.query(copyOf(seeded, databaseOf(url)));
  } finally {
    await client.end();
  }
}

async function holds(url: string, statement: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount !== 0;
  } finally {
    await client.end();
  }
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
