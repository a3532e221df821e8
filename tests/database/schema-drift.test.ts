import { readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { expect, test } from "vitest";
import { root } from "@/lib/cli/processes";
import { connected } from "@/tests/support/roles";

// Two readings of the same tables, in one form: what prisma/schema.prisma says, and what the migrations made.

/** Tables that only SQL touches: no model maps them. */
const sqlOnly = [
  "_prisma_migrations",
  "audit_pending",
  "batch_transition",
  "card_transition",
  "instruction_transition",
  "order_transition",
  "outside_state",
  "verify_result",
  "worker",
];

type Column = { type: string; nullable: boolean; default: string | null };
type Table = { columns: Record<string, Column>; key: string; uniques: string[] };
type Picture = { tables: Record<string, Table>; enums: Record<string, string> };

const native: Record<string, string> = {
  Int: "integer",
  BigInt: "bigint",
  String: "text",
  Boolean: "boolean",
  DateTime: "timestamp(3) without time zone",
  Json: "jsonb",
  Bytes: "bytea",
};
const nativeNamed: Record<string, string> = {
  SmallInt: "smallint",
  Uuid: "uuid",
  Date: "date",
  "Timestamptz(6)": "timestamp with time zone",
};

function schemaPicture(): Picture {
  const text = readFileSync(join(root, "prisma/schema.prisma"), "utf8");
  const blocks = [...text.matchAll(/^(model|enum) (\w+) \{\n([\s\S]*?)^\}/gm)].map(
    ([, kind = "", name = "", body = ""]) => ({
      kind,
      name,
      map: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name,
      lines: body
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("//")),
    }),
  );
  const enums = blocks.filter((block) => block.kind === "enum");
  const models = blocks.filter((block) => block.kind === "model");
  const types = { ...native, ...Object.fromEntries(enums.map(({ name, map }) => [name, map])) };
  return {
    tables: Object.fromEntries(models.map((model) => [model.map, modelTable(model.lines, types)])),
    enums: Object.fromEntries(
      enums.map(({ map, lines }) => [map, lines.filter((line) => !line.startsWith("@@")).join(" ")]),
    ),
  };
}

function modelTable(lines: string[], types: Record<string, string>): Table {
  const table: Table = { columns: {}, key: "", uniques: [] };
  const columnOf = new Map<string, string>();
  for (const line of lines.filter((one) => !one.startsWith("@@"))) {
    const [, field = "", type = "", list, optional, rest = ""] = /^(\w+)\s+(\w+)(\[\])?(\?)?(.*)$/.exec(line) ?? [];
    // A field whose type is a model is a relation, not a column.
    const base = types[type];
    if (base === undefined) continue;
    const name = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field;
    const named = /@db\.(\w+(?:\(\d\))?)/.exec(rest)?.[1];
    columnOf.set(field, name);
    table.columns[name] = {
      type: (named ? (nativeNamed[named] ?? named) : base) + (list ?? ""),
      nullable: optional !== undefined,
      default: schemaDefault(rest),
    };
    if (/@id\b/.test(rest)) table.key = name;
    if (/@unique\b/.test(rest)) table.uniques.push(name);
  }
  const columns = (fields: string) =>
    fields
      .split(",")
      .map((field) => columnOf.get(field.trim()) ?? field)
      .join(", ");
  for (const line of lines) {
    const [, kind, fields = ""] = /^@@(id|unique)\(\[([^\]]+)\]\)/.exec(line) ?? [];
    if (kind === "id") table.key = columns(fields);
    if (kind === "unique") table.uniques.push(columns(fields));
  }
  table.uniques.sort();
  return table;
}

function schemaDefault(rest: string): string | null {
  // What the client leaves alone is what the database makes by itself.
  if (/@ignore\b/.test(rest)) return "generated";
  const [, expression, text, written] = /@default\((?:dbgenerated\("(.*?)"\)|"(.*?)"|(.*?))\)(?:\s|$)/.exec(rest) ?? [];
  if (written === "autoincrement()") return "identity";
  if (written === "[]") return "{}";
  return expression ?? text ?? written ?? null;
}

async function databasePicture(client: pg.Client): Promise<Picture> {
  const { rows: columns } = await client.query<{ table: string; column: string } & Column>(`
    SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
           CASE WHEN a.attidentity = 'a' THEN 'identity' WHEN a.attgenerated = 's' THEN 'generated'
                ELSE pg_get_expr(d.adbin, d.adrelid) END AS "default"
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped`);
  const { rows: keys } = await client.query<{ table: string; primary: boolean; columns: string }>(`
    SELECT c.relname AS "table", i.indisprimary AS "primary",
           (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (num, n)
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num) AS columns
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique AND i.indpred IS NULL`);
  const { rows: enums } = await client.query<{ name: string; values: string }>(`
    SELECT t.typname AS name, string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder) AS values FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
     WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname`);
  const tables: Record<string, Table> = {};
  for (const { table, column, type, nullable, default: byDefault } of columns) {
    const entry = tables[table] ?? { columns: {}, key: "", uniques: [] };
    tables[table] = entry;
    entry.columns[column] = { type, nullable, default: byDefault === null ? null : plainDefault(byDefault) };
  }
  for (const { table, primary, columns: of } of keys) {
    const entry = tables[table];
    if (primary && entry) entry.key = of;
    else entry?.uniques.push(of);
  }
  for (const table of Object.values(tables)) table.uniques.sort();
  return { tables, enums: Object.fromEntries(enums.map(({ name, values }) => [name, values])) };
}

/** `'RECEIVED'::batch_status` → `RECEIVED`; an expression stays as it is, without the parentheses around it. */
const plainDefault = (expression: string): string =>
  expression.replace(/^\((.*)\)$/, "$1").replace(/^'([^']*)'::[a-z_ ]+(?:\[\])?$/, "$1");

/** What differs, a line each; empty when the two say the same. */
async function drift(client: pg.Client): Promise<string[]> {
  const [schema, database] = [schemaPicture(), await databasePicture(client)];
  for (const table of sqlOnly) delete database.tables[table];
  const lines = ({ tables, enums }: Picture) =>
    new Set([
      ...Object.entries(enums).map(([name, values]) => `enum ${name}: ${values}`),
      ...Object.entries(tables).flatMap(([name, { columns, key, uniques }]) => [
        `${name} key ${key}`,
        ...uniques.map((unique) => `${name} unique ${unique}`),
        ...Object.entries(columns).map(
          ([column, { type, nullable, default: byDefault }]) =>
            `${name}.${column} ${type}${nullable ? "?" : ""} = ${byDefault}`,
        ),
      ]),
    ]);
  const [said, made] = [lines(schema), lines(database)];
  // A unique key that no model needs may stand in the SQL alone; one that a model names must be there.
  const more = [...made.difference(said)].filter((line) => !line.includes(" unique "));
  return [
    ...[...said.difference(made)].map((line) => `schema only: ${line}`),
    ...more.map((line) => `database only: ${line}`),
  ].sort();
}

test("schema.prisma and the migrated database say the same: tables, columns, types, nullability, defaults, keys, enums", async () => {
  expect(Object.keys(schemaPicture().tables).length).toBeGreaterThan(25);
  expect(await connected("owner", drift)).toEqual([]);
});

test("the tables that no model maps are there, and are these", async () => {
  const { tables } = await connected("owner", databasePicture);
  const mapped = new Set(Object.keys(schemaPicture().tables));
  expect(
    Object.keys(tables)
      .filter((table) => !mapped.has(table))
      .sort(),
  ).toEqual(sqlOnly);
});

test.each([
  [
    "a column that may be null",
    "ALTER TABLE company ALTER COLUMN tax_id DROP NOT NULL",
    "database only: company.tax_id text? = null",
  ],
  [
    "a tenant that may be null",
    "ALTER TABLE batch_line ALTER COLUMN tenant_id DROP NOT NULL",
    "database only: batch_line.tenant_id integer? = null",
  ],
  [
    "another type",
    "ALTER TABLE signature ALTER COLUMN ordinal TYPE int",
    "database only: signature.ordinal integer = null",
  ],
  [
    "another default",
    "ALTER TABLE membership ALTER COLUMN status SET DEFAULT 'INACTIVE'",
    "database only: membership.status member_status = INACTIVE",
  ],
  ["a column gone", "ALTER TABLE card DROP COLUMN fingerprint", "schema only: card.fingerprint text = null"],
  ["a column more", "ALTER TABLE card ADD COLUMN pin text", "database only: card.pin text? = null"],
  ["a state more", "ALTER TYPE batch_status ADD VALUE 'LOST'", /^database only: enum batch_status: .* LOST$/],
  [
    "a unique key gone",
    "ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_tenant_id_key_key",
    "schema only: ledger_entry unique tenant_id, key",
  ],
  ["a table more", "CREATE TABLE sketch (id int PRIMARY KEY)", "database only: sketch.id integer = null"],
  ["a table gone", "DROP TABLE branch", "schema only: branch.code text = null"],
])("drift is seen: %s", async (_, change, line) => {
  await connected("owner", async (client) => {
    await client.query("BEGIN");
    await client.query(change);
    const found = await drift(client);
    await client.query("ROLLBACK");
    expect(found).toContainEqual(typeof line === "string" ? line : expect.stringMatching(line));
  });
});
