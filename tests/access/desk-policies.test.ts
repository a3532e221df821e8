import { beforeAll, expect, test } from "vitest";
import { policies } from "@/tests/database/guard-list";
import { attempt, columnsFor, connected, mayUse } from "@/tests/support/roles";
import { everyTableFilled } from "@/tests/support/rows";

// What only the desk writes, and what the desk never writes: each such policy alone, from the list of what the database must have.

type Side = "the desk" | "a company or broker";
const sideKept = (text: string): Side | null => {
  if (text.startsWith("CASE") || !text.includes("is_operator()")) return null;
  return text.includes("NOT is_operator()") ? "the desk" : "a company or broker";
};

const cases = policies.flatMap(({ table, name, command, using, check }) => {
  const refused = sideKept(using || check);
  const writes = command === "INSERT" || command === "UPDATE" || command === "DELETE";
  return refused && writes ? [[name, command, refused, table] as const] : [];
});

beforeAll(everyTableFilled);

test("there are some of each", () => {
  for (const command of ["INSERT", "UPDATE", "DELETE"])
    expect(cases.filter(([, one]) => one === command).length).toBeGreaterThan(2);
});

test.each(cases)("%s: no %s by %s", async (_, command, refused, table) => {
  await connected("owner", async (owner) => {
    const { rows } = await owner.query<{ row: { tenant_id?: number } }>(
      `SELECT to_jsonb(t) AS row FROM ${table} t LIMIT 1`,
    );
    const [{ row } = { row: {} }] = rows;
    const names = (await columnsFor(owner, "app_web", table, command === "INSERT" ? "INSERT" : "UPDATE")).join(", ");
    // Whoever has no right to a column of it at all is refused by that.
    if (command !== "DELETE" && names === "") return expect(await mayUse(owner, "app_web", table, command)).toBe(false);
    const write = {
      INSERT: [
        `INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE SELECT ${names} FROM jsonb_populate_record(NULL::${table}, $1)`,
        [row],
      ] as [string, unknown[]],
      UPDATE: `UPDATE ${table} SET ${names.split(", ")[0]} = ${names.split(", ")[0]}`,
      DELETE: `DELETE FROM ${table}`,
    }[command];
    // Only the policy is on trial, not what triggers say of the row besides.
    const tried = await attempt(
      owner,
      null,
      `ALTER TABLE ${table} DISABLE TRIGGER USER`,
      "SET LOCAL ROLE app_web",
      `SELECT set_config('app.tenant', '${row.tenant_id ?? ""}', true), set_config('app.operator', '${refused === "the desk" ? "on" : ""}', true)`,
      write,
    );
    if (command === "INSERT")
      expect([tried.code, tried.message]).toEqual(["42501", expect.stringContaining("row-level")]);
    else expect([tried.code, tried.rowCount]).toEqual(["ok", 0]);
  });
});
