import { beforeAll, describe, expect, test } from "vitest";
import { resetMember } from "@/lib/brokers/member-acts";
import { asOwner, demonstration, outcomeOf } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";
import { actingIn, change, memberAs } from "@/tests/support/team";
import { applied, delimited, fileOf, ofBroker, sendTeamFile, undone } from "@/tests/support/team-sheet";

// Two things at the same instant, of which the one is done while the other already waits for the same person.

beforeAll(demonstration);

/** Whoever waits for a row or a turn of another by now. */
const waiters = async () =>
  (
    await asOwner<{ n: number }>(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    )
  )[0]?.n;

/** What becomes of an act that began while these statements were done and not yet committed. */
const meanwhile = (statements: readonly string[], act: () => Promise<unknown>): Promise<string> =>
  connected("owner", async (client) => {
    await client.query("BEGIN");
    for (const statement of statements) await client.query(statement);
    const acting = outcomeOf(act());
    await expect.poll(waiters).toBe(1);
    await client.query("COMMIT");
    return acting;
  });

const joins = (username: string) => [
  `SELECT 1 FROM app_user WHERE username = '${username}' FOR NO KEY UPDATE`,
  `INSERT INTO membership (tenant_id, user_id, role, sections) SELECT t.id, u.id, 'EJECUTIVO', '{clientes}' FROM tenant t, app_user u
    WHERE t.code = 'B2' AND u.username = '${username}'`,
];

describe("somebody who joins another broker in the instant in which this one changes what is their own", () => {
  test.each<[string, string, (username: string) => Promise<unknown>]>([
    ["their mail by the form", "b1u0131", (username) => change("sup1b", username, { correo: "otro.131@demo.example" })],
    ["their name by the form", "b1u0132", (username) => change("sup1b", username, { nombre: "Otro Nombre" })],
    [
      "their clave",
      "b1u0133",
      async (persona) => {
        const { version } = await memberAs(persona);
        return actingIn("sup1b", "brokeruser.reset", (ctx) => resetMember(ctx, { persona, version }));
      },
    ],
    [
      "their mail by a file",
      "b1u0134",
      async (username) => {
        const boss = await ofBroker("sup1b", "B1");
        const id = await sendTeamFile(
          boss,
          delimited(["Usuario", "Correo electrónico"], [username, "otro.134@demo.example"]),
        );
        return applied(boss, id, (await fileOf(id)).digest);
      },
    ],
  ])("%s: refused with its sentence, and nothing is changed", async (_, username, act) => {
    await asOwner("UPDATE app_user SET status = 'ACTIVE' WHERE username = $1", [username]);
    const before = await asOwner("SELECT name, email FROM app_user WHERE username = $1", [username]);
    expect(await meanwhile(joins(username), () => act(username))).toBe("member.several");
    expect(await asOwner("SELECT name, email FROM app_user WHERE username = $1", [username])).toEqual(before);
    expect((await memberAs(username)).several).toBe(true);
  });

  test("their mail given back: refused with its sentence, and the file stands", async () => {
    const boss = await ofBroker("sup1b", "B1");
    const id = await sendTeamFile(
      boss,
      delimited(["Usuario", "Correo electrónico"], ["b1u0135", "otro.135@demo.example"]),
    );
    await applied(boss, id, (await fileOf(id)).digest);
    expect(await meanwhile(joins("b1u0135"), () => undone(boss, id))).toBe("member.several");
    expect((await fileOf(id)).status).toBe("APPLIED");
  });
});
