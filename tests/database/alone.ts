import pg from "pg";
import { foreignKeys, uniques } from "@/tests/database/guard-list";

// One guard on trial: in a transaction that is rolled back everything else that keeps its table is taken down first, so that
// what refuses a statement is that guard and nothing else.

export type Refusal = { code: string; message: string; constraint: string; column: string };

/**
 * Tries statements on a table that keeps nothing but the guard named: a constraint, a unique index, a trigger, or `required
 * column`. Returns how the first one that failed was refused; null when all were taken.
 */
export async function triedAlone(
  client: pg.Client,
  table: string,
  guard: string,
  statements: readonly string[],
): Promise<Refusal | null> {
  await client.query("BEGIN");
  try {
    await leaveOnly(client, table, guard);
    await client.query("SET CONSTRAINTS ALL IMMEDIATE");
    for (const statement of statements) await client.query(statement);
    return null;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const { code = "", message, constraint = "", column = "" } = error;
    return { code, message, constraint, column };
  } finally {
    await client.query("ROLLBACK");
  }
}

async function leaveOnly(client: pg.Client, table: string, guard: string): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(
    `SELECT format('ALTER TABLE %I DROP CONSTRAINT %I CASCADE', $1::text, conname) AS drop FROM pg_constraint
      WHERE conrelid = $1::regclass AND conname <> $2 AND contype IN ('c', 'f', 'u', 'p')
     UNION ALL SELECT format('ALTER TABLE %I ALTER %I DROP NOT NULL', $1::text, attname) FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull AND attidentity = '' AND 'required ' || attname <> $2
        AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = attrelid AND i.indisprimary AND attnum = ANY (i.indkey)
                          AND i.indexrelid::regclass::text = $2)
     UNION ALL SELECT format('DROP INDEX %I', c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = $1::regclass AND i.indisunique AND c.relname <> $2
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
     UNION ALL SELECT format('ALTER TABLE %I ALTER %I DROP EXPRESSION', $1::text, attname) FROM pg_attribute
      WHERE attrelid = $1::regclass AND attgenerated = 's'
     UNION ALL SELECT format('ALTER TABLE %I DISABLE TRIGGER %I', $1::text, tgname) FROM pg_trigger
      WHERE tgrelid = $1::regclass AND NOT tgisinternal AND tgname <> $2`,
    [table, guard],
  );
  for (const { drop } of rows) await client.query(drop);
}

/** A statement that adds a copy of a row, chosen by a condition, with some columns changed (values as SQL). */
export function copied(table: string, changes: Readonly<Record<string, string>>, where = "true"): string {
  const changed = Object.entries(changes).map(([column, value]) => `'${column}', ${value}`);
  return `INSERT INTO ${table} OVERRIDING SYSTEM VALUE
    SELECT (jsonb_populate_record(t, jsonb_build_object(${changed.join(", ")}))).* FROM ${table} t WHERE ${where} LIMIT 1`;
}

/** Adds a row that is there already. */
export function repeated(name: string): string {
  const index = uniques.find((unique) => unique.name === name);
  if (!index) throw new Error(`No unique index ${name}`);
  const filled = index.columns.map((column) => `${column} IS NOT NULL`);
  return copied(index.table, {}, [...filled, index.where].join(" AND "));
}

/** Points a row at what is not there, and, where the key carries the tenant or the person, at a row of another one. */
export function pointedAway(name: string): string[] {
  const key = foreignKeys.find((one) => one.name === name);
  if (!key) throw new Error(`No foreign key ${name}`);
  const { table, columns, target, targetColumns } = key;
  const [column = "", there = ""] = [columns.at(-1), targetColumns.at(-1)];
  const nobody = `(SELECT CASE pg_typeof(f.${there})::text WHEN 'uuid' THEN gen_random_uuid()::text ELSE '-1' END FROM ${target} f LIMIT 1)`;
  const [owner = "", theirs = ""] = [columns[0], targetColumns[0]];
  const anothers = `(SELECT f.${there} FROM ${target} f WHERE f.${theirs} <> t.${owner} LIMIT 1)`;
  const absent = copied(table, { [column]: nobody });
  return columns.length === 2 ? [absent, copied(table, { [column]: anothers })] : [absent];
}
