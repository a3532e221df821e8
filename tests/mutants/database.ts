import type pg from "pg";
import {
  checks,
  foreignKeys,
  isConstraint,
  lockedTables,
  policies,
  required,
  triggers,
  uniques,
} from "@/tests/database/guard-list";
import { clauses } from "@/tests/mutants/clauses";
import type { DatabaseMutant } from "@/tests/mutants/mutant";
import { moves, rights } from "@/tests/mutants/rights";

// Every guard of the database taken down, made from the list of what it demands and from its functions' own text. A case of
// tests/database looks at its guard alone, so half of a kind goes in one run and the other half shows that only what is gone is seen.

const constraintsTest = ["tests/database/constraints.test.ts"];
const triggersTest = ["tests/database/triggers.test.ts"];
const policiesTest = ["tests/database/policies.test.ts"];

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const half = (index: number, kind: string, among: string) => ({ name: `${kind} ${index % 2}`, among });

/** All of them, in the order of the table. `client`: an owner's connection to a migrated database, asked for its texts only. */
export async function databaseMutants(client: pg.ClientBase): Promise<DatabaseMutant[]> {
  return [
    ...ofConstraints("check", "check", checks),
    ...ofConstraints("foreign key", "foreign key", foreignKeys),
    ...ofConstraints("unique", "once only", uniques),
    ...(await ofRequired(client)),
    ...ofTriggers(),
    ...ofPolicies(),
    ...ofLocks(),
    ...(await ofBranches(client)),
    ...(await ofClauses(client)),
    ...moves,
    ...rights,
  ];
}

/** A key goes together with the foreign keys that need it; the case that must see it looks at the key alone. */
function ofConstraints(
  kind: "check" | "foreign key" | "unique",
  word: string,
  guards: readonly { table: string; name: string }[],
): DatabaseMutant[] {
  return guards.map(({ table, name }, index) => ({
    name: `${table} ${name}`,
    kind,
    base: "filled",
    suite: constraintsTest,
    title: `${literal(`${word} ${table} ${name}`)}$`,
    tray: half(index, kind, `^${word} `),
    sql:
      kind === "unique" && !isConstraint(name)
        ? `DROP INDEX ${name}`
        : `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name} CASCADE`,
  }));
}

/** Columns of a primary key and those that number themselves need a value by that: it cannot be taken from them alone. */
async function ofRequired(client: pg.ClientBase): Promise<DatabaseMutant[]> {
  const { rows } = await client.query<{ held: string }>(
    `SELECT attrelid::regclass || ' ' || attname AS held FROM pg_attribute a WHERE attnum > 0
        AND (attidentity <> '' OR EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = attrelid AND indisprimary AND attnum = ANY (indkey)))`,
  );
  const held = new Set(rows.map((row) => row.held));
  return required
    .filter(({ table, column }) => !held.has(`${table} ${column}`))
    .map(({ table, column }, index) => ({
      name: `${table} ${column}`,
      kind: "value needed",
      base: "filled",
      suite: constraintsTest,
      title: `a value is needed: ${table} ${column}$`,
      tray: half(index, "value needed", "^a value is needed: "),
      sql: `ALTER TABLE ${table} ALTER ${column} DROP NOT NULL`,
    }));
}

/** Each trigger gone, and, where it listens to several events, deaf to one of them. */
function ofTriggers(): DatabaseMutant[] {
  return triggers.flatMap(({ table, name, definition, events }, index) => {
    const common = { kind: "trigger", base: "filled", suite: triggersTest } as const;
    const gone = `DROP TRIGGER ${name} ON ${table}`;
    const deaf = events.map((event, nth) => {
      const left = events.filter((one) => one !== event).join(" OR ");
      return {
        ...common,
        name: `${name} without ${event}`,
        title: `^${name} on ${event}`,
        tray: { name: `trigger deaf ${nth}`, among: " on " },
        sql: `${gone}; ${definition.replace(events.join(" OR "), left)}`,
      };
    });
    const whole = { ...common, name, title: `^${name} on `, tray: half(index, "trigger", " on "), sql: gone };
    return [whole, ...(events.length > 1 ? deaf : [])];
  });
}

function ofPolicies(): DatabaseMutant[] {
  return policies.flatMap(({ table, name, checks: writes }, index) => {
    const alter = (what: string) => `ALTER POLICY ${name} ON ${table} ${what} (true)`;
    const common = { kind: "policy", base: "filled", suite: policiesTest } as const;
    // What says more than the tenant is tried by tests of several tables at once.
    const apart = !name.endsWith("_of_tenant") || table === "membership";
    const read = { ...common, name: `${name} open to read`, sql: alter("USING") };
    const reads = apart ? read : { ...read, title: `^${table}(:| has)`, tray: half(index, "policy read", "") };
    const write = { ...common, name: `${name} open to write`, sql: alter("WITH CHECK") };
    const written =
      table === "draft" ? write : { ...write, title: `^${table}: nobody`, tray: half(index, "policy write", "") };
    return [reads, ...(writes ? [written] : [])];
  });
}

function ofLocks(): DatabaseMutant[] {
  return lockedTables.flatMap((table, index) => {
    const common = { kind: "forced rls", base: "filled", suite: policiesTest } as const;
    const alter = (how: string) => `ALTER TABLE ${table} ${how} ROW LEVEL SECURITY`;
    const free = { name: `${table} not forced`, sql: alter("NO FORCE"), title: `^${table} keeps` };
    const off = { name: `${table} off`, sql: alter("DISABLE"), title: `^${table}(:| )` };
    const mixed = ["app_user", "draft", "membership", "tenant"].includes(table);
    return [
      { ...common, ...free, tray: half(index, "rls not forced", "") },
      { ...common, ...off, ...(mixed ? { title: "." } : { tray: half(index, "rls off", "") }) },
    ];
  });
}

/** Every sentence with which a function refuses, said no more: the k-th `RAISE EXCEPTION` does nothing. */
async function ofBranches(client: pg.ClientBase): Promise<DatabaseMutant[]> {
  const raises = /RAISE EXCEPTION '((?:[^']|'')*)'[\s\S]*?;/g;
  return (await functionTexts(client)).flatMap(({ name, text }) =>
    [...text.matchAll(raises)].map((match, nth) => {
      // A trigger's function that only refuses has to answer something.
      const silent = name === "refuse_change" ? "RETURN NULL;" : "NULL;";
      const [whole, sentence = ""] = match;
      const sql = text.slice(0, match.index) + silent + text.slice(match.index + whole.length);
      const common = {
        name: `${name}: ${sentence}`,
        kind: "branch",
        base: "filled",
        suite: triggersTest,
        sql,
      } as const;
      if (name === "instruct")
        return {
          ...common,
          base: "seeded",
          suite: ["tests/instructions/refusals.test.ts", "tests/instructions/races.test.ts"],
        };
      if (name === "job_add") return { ...common, suite: ["tests/access/isolation.test.ts"] };
      if (name === "refuse_change") return { ...common, title: "append_only on " };
      return { ...common, title: `: ${literal(sentence)} \\(`, tray: { name: `branch ${nth}`, among: " on " } };
    }),
  );
}

async function ofClauses(client: pg.ClientBase): Promise<DatabaseMutant[]> {
  const texts = new Map((await functionTexts(client)).map(({ name, text }) => [name, text]));
  const places = new Map<string, number>();
  return clauses.map(({ in: name, find, replace, nth = 0, ...rest }) => {
    const parts = (texts.get(name) ?? "").split(find);
    // A text that is not there (any more) makes SQL that cannot run: the table then says that the list is out of date.
    const sql =
      parts.length > nth + 1
        ? parts.slice(0, nth + 1).join(find) + replace + parts.slice(nth + 1).join(find)
        : `${name} no longer says: ${find}`;
    const mutant = { ...rest, name: `${name}: ${rest.name}`, sql };
    if (rest.kind !== "clause") return mutant;
    const place = places.get(name) ?? 0;
    places.set(name, place + 1);
    // One of each function in a run: whatever goes red of a function's tests is seen of that one.
    return { ...mutant, title: `^(transfer_)?${name} on `, tray: { name: `clause ${place}`, among: " on " } };
  });
}

async function functionTexts(client: pg.ClientBase): Promise<{ name: string; text: string }[]> {
  const { rows } = await client.query<{ name: string; text: string }>(
    "SELECT proname AS name, pg_get_functiondef(oid) AS text FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
  );
  return rows;
}
