import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "@/lib/auth/commands";
import { mailReset } from "@/lib/auth/mail";
import { hashPassword } from "@/lib/auth/passwords";
import { leaveTeam } from "@/lib/brokers/departures";
import { resetMember } from "@/lib/brokers/member-acts";
import type { Caller } from "@/lib/context";
import { makeMailer } from "@/lib/gateways/mail";
import { asOwner, asWorker, demonstration, outcomeOf } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";
import { startMailServer } from "@/tests/support/smtp";
import { actingIn, change, memberAs } from "@/tests/support/team";
import { applied, delimited, fileOf, ofBroker, sendTeamFile, undone } from "@/tests/support/team-sheet";

// Two things at the same instant, of which the one is done while the other already waits for the same person.

let inbox: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  await demonstration();
  inbox = await startMailServer();
});
afterAll(() => inbox.stop());

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

describe("somebody who leaves", () => {
  const clave = "tres tristes tigres tragan";
  const personOf = async (username: string) =>
    (await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = $1", [username]))[0]?.id ?? 0;
  const made = async (username: string) => {
    const hash = await hashPassword(clave);
    await asOwner("UPDATE app_user SET status = 'ACTIVE', password_hash = $2 WHERE username = $1", [username, hash]);
    return personOf(username);
  };

  /** What becomes of an act that begins once everything of the leaver's is ended, a moment before their leaving is done. */
  const whileLeaving = (persona: string, act: () => Promise<unknown>): Promise<string> =>
    connected("owner", async (client) => {
      const { version } = await memberAs(persona);
      await client.query("BEGIN");
      await client.query("SELECT pg_advisory_xact_lock(hashtext('team_departure'), id) FROM tenant WHERE code = 'B1'");
      const leaving = actingIn("sup1b", "brokeruser.leave", (ctx) =>
        leaveTeam(ctx, { persona, version, hereda: null }),
      );
      await expect.poll(waiters).toBe(1);
      const acting = outcomeOf(act());
      await expect.poll(waiters).toBe(2);
      await client.query("COMMIT");
      await leaving;
      return acting;
    });
  const holds = async (person: number) =>
    asOwner(
      `SELECT (SELECT count(*)::int FROM session WHERE user_id = $1 AND ended_at IS NULL) AS sessions,
              (SELECT count(*)::int FROM temporary_password WHERE user_id = $1 AND used_at IS NULL AND voided_at IS NULL) AS lent`,
      [person],
    );

  test.each(["WEB", "APP"] as const)(
    "while their right clave is compared for %s: no session is opened",
    async (channel) => {
      const username = channel === "WEB" ? "b1u0136" : "b1u0137";
      const person = await made(username);
      const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
      const entering = () => signIn(caller, { usuario: username, clave }, "test", null, channel);
      expect(await whileLeaving(username, entering)).toBe("access.credentials");
      expect(await holds(person)).toEqual([{ sessions: 0, lent: 0 }]);
    },
  );

  test("while the worker makes the clave of a reset: none is lent, and no mail goes", async () => {
    const [person, stays] = [await made("b1u0138"), await made("b1u0139")];
    const [tenant] = await asOwner<{ id: number }>("SELECT id FROM tenant WHERE code = 'B1'");
    const mailer = makeMailer({ url: inbox.url, from: "Contrafirma <avisos@demo.example>" });
    const reset = (of: number) =>
      asWorker(() => mailReset({ mailer }, { person: of, tenant: tenant?.id ?? 0, at: new Date() }));
    expect(await whileLeaving("b1u0138", () => reset(person))).toBe("ok");
    expect(await holds(person)).toEqual([{ sessions: 0, lent: 0 }]);
    expect(inbox.mails).toEqual([]);
    await reset(stays);
    expect(inbox.mails).toHaveLength(1);
  });
});

test("two files that change the same people, applied at once: one is, the other is told which rows", async () => {
  const sheet = (cargo: string) =>
    delimited(["Usuario", "Cargo"], ["b1u0145", cargo], ["b1u0146", cargo], ["b1u0147", cargo]);
  const people = [await ofBroker("sup1b", "B1"), await ofBroker("sup1", "B1")];
  const files = [
    await sendTeamFile(people[0] as Caller, sheet("Uno")),
    await sendTeamFile(people[1] as Caller, sheet("Otro")),
  ];
  const digests = await Promise.all(files.map(fileOf));
  const outcomes = await Promise.all(
    files.map((id, n) => outcomeOf(applied(people[n] as Caller, id, digests[n]?.digest ?? ""))),
  );
  expect(outcomes.toSorted()).toEqual(["ok", "teamFile.changed"]);
  const won = outcomes[0] === "ok" ? "Uno" : "Otro";
  expect(
    (await Promise.all(["b1u0145", "b1u0146", "b1u0147"].map((one) => memberAs(one)))).map(({ position }) => position),
  ).toEqual([won, won, won]);
});
