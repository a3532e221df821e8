import { beforeAll, beforeEach, expect, test } from "vitest";
import { whySessionEnded } from "@/lib/auth/standing";
import { readOwn, runOwn } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { closeOtherSessions, closeSession } from "@/lib/own/commands";
import { listOwnPlaces, listOwnSessions } from "@/lib/own/queries";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("UPDATE session SET ended_at = now() WHERE ended_at IS NULL");
});

const listed = (caller: Caller) => readOwn(caller, listOwnSessions);
const alive = async (...callers: Caller[]) =>
  Promise.all(callers.map((caller) => outcomeOf(readOwn(caller, async () => undefined))));
const change = (caller: Caller, to: string) =>
  asOwner(`UPDATE session SET ${to} WHERE token_hash = $1`, [caller.token]);
const numberOf = async (caller: Caller) =>
  (await listed(caller)).find((session) => session.current)?.id ?? "nothing of theirs";

test("one's own open sessions are listed, this one first, then the last used; no other's, and none that is over", async () => {
  const [here, phone, old, over, coming] = [
    await signedIn("firma1"),
    await signedIn("firma1"),
    await signedIn("firma1"),
    await signedIn("firma1"),
    await signedIn("firma1"),
  ];
  await signedIn("firma2");
  await change(here, "last_used_at = now() - interval '9 minutes'");
  await change(
    phone,
    "channel = 'PHONE', device = 'Mozilla/5.0 (Linux; Android 10) Chrome/141.0 Mobile', address = '203.0.113.9'",
  );
  const inApp = await signedIn("firma1");
  await change(
    inApp,
    "channel = 'APP', created_at = now() - interval '14 minutes', expires_at = now() + interval '1 minute', last_used_at = now() - interval '14 minutes'",
  );
  const gone = await signedIn("firma1");
  await change(
    gone,
    "channel = 'APP', created_at = now() - interval '15 minutes', expires_at = now(), last_used_at = now()",
  );
  await change(old, "last_used_at = now() - interval '5 minutes'");
  await change(over, "last_used_at = now() - interval '10 minutes 1 second'");
  await change(coming, "stage = 'TERMS'");
  const sessions = await listed(here);
  expect(
    sessions.map(({ current, browser, system, channel, address }) => ({ current, browser, system, channel, address })),
  ).toEqual([
    { current: true, browser: null, system: null, channel: "WEB", address: "127.0.0.1" },
    { current: false, browser: "Chrome", system: "Android", channel: "PHONE", address: "203.0.113.9" },
    { current: false, browser: null, system: null, channel: "WEB", address: "127.0.0.1" },
    { current: false, browser: null, system: null, channel: "APP", address: "127.0.0.1" },
  ]);
  expect((await listed(phone)).map(({ current }) => current)).toEqual([true, false, false, false]);
});

test("a session closed from another is dead at its next request and told why; the trail names both", async () => {
  const [here, other, third] = [await signedIn("firma1"), await signedIn("firma1"), await signedIn("firma1")];
  expect(await whySessionEnded(other)).toBeNull();
  const sesion = await numberOf(other);
  await runOwn(here, (ctx) => closeSession(ctx, { sesion }));
  expect(await alive(here, other, third)).toEqual(["ok", "NotSignedIn", "ok"]);
  expect(await whySessionEnded(other)).toBe("CLOSED");
  expect(
    await asOwner(
      "SELECT t.code, e.actor, e.event, e.subject, e.result, e.data FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.request_id = $1",
      [here.requestId],
    ),
  ).toEqual([
    {
      code: "OPERADOR",
      actor: "firma1",
      event: "session.closed",
      subject: "firma1",
      result: "done",
      data: { which: [sesion], by: await numberOf(here) },
    },
  ]);
});

test("another's session, one that is over, this one and none at all are refused alike, and nothing ends", async () => {
  const [here, over, stranger] = [await signedIn("firma1"), await signedIn("firma1"), await signedIn("firma2")];
  const numbers = [await numberOf(over), await numberOf(stranger), await numberOf(here), "999999999"];
  await change(over, "ended_at = now()");
  for (const sesion of numbers)
    expect(await outcomeOf(runOwn(here, (ctx) => closeSession(ctx, { sesion })))).toBe("own.sessionOver");
  expect(await alive(here, stranger)).toEqual(["ok", "ok"]);
});

test("closing the others leaves this one alone, ends who is still on the way in too, and says how many", async () => {
  const [here, one, two, coming, stranger] = [
    await signedIn("firma1"),
    await signedIn("firma1"),
    await signedIn("firma1"),
    await signedIn("firma1"),
    await signedIn("firma2"),
  ];
  await change(coming, "stage = 'TERMS'");
  expect(await runOwn(here, closeOtherSessions)).toBe(3);
  expect(await alive(here, one, two, stranger)).toEqual(["ok", "NotSignedIn", "NotSignedIn", "ok"]);
  expect(await whySessionEnded(coming)).toBe("CLOSED");
  expect(await runOwn(here, closeOtherSessions)).toBe(0);
  expect(await asOwner("SELECT event FROM audit_event WHERE request_id = $1", [here.requestId])).toEqual([
    { event: "session.othersClosed" },
    { event: "session.othersClosed" },
  ]);
});

test.each([
  ["nobody used it", "last_used_at = now() - interval '10 minutes 1 second'", "IDLE"],
  [
    "its eight hours passed while it was used",
    "expires_at = now() - interval '1 second', last_used_at = now() - interval '20 seconds'",
    "EXPIRED",
  ],
  [
    "nobody used it, and by now its eight hours are over too",
    "expires_at = now() - interval '1 hour', last_used_at = now() - interval '3 hours'",
    "IDLE",
  ],
  [
    "its eight hours passed while it was used, an hour ago",
    "expires_at = now() - interval '1 hour', last_used_at = now() - interval '1 hour 5 seconds'",
    "EXPIRED",
  ],
  ["something else", "ended_at = now()", "ENDED"],
])("why a session is over: %s", async (_name, to, why) => {
  const caller = await signedIn("firma1");
  await change(caller, to);
  expect(await whySessionEnded(caller)).toBe(why);
});

test("why a session is over: the clave changed; a person who may not come in any more is told no more than that", async () => {
  const caller = await signedIn("firma1");
  await asOwner("UPDATE app_user SET status = 'INACTIVE' WHERE username = 'firma1'");
  expect(await whySessionEnded(caller)).toBe("ENDED");
  await asOwner("UPDATE app_user SET status = 'ACTIVE' WHERE username = 'firma1'");
  expect(await whySessionEnded(caller)).toBeNull();
  await asOwner(
    "WITH one AS (UPDATE session SET ended_at = now() WHERE token_hash = $1 RETURNING user_id) UPDATE app_user SET password_set_at = now() WHERE id = (SELECT user_id FROM one)",
    [caller.token],
  );
  expect(await whySessionEnded(caller)).toBe("PASSWORD");
  expect(await whySessionEnded({ ...caller, token: new Uint8Array(32) })).toBeNull();
  expect(await whySessionEnded({ ...caller, token: null })).toBeNull();
});

test("where a person is active, with the profile held there and the products it is held for", async () => {
  expect(await readOwn(await signedIn("consulta1"), listOwnPlaces)).toEqual([
    {
      company: "Comercial Andina S.A.S.",
      profile: "Consulta",
      products: ["Tarjeta Beneficios"],
      timeZone: "America/Bogota",
    },
  ]);
  const both = await readOwn(await signedIn("multi1"), listOwnPlaces);
  expect(both.map(({ profile, products }) => ({ profile, products }))).toEqual([
    { profile: "Administración", products: null },
    { profile: "Administración", products: null },
  ]);
});

test("without a person being served, the functions of their sessions know none and end none", async () => {
  const caller = await signedIn("firma1");
  await connected("app_web", async (client) => {
    expect((await attempt(client, null, "SELECT 1 FROM own_sessions()")).rowCount).toBe(0);
    expect((await attempt(client, null, "SELECT 1 FROM own_sessions_close(NULL)")).rowCount).toBe(0);
  });
  expect(await alive(caller)).toEqual(["ok"]);
});
