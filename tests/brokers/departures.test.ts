import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Departure, findDeparture, leaveTeam, previewDeparture } from "@/lib/brokers/departures";
import { inviteMemberAgain, resetMember } from "@/lib/brokers/member-acts";
import { departureReference } from "@/lib/brokers/shown";
import { readBroker } from "@/lib/command";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { jobs, lastEvent } from "@/tests/support/people";
import { attempt, connected } from "@/tests/support/roles";
import { actingIn, inBroker, memberAs, standIn } from "@/tests/support/team";

// Somebody leaves a broker's team: everything ends at once, each effect is counted in a receipt, and what is theirs elsewhere stays.

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("DELETE FROM graphile_worker._private_jobs");
});

const idOf = async (username: string) =>
  (await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = $1", [username]))[0]?.id ?? 0;

/** Everything that somebody can have: three sessions, a clave that was lent, a token with its codes, two passkeys, two drafts. */
async function fill(username: string): Promise<void> {
  const id = await idOf(username);
  for (let n = 0; n < 3; n += 1) await signedIn(username);
  for (const statement of [
    "INSERT INTO temporary_password (user_id, hash, kind, expires_at) VALUES ($1, 'y', 'RECOVERY', app_now() + interval '30 minutes')",
    "INSERT INTO recovery_code (user_id, mark, hash) SELECT $1, 'C' || n, 'x' FROM generate_series(1, 8) n",
    `INSERT INTO passkey (user_id, credential_id, public_key, counter, name)
     SELECT $1, decode(lpad(to_hex($1::int * 10 + n), 32, '0'), 'hex'), decode(repeat('00', 64), 'hex'), 3, 'Portátil' FROM generate_series(1, 2) n`,
    "INSERT INTO passkey_challenge (user_id, challenge, purpose, expires_at) VALUES ($1, decode(repeat('00', 32), 'hex'), 'login', now())",
    `INSERT INTO draft (user_id, path, form, typed) SELECT $1, p, 'x', '{"cargo": ["x"]}' FROM unnest(ARRAY['/corredores/usuarios/nuevo', '/empresas']) p`,
  ])
    await asOwner(statement, [id]);
}
const left = async (username: string) => {
  const [row] = await asOwner<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM session s WHERE s.user_id = u.id AND s.ended_at IS NULL) AS sessions,
            (SELECT count(*)::int FROM temporary_password p WHERE p.user_id = u.id AND p.used_at IS NULL AND p.voided_at IS NULL) AS lent,
            (SELECT count(*)::int FROM totp t WHERE t.user_id = u.id) AS tokens, (SELECT count(*)::int FROM passkey k WHERE k.user_id = u.id) AS passkeys,
            (SELECT count(*)::int FROM passkey_challenge k WHERE k.user_id = u.id) AS challenges,
            (SELECT count(*)::int FROM recovery_code c WHERE c.user_id = u.id) AS codes, (SELECT count(*)::int FROM draft d WHERE d.user_id = u.id) AS drafts
       FROM app_user u WHERE u.username = $1`,
    [username],
  );
  return row;
};
const previewed = async (username: string, by = "sup1b") => {
  const member = await memberAs(username);
  return readBroker(await inBroker(by), "brokeruser.leave", (ctx) => previewDeparture(ctx, member));
};
const leave = async (by: string, persona: string, hereda: string | null = null) => {
  const { version } = await memberAs(persona);
  return actingIn(by, "brokeruser.leave", (ctx) => leaveTeam(ctx, { persona, version, hereda }));
};
const receipt = async (persona: string, number: number, by = "sup1b", broker = "B1"): Promise<Departure> =>
  readBroker(await inBroker(by, broker), "brokeruser.leave", (ctx) => findDeparture(ctx, persona, number));

const everything = {
  elsewhere: false,
  sessions: 4,
  lentKeys: 1,
  tokens: 1,
  passkeys: 2,
  recoveryCodes: 8,
  drafts: 2,
  withdrawn: 0,
  handedOver: 0,
};

describe("leaving", () => {
  test("all ends at once; the receipt counts what the preview said, and an old session gets nothing at its next request", async () => {
    await fill("ejec1");
    const old = await inBroker("ejec1");
    expect(await outcomeOf(readBroker(old, "brokerhome.read", async () => undefined))).toBe("ok");
    expect(await previewed("ejec1", "sup1")).toEqual(everything);
    const number = await leave("sup1", "ejec1", "vmiyashiro");
    expect(await outcomeOf(readBroker(old, "brokerhome.read", async () => undefined))).toBe("NotSignedIn");
    expect(await left("ejec1")).toEqual({
      sessions: 0,
      lent: 0,
      tokens: 0,
      passkeys: 0,
      challenges: 0,
      codes: 0,
      drafts: 0,
    });
    expect(await receipt("ejec1", number)).toMatchObject({
      ...everything,
      username: "ejec1",
      madeBy: "sup1",
      heir: "vmiyashiro",
      wasIn: true,
    });
    expect(await memberAs("ejec1")).toMatchObject({ standing: "INACTIVE", departure: number });
    expect(await lastEvent("B1")).toMatchObject({
      actor: "sup1",
      event: "brokeruser.left",
      subject: "ejec1",
      data: { before: "ACTIVE", after: "INACTIVE", reference: departureReference(number), sessions: 4 },
    });
    expect(await outcomeOf(leave("sup1", "ejec1"))).toBe("member.left");
  });

  test("whoever takes over answers for their branches, or nobody does", async () => {
    await asOwner(
      `INSERT INTO broker_branch (tenant_id, code, name, address, city, responsible)
       SELECT m.tenant_id, c.code, 'Sucursal ' || c.code, '', '', m.id FROM membership m, unnest(ARRAY['900', '901']) c (code) WHERE m.person_username = 'b1u0111'`,
    );
    expect(await previewed("b1u0111")).toMatchObject({ handedOver: 2 });
    const number = await leave("sup1b", "b1u0111", "sup1");
    expect(await receipt("b1u0111", number)).toMatchObject({ handedOver: 2, heir: "sup1" });
    expect(
      await asOwner(
        "SELECT b.code, m.person_username AS by, b.version FROM broker_branch b JOIN membership m ON m.id = b.responsible WHERE b.code IN ('900', '901') ORDER BY 1",
      ),
    ).toEqual([
      { code: "900", by: "sup1", version: 2 },
      { code: "901", by: "sup1", version: 2 },
    ]);
    const events = await asOwner(
      "SELECT data FROM audit_event WHERE event = 'brokerbranch.modified' AND subject IN ('900', '901')",
    );
    expect(events).toEqual(
      Array(2).fill({ data: { before: { responsible: "b1u0111" }, after: { responsible: "sup1" } } }),
    );
  });

  test("what they sent and nobody applied is withdrawn; what was is not", async () => {
    const sends = (name: string) =>
      asOwner(
        `INSERT INTO team_file (tenant_id, id, sent_by, file_name, sha256, digest, giver)
         SELECT m.tenant_id, gen_random_uuid(), m.id, '${name}', repeat('0', 64), repeat('0', 64), '{}' FROM membership m
          WHERE m.person_username = 'b1u0112'`,
      );
    await sends("dos.xlsx");
    await asOwner("UPDATE team_file SET status = 'APPLIED', applied_at = app_now() WHERE file_name = 'dos.xlsx'");
    await sends("uno.xlsx");
    expect(await previewed("b1u0112")).toMatchObject({ withdrawn: 1 });
    expect(await receipt("b1u0112", await leave("sup1b", "b1u0112"))).toMatchObject({ withdrawn: 1 });
    expect(
      await asOwner(
        "SELECT file_name, status::text FROM team_file WHERE file_name IN ('uno.xlsx', 'dos.xlsx') ORDER BY 1",
      ),
    ).toEqual([
      { file_name: "dos.xlsx", status: "APPLIED" },
      { file_name: "uno.xlsx", status: "WITHDRAWN" },
    ]);
  });

  test("what waits to be mailed to them is taken back: nothing of it goes when they are let in again", async () => {
    await asOwner("UPDATE app_user SET status = 'ACTIVE' WHERE username = 'b1u0113'");
    await asOwner("UPDATE app_user SET status = 'INVITED' WHERE username = 'b1u0114'");
    const [active, invited] = [await memberAs("b1u0113"), await memberAs("b1u0114")];
    await actingIn("sup1b", "brokeruser.reset", (ctx) =>
      resetMember(ctx, { persona: active.username, version: active.version }),
    );
    await actingIn("sup1b", "brokeruser.create", (ctx) =>
      inviteMemberAgain(ctx, { persona: invited.username, version: invited.version }),
    );
    expect((await jobs()).toSorted()).toEqual(["mail-invitation", "mail-reset"]);
    await leave("sup1b", "b1u0113");
    await leave("sup1b", "b1u0114");
    expect(await jobs()).toEqual([]);
  });

  test("let in again they may leave again, under another number", async () => {
    await standIn("sup1b", "ejec1", "enable");
    expect((await memberAs("ejec1")).departure).toBeNull();
    const number = await leave("sup1b", "ejec1");
    expect(await receipt("ejec1", number)).toMatchObject({ number: 6, heir: null, tokens: 0, wasIn: true });
  });

  test("who was out already loses what is left of theirs", async () => {
    await standIn("sup1b", "vmiyashiro", "disable");
    const number = await leave("sup1b", "vmiyashiro");
    expect(await receipt("vmiyashiro", number)).toMatchObject({ wasIn: false, tokens: 1 });
  });

  test("who belongs elsewhere keeps what is theirs, and has nothing more here", async () => {
    await fill("ambos1");
    await asOwner(
      `INSERT INTO draft (user_id, path, form, typed) SELECT id, '/corredores/usuarios/nuevo#' || b, 'x', '{"nombre": ["Nadia"]}'
         FROM app_user, unnest(ARRAY['B1', 'B2']) b WHERE username = 'ambos1'`,
    );
    const old = await inBroker("ambos1", "B1");
    expect(await previewed("ambos1")).toMatchObject({ elsewhere: true, sessions: 0, tokens: 0, drafts: 1 });
    const number = await leave("sup1b", "ambos1");
    expect(await receipt("ambos1", number)).toMatchObject({ elsewhere: true, sessions: 0, passkeys: 0, drafts: 1 });
    expect(await left("ambos1")).toMatchObject({ tokens: 1, passkeys: 2, codes: 8, lent: 1, drafts: 3 });
    expect(await asOwner("SELECT path FROM draft WHERE path ~ '#'")).toEqual([
      { path: "/corredores/usuarios/nuevo#B2" },
    ]);
    expect(await outcomeOf(readBroker(old, "brokerhome.read", async () => undefined))).toBe("NotFound");
    expect(await outcomeOf(readBroker({ ...old, company: "B2" }, "brokerhome.read", async () => undefined))).toBe("ok");
  });

  test.each<[string, string, string, string | null, string]>([
    ["themselves", "sup1b", "sup1b", null, "people.self"],
    ["a Gerencial, by who only administers", "sup1", "sup1b", null, "member.rankTouched"],
    ["handing over to nobody of the team", "sup1b", "b1u0104", "ejec2", "member.heir"],
    ["handing over to who is out", "sup1b", "b1u0104", "vmiyashiro", "member.heir"],
    ["handing over to themselves", "sup1b", "b1u0104", "b1u0104", "member.heir"],
    ["by who administers nothing", "b1u0105", "b1u0104", null, "access.notAllowed"],
  ])("%s: refused, and nothing ends", async (_, by, whom, heir, expected) => {
    const before = await left(whom);
    expect(await outcomeOf(leave(by, whom, heir))).toBe(expected);
    expect({ ...(await left(whom)), sessions: before?.sessions }).toEqual(before);
  });

  test("two at once: one does it, the other is told", async () => {
    const outcomes = await Promise.all(["sup1", "sup1b"].map((by) => outcomeOf(leave(by, "b1u0108"))));
    expect(outcomes.sort()).toEqual(["member.left", "ok"]);
    expect(
      await asOwner(
        "SELECT 1 FROM team_departure d JOIN membership m ON m.id = d.membership_id WHERE m.person_username = 'b1u0108'",
      ),
    ).toHaveLength(1);
  });

  test("a receipt is unknown to another broker, and under another person's name", async () => {
    const of = (by: string, broker: string, persona: string) => outcomeOf(receipt(persona, 1, by, broker));
    expect([await of("sup1", "B1", "ejec1"), await of("sup2", "B2", "ejec1"), await of("sup1", "B1", "sup1b")]).toEqual(
      ["ok", "NotFound", "NotFound"],
    );
  });
});

describe("beneath the command", () => {
  const tried = async (
    by: string,
    where: string,
    whom: string,
    { heir = null as number | null },
    ...before: string[]
  ) => {
    const [tenant] = await asOwner<{ id: number }>("SELECT id FROM tenant WHERE code = $1", [where]);
    const serving = `SELECT set_config('app.user', '${await idOf(by)}', true), set_config('app.channel', 'WEB', true)`;
    const act = `SELECT team_leave(${await idOf(whom)}, true, ${heir}, 0, 0)`;
    return connected(
      "app_web",
      async (client) => (await attempt(client, tenant?.id ?? 0, serving, ...before, act)).code,
    );
  };
  const out = async (whom: string) =>
    `UPDATE membership SET status = 'INACTIVE', status_at = app_now() WHERE user_id = ${await idOf(whom)}`;
  const denied = "42501";

  test.each([
    ["somebody who is still in", "sup1b", "B1", "b1u0107", false, denied],
    ["somebody let out in the same transaction", "sup1", "B1", "b1u0107", true, "ok"],
    ["a Gerencial, by who only administers", "sup1", "B1", "sup1b", true, denied],
    ["anybody, by who administers nothing", "b1u0105", "B1", "b1u0107", true, denied],
    ["another broker's, from one's own", "sup1b", "B1", "ejec2", true, denied],
    ["another broker's, from there", "sup1b", "B2", "ejec2", true, denied],
    ["themselves", "sup1b", "B1", "sup1b", true, denied],
  ])("%s", async (_, by, where, whom, first, expected) => {
    expect(await tried(by, where, whom, {}, ...(first ? [await out(whom)] : []))).toBe(expected);
  });

  test("whoever takes over is of the team, and in it", async () => {
    const heirs = await asOwner<{ id: number }>(
      "SELECT id FROM membership WHERE person_username IN ('ejec2', 'vmiyashiro', 'b1u0110') ORDER BY person_username",
    );
    const codes = await Promise.all(
      heirs.map(async ({ id }) => tried("sup1b", "B1", "b1u0107", { heir: id }, await out("b1u0107"))),
    );
    expect(codes).toEqual(["ok", "23514", "23514"]);
  });

  test("receipts are changed by nobody", async () => {
    await expect(asOwner("UPDATE team_departure SET tokens = 0")).rejects.toThrow("append-only");
    await expect(asOwner("DELETE FROM team_departure")).rejects.toThrow("append-only");
  });
});
