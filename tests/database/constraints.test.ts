import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copied, pointedAway, repeated, triedAlone } from "@/tests/database/alone";
import { checkCases } from "@/tests/database/check-cases";
import {
  checks,
  constraints,
  countOf,
  foreignKeys,
  kinds,
  required,
  triggers,
  uniques,
} from "@/tests/database/guard-list";
import { addressOf } from "@/tests/support/roles";
import { everyTableFilled } from "@/tests/support/rows";

// Every constraint, unique index and column that needs a value, each alone: everything else that keeps its table is taken down
// first, then comes what only that guard refuses, and it must refuse it by name. Cases come from prisma/guards.txt, not from
// the database: a guard that is gone is tried all the same.

let owner: pg.Client;

beforeAll(async () => {
  await everyTableFilled();
  owner = new pg.Client({ connectionString: addressOf("owner") });
  await owner.connect();
});
afterAll(() => owner.end());

const named = <Guard extends { table: string; name: string }>(guards: readonly Guard[]) =>
  guards.map((guard): [string, Guard] => [`${guard.table} ${guard.name}`, guard]);

describe("what is there to be tried", () => {
  test("every constraint of the file is a check, a foreign key or a unique index here", () => {
    // Triggers that wait for the end of their transaction are constraints too: tried in triggers.test.ts.
    const tried = [...checks, ...foreignKeys, ...uniques, ...triggers].map(({ table, name }) => `${table} ${name}`);
    expect(constraints.map(({ table, name }) => `${table} ${name}`).filter((name) => !tried.includes(name))).toEqual(
      [],
    );
    expect(uniques).toHaveLength(countOf("index"));
    expect(required.length).toBeGreaterThan(150);
  });

  test("every check has a case that breaks it, and no case is of a check that is gone", () => {
    expect(Object.keys(checkCases).sort()).toEqual(checks.map(({ table, name }) => `${table} ${name}`).sort());
  });

  test("a kind of guard that nobody here knows needs tests of its own", () => {
    expect(kinds).toEqual(
      // Tried here; in triggers.test.ts and policies.test.ts; in states.test.ts; in roles.test.ts; in schema-drift.test.ts.
      [
        "constraint",
        "index",
        "required",
        "trigger",
        "policy",
        "rls",
        "function",
        "move",
        "grant",
        "execute",
        "role",
        "member",
        "default",
      ].sort(),
    );
  });
});

test.each(named(checks))("check %s", async (title, { table, name }) => {
  const { of, to } = checkCases[title] ?? { of: undefined, to: [] };
  expect(to.length).toBeGreaterThan(0);
  for (const changes of to) {
    const refusal = await triedAlone(owner, table, name, [copied(table, changes, of)]);
    expect([changes, refusal?.code, refusal?.constraint]).toEqual([changes, "23514", name]);
  }
});

test.each(named(foreignKeys))("foreign key %s", async (_, { table, name }) => {
  for (const statement of pointedAway(name)) {
    const refusal = await triedAlone(owner, table, name, [statement]);
    expect([statement, refusal?.code, refusal?.constraint]).toEqual([statement, "23503", name]);
  }
});

test.each(named(uniques))("once only %s", async (_, { table, name }) => {
  const refusal = await triedAlone(owner, table, name, [repeated(name)]);
  expect([refusal?.code, refusal?.constraint]).toEqual(["23505", name]);
});

test.each(named(required.map((one) => ({ ...one, name: one.column }))))(
  "a value is needed: %s",
  async (_, { table, column }) => {
    const refusal = await triedAlone(owner, table, `required ${column}`, [copied(table, { [column]: "NULL" })]);
    expect([refusal?.code, refusal?.column]).toEqual(["23502", column]);
  },
);
