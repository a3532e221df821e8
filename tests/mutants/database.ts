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
/** What sees a policy gone that says who may, not whose row it is; a row of a tenant and a person's own are tried with all others. */
const policySuites: readonly [policy: RegExp, suite: readonly string[]][] = [
  [/^membership_(made|changed)$/, ["tests/access/granting.test.ts", "tests/brokers/locks.test.ts"]],
  [/^tenant_operator$/, [...policiesTest, "tests/operator/desk.test.ts"]],
  [/^(profile|membership)_/, ["tests/access/granting.test.ts", "tests/access/desk-policies.test.ts"]],
  [/_(made|changed|dropped|registered|modified|removed)$/, ["tests/access/desk-policies.test.ts"]],
  [/_(no_operator|operator|doubt|asked|answered|unseen|written)$/, ["tests/operator/desk.test.ts"]],
];
/** Policies beneath which something else refuses already. */
const beneath: Readonly<Record<string, string>> = {
  bank_account_modified: "the web's role may update no column of it",
  contracted_service_modified: "the web's role may update no column of it",
  profile_changed: "what it asks of the new row it asks of the old one",
  pending_change_registered: "pending_change_asked asks for an operator too",
  pending_change_answered: "pending_change_modified asks for an operator too",
  pending_change_modified: "pending_change_answered asks for an operator too",
};
/** The same of functions that refuse for themselves, and of triggers that compare with what somebody may give. */
const functionSuites: Readonly<Record<string, readonly string[]>> = {
  job_add: ["tests/access/isolation.test.ts"],
  team_ceiling: ["tests/brokers/locks.test.ts"],
  team_file_unmake: ["tests/brokers/bulk-locks.test.ts"],
};

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
    const apart = functionSuites[/EXECUTE FUNCTION (\w+)/.exec(definition)?.[1] ?? ""];
    const common = { kind: "trigger", base: "filled", suite: triggersTest } as const;
    const tried = (named: string, title: string, tray: DatabaseMutant["tray"], sql: string): DatabaseMutant =>
      apart
        ? { ...common, name: named, base: "seeded", suite: apart, sql }
        : { ...common, name: named, title, tray, sql };
    const gone = `DROP TRIGGER ${name} ON ${table}`;
    const deaf = events.map((event, nth) => {
      const heard = definition.replace(events.join(" OR "), events.filter((one) => one !== event).join(" OR "));
      const sql = `${gone}; ${event === "UPDATE" ? heard.replace(/ OF .+?(?= ON )/, "") : heard}`;
      const tray = { name: `trigger deaf ${nth}`, among: " on " };
      return tried(`${name} without ${event}`, `^${name} on ${event}`, tray, sql);
    });
    const whole = tried(name, `^${name} on `, half(index, "trigger", " on "), gone);
    return [whole, ...(events.length > 1 ? deaf : [])];
  });
}

function ofPolicies(): DatabaseMutant[] {
  return policies.flatMap(({ table, name, command, using, check }, index) => {
    const alter = (what: string) => `ALTER POLICY ${name} ON ${table} ${what} (true)`;
    const survives = beneath[name];
    const common = { kind: "policy", base: "filled", suite: policiesTest, ...(survives && { survives }) } as const;
    const read = { ...common, name: `${name} open to read`, sql: alter("USING") };
    const write = { ...common, name: `${name} open to write`, sql: alter("WITH CHECK") };
    // What is asked of who writes, not of the row, is asked before it is touched.
    const blind = command === "UPDATE" && !/_of_tenant$/.test(name) ? using : null;
    const both = (onRead: DatabaseMutant, onWrite: DatabaseMutant) => [
      ...(using ? [onRead] : []),
      ...(check && check !== blind ? [onWrite] : []),
    ];
    const suite = policySuites.find(([policy]) => policy.test(name))?.[1];
    if (suite) return both({ ...read, suite, base: "seeded" }, { ...write, suite, base: "seeded" });
    // What says more than the tenant is tried by tests of several tables at once.
    const apart = !name.endsWith("_of_tenant") || table === "membership";
    return both(
      apart ? read : { ...read, title: `^${table}(:| has)`, tray: half(index, "policy read", "") },
      table === "draft" ? write : { ...write, title: `^${table}: nobody`, tray: half(index, "policy write", "") },
    );
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
      const apart = functionSuites[name];
      if (apart) return { ...common, base: name === "job_add" ? "filled" : "seeded", suite: apart };
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
