import { beforeAll, expect, test } from "vitest";
import { sessionHash, signOut } from "@/lib/auth/commands";
import { readOwn, runOwn } from "@/lib/command";
import { keepMark, renewSession } from "@/lib/own/commands";
import { findOwnMark } from "@/lib/own/queries";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

beforeAll(demonstration);

test("image and phrase are kept, for oneself only; the trail says that they changed and not to what", async () => {
  const [caller, other] = [await signedIn("firma1"), await signedIn("firma2")];
  const before = await readOwn(other, findOwnMark);
  await runOwn(caller, (ctx) => keepMark(ctx, { imagen: "14", frase: "El loro de la tía" }));
  await runOwn(caller, (ctx) => keepMark(ctx, { imagen: "16", frase: "El loro de la abuela" }));
  expect(await readOwn(caller, findOwnMark)).toEqual({ image: 16, phrase: "El loro de la abuela" });
  expect(await readOwn(other, findOwnMark)).toEqual(before);
  const trail = await asOwner("SELECT actor, event, subject, data FROM audit_event WHERE request_id = $1", [
    caller.requestId,
  ]);
  expect(trail).toEqual(Array(2).fill({ actor: "firma1", event: "mark.changed", subject: "firma1", data: {} }));
});

test("a person without one gets their first", async () => {
  await asOwner("DELETE FROM personal_mark WHERE user_id = (SELECT id FROM app_user WHERE username = 'firma3')");
  const caller = await signedIn("firma3");
  expect(await readOwn(caller, findOwnMark)).toBeNull();
  await runOwn(caller, (ctx) => keepMark(ctx, { imagen: "1", frase: "Velero azul" }));
  expect(await readOwn(caller, findOwnMark)).toEqual({ image: 1, phrase: "Velero azul" });
});

test("a session renewed goes on under its new secret alone, as old as it was; one that is over is not renewed", async () => {
  const caller = await signedIn("firma1");
  await asOwner("UPDATE session SET expires_at = expires_at - interval '1 hour' WHERE token_hash = $1", [caller.token]);
  const secret = (await renewSession(caller)) ?? "";
  const renewed = { ...caller, token: sessionHash(secret) };
  expect(await outcomeOf(readOwn(caller, async () => undefined))).toBe("NotSignedIn");
  const left = await readOwn(renewed, async ({ session, now }) => session.endsAt.getTime() - now.getTime());
  expect(left / 3_600_000).toBeCloseTo(7, 1);
  await signOut(renewed);
  expect(await renewSession(renewed)).toBeNull();
  for (const change of [
    "stage = 'TERMS'",
    "last_used_at = now() - interval '10 minutes 1 second'",
    "expires_at = now()",
  ]) {
    const one = await signedIn("firma1");
    await asOwner(`UPDATE session SET ${change} WHERE token_hash = $1`, [one.token]);
    expect([change, await renewSession(one)]).toEqual([change, null]);
  }
});
