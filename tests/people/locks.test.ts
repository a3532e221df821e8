import { beforeAll, expect, test } from "vitest";
import { asDecided, asOwner, demonstration } from "@/tests/support/make";
import { placeCeiling } from "@/tests/support/people";
import { attempt, connected } from "@/tests/support/roles";

// The second lock: what the portal's own connection cannot do to what is a person's own, whatever a command would let through.

const userIds = new Map<string, number>();
let e1 = 0;
beforeAll(async () => {
  await demonstration();
  await placeCeiling("adm1b", ["administracion.usuarios", "administracion.tokens", "administracion.claves"]);
  await asDecided(
    `UPDATE membership SET status = 'INACTIVE' WHERE user_id = (SELECT id FROM app_user WHERE username = 'cm1')`,
  );
  for (const { username, id } of await asOwner<{ username: string; id: number }>("SELECT username, id FROM app_user"))
    userIds.set(username, id);
  e1 = (await asOwner<{ id: number }>("SELECT id FROM tenant WHERE code = 'E1'"))[0]?.id ?? 0;
});

/** What becomes of a call of this person's about another, in E1: done, or refused. */
async function called(by: string | null, call: (person: number) => string, whom: string): Promise<string> {
  const user = by === null ? "" : String(userIds.get(by));
  const serving = `SELECT set_config('app.user', '${user}', true), set_config('app.channel', 'WEB', true)`;
  return connected("app_web", async (client) => {
    const { code } = await attempt(client, e1, serving, `SELECT ${call(userIds.get(whom) ?? 0)}`);
    return code === "ok" ? "done" : code;
  });
}

const calls = {
  person_contact: (person: number) => `person_contact(${person}, 'Otro Nombre', 'otro@demo.example')`,
  person_reset: (person: number) => `person_reset(${person})`,
  person_unlock: (person: number) => `person_unlock(${person})`,
  token_ask: (person: number) => `token_ask(${person})`,
  token_block: (person: number) => `token_block(${person}, true)`,
  token_replace: (person: number) => `token_replace(${person})`,
};
const refused = "42501";

test.each(Object.entries(calls))("%s", async (_, call) => {
  expect({
    done: await called("adm1", call, "maker1"),
    themselves: await called("adm1", call, "adm1"),
    another: await called("adm1", call, "firma9"),
    nobody: await called(null, call, "maker1"),
    several: await called("adm1", call, "multi1"),
    beyond: await called("adm1b", call, "maker1"),
    foreign: await called("adm2", call, "maker1"),
    unpermitted: await called("maker1", call, "consulta1"),
    inactive: await called("cm1", call, "consulta1"),
  }).toEqual({
    done: "done",
    themselves: refused,
    another: refused,
    nobody: refused,
    several: refused,
    beyond: refused,
    foreign: refused,
    unpermitted: refused,
    inactive: refused,
  });
});

test("person_left is for whom an administrator may let out, and ends nothing while they are in anywhere", async () => {
  const left = (person: number) => `person_left(${person})`;
  expect([
    await called("adm1", left, "multi1"),
    await called("adm1b", left, "maker1"),
    await called("adm1", left, "adm1"),
  ]).toEqual(["done", refused, refused]);
});

test("an operator lists nobody's people and is told nothing of them", async () => {
  const asOperator = "SELECT set_config('app.operator', 'on', true)";
  await connected("app_web", async (client) => {
    const listed = "SELECT total FROM list_people('{}', '{}', 'nombre', false, 10, 0)";
    const facts = "SELECT * FROM people_facts(ARRAY(SELECT id FROM membership))";
    expect((await attempt(client, e1, listed)).rows[0]?.total).toBeGreaterThan(5);
    expect((await attempt(client, e1, asOperator, listed)).rows[0]?.total).toBe(0);
    expect((await attempt(client, e1, asOperator, facts)).rowCount).toBe(0);
    const elsewhere = "SELECT * FROM people_elsewhere(ARRAY(SELECT id FROM membership))";
    const asMember = `SELECT set_config('app.user', '${userIds.get("adm1")}', true)`;
    expect((await attempt(client, e1, asMember, elsewhere)).rowCount).toBeGreaterThan(0);
    expect((await attempt(client, e1, asMember, asOperator, elsewhere)).rowCount).toBe(0);
    expect((await attempt(client, e1, elsewhere)).rowCount).toBe(0);
    expect((await attempt(client, null, listed)).rows[0]?.total).toBe(0);
  });
});
