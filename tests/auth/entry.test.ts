import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { passStage, sessionHash, signIn } from "@/lib/auth/commands";
import { findDeviceMark, knowDevice } from "@/lib/auth/devices";
import { hashPassword, passwordMatches } from "@/lib/auth/passwords";
import { termsVersion } from "@/lib/auth/rules";
import { acceptTerms, findAcceptedTerms, termsDigest, termsIn } from "@/lib/auth/terms";
import { inStage, read, readOwn, stageOf } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { changePassword, setFirstPassword } from "@/lib/own/password";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

// From the clave that was lent to the portal: what answers at each stage, and what it leaves.

beforeAll(demonstration);

const clave = "lluvia-sobre-el-paramo-7";
const lent = "cambiar-al-entrar-1";
const chosen = "tres tristes tigres tragan";
const stranger = (): Caller => ({
  token: null,
  company: "E1",
  product: "P1",
  address: "203.0.113.7",
  requestId: randomUUID(),
});
const entering = async (usuario: string, typed: string) => {
  const opened = await signIn(stranger(), { usuario, clave: typed }, "test");
  return { stage: opened.stage, caller: { ...stranger(), token: sessionHash(opened.secret) } };
};
const signing = (usuario: string, typed: string) => outcomeOf(signIn(stranger(), { usuario, clave: typed }, "test"));
const typing = (nueva: string, { actual = lent, repetida = nueva } = {}) => ({
  clave: actual,
  claveNueva: nueva,
  claveRepetida: repetida,
});
/** The terms as their page shows them. */
const shown = { version: termsVersion, seen: termsDigest(termsIn("es")) };
/** What a page of the product, one of the person's own, and each stage answer. */
const answers = async (caller: Caller) => ({
  product: await outcomeOf(read(caller, "batch.read", async () => undefined)),
  own: await outcomeOf(readOwn(caller, async () => undefined)),
  TERMS: await outcomeOf(inStage(caller, "TERMS", async () => undefined)),
  PASSWORD: await outcomeOf(inStage(caller, "PASSWORD", async () => undefined)),
});
const nobody = { product: "NotSignedIn", own: "NotSignedIn", TERMS: "NotSignedIn", PASSWORD: "NotSignedIn" };
/** A clave lent to somebody, as the worker lends it. */
const lend = async (username: string, kind: string, typed: string, minutes = 30) =>
  asOwner(
    `SELECT temporary_issue((SELECT id FROM app_user WHERE username = $1), $2::temporary_kind, $3, now() + $4 * interval '1 minute')`,
    [username, kind, await hashPassword(typed), minutes],
  );
const trailOf = async (username: string, events: string) =>
  (
    await asOwner<{ event: string }>(
      "SELECT event FROM audit_event WHERE actor = $1 AND result = 'done' AND event ~ $2 ORDER BY id",
      [username, events],
    )
  ).map(({ event }) => event);

test("the version of the terms is one in both places, and each language says all of it", async () => {
  expect(await asOwner("SELECT terms_version() AS version")).toEqual([{ version: termsVersion }]);
  const [es, en] = [termsIn("es"), termsIn("en")];
  expect(es.sections.map(({ id }) => id)).toEqual(en.sections.map(({ id }) => id));
  expect(es.sections.length).toBeGreaterThan(5);
});

describe("what the database asks by itself", () => {
  /** What one statement answers after another, both rolled back. */
  const after = (change: string, ask: string, values: unknown[] = []) =>
    connected("owner", async (client) => {
      await client.query("BEGIN");
      await client.query(change);
      const { rows } = await client.query<{ answer: unknown }>(ask, values);
      await client.query("ROLLBACK");
      return rows[0]?.answer ?? null;
    });
  const userOf = (username: string) => `(SELECT id FROM app_user WHERE username = '${username}')`;

  test("a session that is in is in no stage", async () => {
    const { token } = await signedIn("firma1");
    const stage = "SELECT enter_stage($1) ->> 'stage' AS answer";
    expect(await after("SELECT 1", stage, [token])).toBeNull();
    expect(await after("UPDATE session SET stage = 'TERMS' WHERE ended_at IS NULL", stage, [token])).toBe("TERMS");
  });

  test("a stage is passed by whoever is in it", async () => {
    const { token } = await signedIn("firma1");
    const pass = "SELECT stage_pass($1, 'TERMS', sha256('next'), '127.0.0.1', 'x') AS answer";
    const at = (stage: string) => `UPDATE session SET stage = '${stage}', done = '{}' WHERE ended_at IS NULL`;
    expect(await after(at("PASSWORD"), pass, [token])).toBeNull();
    expect(await after(at("TERMS"), pass, [token])).toMatchObject({ stage: "PASSWORD" });
  });

  test("another version of the terms is not this one", async () => {
    const accepted = (version: string) =>
      `INSERT INTO terms_acceptance (user_id, version, digest, address) SELECT ${userOf("nuevo1")}, ${version}, digest, '127.0.0.1' FROM terms_text LIMIT 1`;
    const next = `SELECT next_stage(${userOf("nuevo1")}, '{PASSWORD}')::text AS answer`;
    expect(await after(accepted("terms_version() + 1"), next)).toBe("TERMS");
    expect(await after(accepted("terms_version()"), next)).toBe("DONE");
  });

  test("a device knows its own person", async () => {
    const knows = (username: string) =>
      `INSERT INTO known_device (user_id, token_hash) VALUES (${userOf(username)}, sha256('device'))`;
    const known = "SELECT known IS NOT NULL AS answer FROM login_find('firma1', sha256('device'))";
    expect(await after(knows("firma2"), known)).toBe(false);
    expect(await after(knows("firma1"), known)).toBe(true);
  });
});

test("first entry: terms, then the clave, then the portal, and nothing else in between", async () => {
  const first = await entering("nuevo1", lent);
  expect(first.stage).toBe("TERMS");
  expect(await answers(first.caller)).toEqual({ ...nobody, TERMS: "ok" });
  expect(await stageOf(first.caller)).toBe("TERMS");
  expect(await outcomeOf(setFirstPassword(first.caller, typing(chosen)))).toBe("NotSignedIn");
  expect(await outcomeOf(acceptTerms(first.caller, { ...shown, version: termsVersion + 1 }))).toBe(
    "entry.termsChanged",
  );

  expect(await outcomeOf(acceptTerms(first.caller, { ...shown, seen: "0".repeat(64) }))).toBe("entry.termsChanged");
  const accepted = await acceptTerms(first.caller, shown);
  const second = { ...first.caller, token: sessionHash(accepted.secret) };
  expect(accepted.stage).toBe("PASSWORD");
  expect(await answers(first.caller)).toEqual(nobody);
  expect(await answers(second)).toEqual({ ...nobody, PASSWORD: "ok" });
  const [kept] = await asOwner<object>(
    "SELECT a.version, a.address FROM terms_acceptance a JOIN app_user u ON u.id = a.user_id WHERE u.username = 'nuevo1'",
  );
  expect(kept).toEqual({ version: termsVersion, address: "203.0.113.7" });

  const passing = () => inStage(second, "PASSWORD", (ctx) => passStage(ctx, second));
  expect(await outcomeOf(passing())).toBe("NotSignedIn");
  for (const [nueva, refusal] of [
    ["corta", "password.tooShort"],
    ["x".repeat(129), "password.tooLong"],
    ["natalia va al monte", "password.names"],
    ["passwordpassword", "password.common"],
    [lent, "password.remembered"],
  ] as const)
    expect([nueva, await outcomeOf(setFirstPassword(second, typing(nueva)))]).toEqual([nueva, refusal]);
  expect(await outcomeOf(setFirstPassword(second, typing(chosen, { repetida: "otra distinta" })))).toBe(
    "password.differ",
  );
  expect(await outcomeOf(setFirstPassword(second, typing(chosen, { actual: clave })))).toBe("confirm.wrongPassword");

  const done = await setFirstPassword(second, typing(chosen));
  const third = { ...second, token: sessionHash(done.secret) };
  expect(done.stage).toBe("DONE");
  expect(await answers(second)).toEqual(nobody);
  expect(await answers(third)).toEqual({ ...nobody, product: "ok", own: "ok" });
  const [invitation] = await asOwner(
    "SELECT p.used_at IS NOT NULL AS used, p.voided_at IS NOT NULL AS void FROM temporary_password p JOIN app_user u ON u.id = p.user_id WHERE u.username = 'nuevo1'",
  );
  expect(invitation).toEqual({ used: true, void: false });
  const { acceptedAt, ...text } = (await readOwn(third, findAcceptedTerms)) ?? {};
  expect(text).toEqual({ version: termsVersion, language: "es", terms: termsIn("es") });
  expect(acceptedAt).toBeInstanceOf(Date);
  expect([await signing("nuevo1", lent), await signing("nuevo1", chosen)]).toEqual(["access.credentials", "ok"]);
  expect(await trailOf("nuevo1", "^(terms|session.stage|password)")).toEqual([
    "terms.accepted",
    "session.stagePassed",
    "password.changed",
    "session.stagePassed",
  ]);
});

test("two presses at once accept once, and one session goes on", async () => {
  await asOwner("UPDATE app_user SET status = 'ACTIVE' WHERE username = 'inactivo1'");
  await asOwner(
    "UPDATE membership SET status = 'ACTIVE' WHERE user_id = (SELECT id FROM app_user WHERE username = 'inactivo1')",
  );
  await lend("inactivo1", "RESET", lent);
  await asOwner("ALTER TABLE terms_acceptance DISABLE TRIGGER USER");
  await asOwner("DELETE FROM terms_acceptance WHERE user_id = (SELECT id FROM app_user WHERE username = 'inactivo1')");
  await asOwner("ALTER TABLE terms_acceptance ENABLE TRIGGER USER");
  const { caller } = await entering("inactivo1", lent);
  const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(acceptTerms(caller, shown))));
  expect(outcomes.sort()).toEqual(["NotSignedIn", "NotSignedIn", "ok"]);
});

test("an invitation begins the entry anew until it is done; of those begun the last one lives", async () => {
  await asOwner(
    "INSERT INTO app_user (username, name, document, email) VALUES ('nuevo2', 'Nora Vélez', 'CC-1', 'nuevo2@demo.example')",
  );
  await asOwner(
    `INSERT INTO membership (tenant_id, user_id, profile_id) SELECT m.tenant_id, n.id, m.profile_id FROM membership m
       JOIN app_user u ON u.id = m.user_id AND u.username = 'maker1', app_user n WHERE n.username = 'nuevo2'`,
  );
  expect(await signing("nuevo2", lent)).toBe("access.credentials");
  await lend("nuevo2", "INVITATION", lent, 72 * 60);
  const first = await entering("nuevo2", lent);
  const second = await entering("nuevo2", lent);
  expect([await stageOf(first.caller), await stageOf(second.caller)]).toEqual([null, "TERMS"]);
  await asOwner("UPDATE app_user SET status = 'INACTIVE' WHERE username = 'nuevo2'");
  expect([await stageOf(second.caller), await signing("nuevo2", lent)]).toEqual([null, "access.credentials"]);
});

describe("a clave lent to who has their own", () => {
  test("lent again, what was begun with the one before is over", async () => {
    await lend("firma2", "RESET", lent);
    const { caller } = await entering("firma2", lent);
    const session = await signedIn("firma2");
    await lend("firma2", "RESET", "otra-cosa-prestada-2");
    expect(await answers(caller)).toEqual(nobody);
    expect((await answers(session)).own).toBe("ok");
    expect((await entering("firma2", "otra-cosa-prestada-2")).stage).toBe("PASSWORD");
  });

  test("opens once and only the change; the old one works until then, and then not", async () => {
    const before = await signedIn("firma1");
    const device = new Uint8Array(32).fill(9);
    await asOwner(
      "INSERT INTO known_device (user_id, token_hash) SELECT id, $1 FROM app_user WHERE username = 'firma1'",
      [device],
    );
    await lend("firma1", "RECOVERY", lent);
    const { caller, stage } = await entering("firma1", lent);
    expect(stage).toBe("PASSWORD");
    expect(await answers(caller)).toEqual({ ...nobody, PASSWORD: "ok" });
    expect(await signing("firma1", lent)).toBe("access.credentials");
    expect([await signing("firma1", clave), (await answers(before)).own]).toEqual(["ok", "ok"]);
    for (const barred of [clave, lent])
      expect(await outcomeOf(setFirstPassword(caller, typing(barred)))).toBe("password.remembered");
    const done = await setFirstPassword(caller, typing(chosen));
    expect([await signing("firma1", clave), await signing("firma1", chosen)]).toEqual(["access.credentials", "ok"]);
    expect((await answers(before)).own).toBe("NotSignedIn");
    expect((await answers({ ...caller, token: sessionHash(done.secret) })).own).toBe("ok");
    expect(await findDeviceMark(device)).toBeNull();
    const jobs = await asOwner<{ payload: object }>(
      "SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'mail-person'",
    );
    expect(jobs.map(({ payload }) => payload)).toContainEqual(expect.objectContaining({ about: "passwordChanged" }));
  });

  test("is dead after its time, when another is lent, and once the own one was changed", async () => {
    await lend("firma2", "RECOVERY", "primera-de-las-dos-1");
    await lend("firma2", "RECOVERY", lent);
    expect(await signing("firma2", "primera-de-las-dos-1")).toBe("access.credentials");
    await asOwner(
      "UPDATE temporary_password SET created_at = created_at - interval '31 minutes', expires_at = expires_at - interval '31 minutes' WHERE voided_at IS NULL AND used_at IS NULL AND kind = 'RECOVERY'",
    );
    expect(await signing("firma2", lent)).toBe("access.credentials");
    await lend("firma2", "RECOVERY", lent);
    const caller = await signedIn("firma2");
    await changePassword(caller, typing(chosen, { actual: clave }));
    expect(await signing("firma2", lent)).toBe("access.credentials");
  });

  test("opens though strangers used up the tries of the own one", async () => {
    for (let index = 0; index < 5; index += 1) await signing("firma3", "no-es-la-clave-12");
    expect(await signing("firma3", clave)).toBe("access.credentials");
    await lend("firma3", "RECOVERY", lent);
    const { caller } = await entering("firma3", lent);
    await setFirstPassword(caller, typing(chosen));
    expect(await signing("firma3", chosen)).toBe("ok");
  });

  test("is not lent to who is inactive, nor a recovery's to who was only invited", async () => {
    const [row] = await asOwner<{ lent: boolean }>(
      "SELECT temporary_issue(id, 'RECOVERY', 'x', now() + interval '30 minutes') AS lent FROM app_user WHERE username = 'nuevo2'",
    );
    expect(row).toEqual({ lent: false });
  });
});

test("none of the last four claves is taken again; the fifth is", async () => {
  const caller = await signedIn("pagador1");
  const other = await signedIn("pagador1");
  let actual = clave;
  for (const nueva of ["una clave larga a", "una clave larga b", "una clave larga c"]) {
    await changePassword(caller, typing(nueva, { actual }));
    actual = nueva;
  }
  expect((await answers(other)).own).toBe("NotSignedIn");
  expect((await answers(caller)).own).toBe("ok");
  for (const barred of [clave, "una clave larga a", "una clave larga c"])
    expect([barred, await outcomeOf(changePassword(caller, typing(barred, { actual })))]).toEqual([
      barred,
      "password.remembered",
    ]);
  await changePassword(caller, typing("una clave larga d", { actual }));
  await changePassword(caller, typing(clave, { actual: "una clave larga d" }));
  expect(await signing("pagador1", clave)).toBe("ok");
  const [row] = await asOwner<{ n: number }>(
    "SELECT count(*)::int AS n FROM password_history h JOIN app_user u ON u.id = h.user_id WHERE u.username = 'pagador1'",
  );
  expect(row).toEqual({ n: 3 });
});

test("two changes at once: the second compared with a clave that is no more", async () => {
  const caller = await signedIn("pagador2");
  const outcomes = await Promise.all(
    ["una clave larga a", "una clave larga b"].map((nueva) =>
      outcomeOf(changePassword(caller, typing(nueva, { actual: clave }))),
    ),
  );
  expect(outcomes.filter((one) => one === "ok")).toHaveLength(1);
  expect(outcomes.filter((one) => one !== "ok")[0]).toMatch(/^(password\.changedMeanwhile|confirm\.wrongPassword)$/);
});

describe("a device", () => {
  const device = (fill: number) => new Uint8Array(32).fill(fill);
  const known = async (username: string, old: Uint8Array<ArrayBuffer> | null, now: Uint8Array<ArrayBuffer>) => {
    const opened = await signIn(stranger(), { usuario: username, clave }, "test");
    await knowDevice(opened.secret, old, now);
  };

  test("is known by its newest secret, of whoever came in last, with what they chose", async () => {
    await known("cm1", null, device(21));
    expect(await findDeviceMark(device(21))).toMatchObject({ username: "cm1", mark: { image: expect.any(Number) } });
    await known("auditor1", device(21), device(22));
    expect([await findDeviceMark(device(21)), (await findDeviceMark(device(22)))?.username]).toEqual([
      null,
      "auditor1",
    ]);
    await known("cm1", device(22), device(23));
    expect((await findDeviceMark(device(23)))?.username).toBe("cm1");
    expect(await findDeviceMark(device(24))).toBeNull();
  });

  test("is not known before its person is in, and twenty at most are kept", async () => {
    await lend("cm2", "RESET", lent);
    const opened = await signIn(stranger(), { usuario: "cm2", clave: lent }, "test");
    await knowDevice(opened.secret, null, device(31));
    expect(await findDeviceMark(device(31))).toBeNull();
    const { secret } = await signIn(stranger(), { usuario: "cm2", clave }, "test");
    for (let index = 0; index < 22; index += 1) await knowDevice(secret, null, device(40 + index));
    const [row] = await asOwner<{ n: number }>(
      "SELECT count(*)::int AS n FROM known_device d JOIN app_user u ON u.id = d.user_id WHERE u.username = 'cm2'",
    );
    expect(row).toEqual({ n: 20 });
  });
});

test("a clave that was right and is changed before the session opens opens none", async () => {
  const said = await connected("owner", async (client) => {
    await client.query("BEGIN");
    await client.query("UPDATE app_user SET password_hash = $1 WHERE username = 'cm1'", [await hashPassword(chosen)]);
    const late = signing("cm1", clave);
    await new Promise((passed) => setTimeout(passed, 500));
    await client.query("COMMIT");
    return late;
  });
  expect([said, await signing("cm1", chosen)]).toEqual(["access.credentials", "ok"]);
});

test("what is lent is hashed as a clave is", async () => {
  const [row] = await asOwner<{ hash: string }>("SELECT hash FROM temporary_password ORDER BY id LIMIT 1");
  expect(row?.hash).toMatch(/^\$argon2id\$/);
  expect(await passwordMatches(row?.hash ?? "", lent, "signedIn")).toBe(true);
});
