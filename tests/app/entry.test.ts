import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { secretHash, sessionHash, signIn } from "@/lib/auth/commands";
import { readOwn, runOwn } from "@/lib/command";
import { closeSession } from "@/lib/own/commands";
import { listOwnSessions } from "@/lib/own/queries";
import { callerOf } from "@/lib/web/request";
import { brought } from "@/tests/app/brought";
import { ask, bearerOf } from "@/tests/app/calling";
import { clave } from "@/tests/support/login";
import { asDecided, asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { stranger, tokenOf, wrongToken } from "@/tests/support/token";

// Coming in by the App: usuario, clave and token at once, a bearer of fifteen minutes, and nothing of it in the portal.

vi.mock("next/headers", async () => (await import("@/tests/app/brought")).nextHeaders);

type Opened = { portador: string; vence: string; persona: object };
beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("DELETE FROM totp_step");
  await asOwner("DELETE FROM attempt");
});

const enter = (usuario: string, more: object = {}) =>
  ask<Opened>("openSession", { body: { usuario, clave, token: tokenOf(usuario), ...more } });
const sessions = (username: string) =>
  asOwner<{ life: string; stage: string; ended: boolean; device: string }>(
    `SELECT (s.expires_at - s.created_at)::text AS life, s.stage::text AS stage, s.ended_at IS NOT NULL AS ended, s.device
       FROM session s JOIN app_user u ON u.id = s.user_id WHERE u.username = $1 AND s.channel = 'APP' ORDER BY s.id DESC`,
    [username],
  );
const works = async (bearer: string) => (await ask("readRights", { bearer })).status;

test("with all three a bearer is given, of fifteen minutes, of which only a hash is kept", async () => {
  const { status, body, headers } = await enter("firma1");
  expect([status, headers.get("cache-control"), headers.get("set-cookie")]).toEqual([201, "no-store", null]);
  expect(body.persona).toMatchObject({ usuario: "firma1", idioma: "es" });
  expect((await sessions("firma1"))[0]).toMatchObject({ life: "00:15:00", stage: "DONE", ended: false });
  const [kept] = await asOwner<{ expires: Date }>("SELECT expires_at AS expires FROM session WHERE token_hash = $1", [
    secretHash(body.portador, "APP"),
  ]);
  expect(kept?.expires.toISOString()).toBe(body.vence);
  expect(await works(body.portador)).toBe(200);
});

test("a bearer has no idle limit, and not one instant more than its quarter of an hour", async () => {
  const bearer = await bearerOf("firma1");
  const ago = (interval: string) =>
    asOwner(
      "UPDATE session SET created_at = now() - $2::interval, expires_at = now() - $2::interval + interval '15 minutes', last_used_at = now() - $2::interval WHERE token_hash = $1",
      [secretHash(bearer, "APP"), interval],
    );
  await ago("14 minutes 50 seconds");
  expect(await works(bearer)).toBe(200);
  const [used] = await asOwner<{ lately: boolean }>(
    "SELECT last_used_at > now() - interval '9 seconds' AS lately FROM session WHERE token_hash = $1",
    [secretHash(bearer, "APP")],
  );
  expect(used?.lately).toBe(true);
  await ago("15 minutes");
  expect(await works(bearer)).toBe(401);
});

test("leaving ends it", async () => {
  const bearer = await bearerOf("firma1");
  expect((await ask("closeSession", { bearer })).status).toBe(204);
  expect([await works(bearer), (await ask("closeSession", { bearer })).status]).toEqual([401, 401]);
});

test("its person sees it in the portal, and closes it from there however long it was idle", async () => {
  const bearer = await bearerOf("firma3");
  await asOwner(
    "UPDATE session SET created_at = created_at - interval '11 minutes', expires_at = expires_at - interval '11 minutes', last_used_at = last_used_at - interval '11 minutes' WHERE token_hash = $1",
    [secretHash(bearer, "APP")],
  );
  const portal = await signedIn("firma3");
  const inApp = (await readOwn(portal, listOwnSessions)).filter(({ channel }) => channel === "APP");
  expect(inApp).toHaveLength(1);
  await runOwn(portal, (ctx) => closeSession(ctx, { sesion: inApp[0]?.id ?? "" }));
  expect(await works(bearer)).toBe(401);
});

describe("a secret of one door is nobody's at the other", () => {
  const portal = async (cookie: string, bearer?: string) => {
    brought.headers = new Headers(bearer ? { authorization: `Bearer ${bearer}` } : {});
    brought.cookie = cookie;
    return outcomeOf(readOwn(await callerOf(), async () => undefined));
  };

  test("a bearer in the portal's cookie, as it is or with its domain before it, and in its header", async () => {
    const bearer = await bearerOf("firma1");
    expect(await portal(bearer)).toBe("NotSignedIn");
    expect(await portal(`contrafirma:app:${bearer}`)).toBe("NotSignedIn");
    expect(await portal("", bearer)).toBe("NotSignedIn");
    expect(await works(bearer)).toBe(200);
  });

  test("the portal's secret as a bearer, and its cookie beside none", async () => {
    const { secret } = await signIn(stranger(), { usuario: "firma1", clave }, "test");
    expect(await portal(secret)).toBe("ok");
    expect(await works(secret)).toBe(401);
    expect((await ask("readRights", { cookie: secret })).status).toBe(401);
    expect((await ask("readRights", { cookie: secret, bearer: "x".repeat(43) })).status).toBe(401);
  });

  test("only Bearer is read", async () => {
    const bearer = await bearerOf("firma1");
    for (const authorization of [`Basic ${bearer}`, bearer, `Bearer ${bearer} `.trimEnd().concat(" x"), `Bearer  `])
      expect((await ask("readRights", { headers: { authorization } })).status).toBe(401);
    expect((await ask("readRights", { headers: { authorization: `bearer ${bearer}` } })).status).toBe(200);
    expect((await ask("readRights", { bearer, headers: { origin: "http://evil.example" } })).status).toBe(200);
  });
});

describe("who is refused", () => {
  test("unknown, wrong and inactive alike, and the trail names whom it knows", async () => {
    const { body: unknown, status } = await enter("nadie");
    const { body: wrong } = await enter("firma1", { clave: "no-es-la-clave-12" });
    const { body: inactive } = await enter("inactivo1");
    expect([status, wrong, inactive]).toEqual([401, unknown, unknown]);
    const rows = await asOwner<{ actor: string }>(
      "SELECT actor FROM audit_event WHERE subject = 'access.credentials' ORDER BY id DESC LIMIT 3",
    );
    expect(rows.map((row) => row.actor)).toEqual(["inactivo1", "firma1", "unknown"]);
  });

  test("a wrong clave counts where the portal's do, and its pause holds here", async () => {
    for (let tries = 0; tries < 5; tries += 1) await enter("firma2", { clave: "no-es-la-clave-12" });
    expect((await enter("firma2")).code).toBe("access.credentials");
    expect(await outcomeOf(signIn(stranger(), { usuario: "firma2", clave }, "test"))).toBe("access.credentials");
  });

  test("a wrong token, and one that was used: no session is left, and the trail says whose", async () => {
    expect(await enter("firma1", { token: wrongToken("firma1") })).toMatchObject({
      status: 403,
      code: "confirm.wrongToken",
    });
    expect((await sessions("firma1"))[0]).toMatchObject({ stage: "TOKEN", ended: true });
    const token = tokenOf("firma1");
    expect((await enter("firma1", { token })).status).toBe(201);
    expect((await enter("firma1", { token })).code).toBe("token.used");
    const [row] = await asOwner<{ actor: string }>(
      "SELECT actor FROM audit_event WHERE event = 'session.opened' AND subject = 'token.used'",
    );
    expect(row?.actor).toBe("firma1");
  });

  test("the last try at a token makes the person wait", async () => {
    for (let tries = 0; tries < 4; tries += 1) await enter("firma1", { token: wrongToken("firma1") });
    expect((await enter("firma1", { token: wrongToken("firma1") })).code).toBe("access.triesEndedSession");
    const { status, code, headers } = await enter("firma1");
    expect([status, code, headers.get("retry-after")]).toEqual([429, "access.tooManyTries", "60"]);
  });

  test("whoever holds no token", async () => {
    expect(await enter("consulta1", { token: "123456" })).toMatchObject({ status: 403, code: "token.noneHeld" });
    expect((await sessions("consulta1"))[0]).toMatchObject({ ended: true });
  });

  test("whoever has terms or a clave of their own before them, which uses up nothing", async () => {
    const refused = await enter("nuevo1", { clave: "cambiar-al-entrar-1", token: "123456" });
    expect(refused).toMatchObject({ status: 403, code: "app.stagesLeft" });
    expect(await sessions("nuevo1")).toEqual([]);
    await asDecided("DELETE FROM terms_acceptance WHERE user_id = (SELECT id FROM app_user WHERE username = 'cm1')");
    expect((await enter("cm1")).code).toBe("app.stagesLeft");
    expect((await enter("cm1", { clave: "no-es-la-clave-12" })).code).toBe("access.credentials");
    const again = await signIn(stranger(), { usuario: "nuevo1", clave: "cambiar-al-entrar-1" }, "test");
    expect(again.stage).toBe("TERMS");
  });

  test("what is no body of this door, before a clave is looked at", async () => {
    const body = { usuario: "firma1", clave, token: tokenOf("firma1") };
    const bad: [string, Parameters<typeof ask>[1]][] = [
      ["app.notJson", { body: "not json" }],
      ["app.notJson", { body: [body] }],
      ["app.notJson", { body: "null" }],
      ["app.notJson", { body, headers: { "content-type": "text/plain" } }],
      ["app.notJson", { body: { ...body, clave: "x".repeat(256 * 1024) } }],
      ["app.field", { body: { ...body, recordar: true } }],
      ["app.field", { body: { ...body, token: "12345x" } }],
      ["app.field", { body: { ...body, clave: 7 } }],
      ["app.field", { body: {} }],
      ["app.field", { body, query: "?usuario=firma2" }],
    ];
    for (const [code, asked] of bad) {
      const answered = await ask("openSession", asked);
      expect([answered.status, answered.code]).toEqual([400, code]);
    }
    expect(await asOwner("SELECT 1 FROM attempt")).toEqual([]);
    expect(
      (await ask("openSession", { body, headers: { "content-type": "application/json; charset=utf-8" } })).status,
    ).toBe(201);
  });
});

test("the portal's hashes are as they were", () => {
  expect(secretHash("x", "WEB")).toEqual(sessionHash("x"));
  expect(secretHash("x", "PHONE")).toEqual(sessionHash("x"));
  expect(secretHash("x", "APP")).not.toEqual(sessionHash("x"));
});
