import pg from "pg";

export type Login = "owner" | "app_web" | "app_worker" | "verify";

const variables = {
  owner: "DATABASE_URL",
  app_web: "DATABASE_URL_WEB",
  app_worker: "DATABASE_URL_WORKER",
  verify: "DATABASE_URL_VERIFY",
} as const satisfies Record<Login, string>;

/** Address of a role in this test file's database. */
export const addressOf = (login: Login): string => process.env[variables[login]] ?? "";

/** Work on one plain connection, as a role of this file's database or at an address; the connection ends with it. */
export async function connected<Result>(
  to: Login | URL,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: to instanceof URL ? to.href : addressOf(to) });
  // A rollback is all there is to do when a test of ours breaks the connection: the next statement says so.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export type Attempt = { code: string; message: string; rowCount: number; rows: Record<string, unknown>[] };

/**
 * Tries statements in one transaction that is rolled back, serving a tenant or none. `code` is `ok`, or the SQLSTATE of
 * the one that was refused; `rows` are the last statement's.
 */
export async function attempt(
  client: pg.Client,
  tenant: number | null,
  ...statements: (string | [string, unknown[]])[]
): Promise<Attempt> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT set_config('app.tenant', $1, true)", [tenant === null ? "" : String(tenant)]);
    let last: pg.QueryResult<Record<string, unknown>> | null = null;
    for (const statement of statements) {
      last =
        typeof statement === "string" ? await client.query(statement) : await client.query(statement[0], statement[1]);
    }
    return { code: "ok", message: "", rowCount: last?.rowCount ?? 0, rows: last?.rows ?? [] };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { code: error.code ?? "", message: error.message, rowCount: 0, rows: [] };
  } finally {
    await client.query("ROLLBACK");
  }
}

/** The tenant of a company's code. */
export async function tenantOf(client: pg.Client, code: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>("SELECT id FROM tenant WHERE code = $1", [code]);
  const [row] = rows;
  if (!row) throw new Error(`No tenant ${code}`);
  return row.id;
}

/** Whether a role has a right on a table, or on any column of it. */
export const mayUse = async (client: pg.Client, role: string, table: string, right: string): Promise<boolean> => {
  const { rows } = await client.query<{ may: boolean }>(
    right === "DELETE" || right === "TRUNCATE"
      ? "SELECT has_table_privilege($1, $2, $3) AS may"
      : "SELECT has_any_column_privilege($1, $2, $3) AS may",
    [role, table, right],
  );
  return rows[0]?.may === true;
};

/** The columns of a table on which a role has a right, quoted; those that make themselves apart. */
export const columnsFor = async (client: pg.Client, role: string, table: string, right: string): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute WHERE attrelid = $2::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        AND has_column_privilege($1, attrelid, attnum, $3)`,
    [role, table, right],
  );
  return rows.map((row) => row.name);
};

/** The functions that a role may call, each with its arguments. */
export async function functionsOf(role: string): Promise<string[]> {
  const { rows } = await connected("owner", (client) =>
    client.query<{ name: string }>(
      "SELECT oid::regprocedure::text AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND has_function_privilege($1, oid, 'EXECUTE') ORDER BY 1",
      [role],
    ),
  );
  return rows.map((row) => row.name);
}
