import { beforeAll, describe, expect, test } from "vitest";
import { asOwner, demonstration } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";

// What the desk may know of an instruction in doubt: as an operator, of the company being served, nothing of a look at a balance.

let [e1, e2, user] = [0, 0, 0];
const number = "CM-2026-900001";

beforeAll(async () => {
  await demonstration();
  const id = async (sql: string) => (await asOwner<{ id: number }>(sql))[0]?.id ?? 0;
  e1 = await id("SELECT id FROM tenant WHERE code = 'E1'");
  e2 = await id("SELECT id FROM tenant WHERE code = 'E2'");
  user = await id("SELECT id FROM app_user WHERE username = 'cm1'");
});

const shown = JSON.stringify({
  company: "E1",
  product: "P1",
  kind: "FUND",
  items: [],
  totalCents: "100",
  account: "0012-3456-7890",
  description: "Prueba",
});
/** A recharge of E1 in doubt, which the bank gave a reference; then a question of whoever serves a company. */
async function told(question: string, { operator = true, serves = e1, kind = "FUND" } = {}): Promise<unknown> {
  const balance =
    "kind = 'BALANCE', account = NULL, cents = NULL, card_id = (SELECT min(id) FROM card WHERE tenant_id = instruction.tenant_id),";
  const { code, rows } = await connected("owner", (client) =>
    attempt(
      client,
      e1,
      `SELECT set_config('app.user', '${user}', true), set_config('app.channel', 'WEB', true), set_config('app.operator', '', true)`,
      `SELECT instruct('${shown}', repeat('0', 64), '11111111-2222-4333-8444-555555555555', '127.0.0.1', 'raw', NULL)`,
      "SET LOCAL session_replication_role = replica",
      `UPDATE instruction SET ${kind === "BALANCE" ? balance : ""} status = 'UNKNOWN', failure = 'timeout', number = '${number}', outside = 'BR-OWN'
        WHERE key = '11111111-2222-4333-8444-555555555555'`,
      `INSERT INTO pending_change (tenant_id, kind, subject, before, after, digest, proposed_by)
       VALUES (${e1}, 'DOUBT', '${number}', '{}', '{"state": "x"}', repeat('0', 64), ${user})`,
      "SET LOCAL session_replication_role = origin",
      `SELECT set_config('app.tenant', '${serves}', true), set_config('app.operator', '${operator ? "on" : ""}', true)`,
      question,
    ),
  );
  return code === "ok" ? rows : code;
}

describe("an instruction in doubt", () => {
  const asked = `SELECT kind FROM instruction_in_doubt('${number}', false)`;
  test.each<[string, object, () => Parameters<typeof told>[1]]>([
    ["is told to an operator", [{ kind: "FUND" }], () => ({})],
    ["is told to nobody else", [], () => ({ operator: false })],
    ["is told of the company being served", [], () => ({ serves: e2 })],
    ["is none when it was a look at a balance", [], () => ({ kind: "BALANCE" })],
  ])("%s", async (_, rows, as) => {
    expect(await told(asked, as())).toEqual(rows);
  });

  test("keeps what was proposed about it", async () => {
    expect(await told(`SELECT id FROM doubt_overtaken('${number}') AS id`)).toEqual([]);
  });
});

describe("whose a reference of the bank is", () => {
  const own = `(SELECT id FROM instruction WHERE number = '${number}')`;
  const asked = (mine: string) => `SELECT bank_reference_holder('BR-OWN', NULL, ${mine}) AS holder`;
  test.each<[string, string | null, string, () => Parameters<typeof told>[1]]>([
    ["another's", number, "NULL", () => ({})],
    ["its own", null, own, () => ({})],
    ["of another company", null, "NULL", () => ({ serves: e2 })],
    ["nobody else's business", null, "NULL", () => ({ operator: false })],
  ])("%s", async (_, holder, mine, as) => {
    expect(await told(asked(mine), as())).toEqual([{ holder }]);
  });
});
