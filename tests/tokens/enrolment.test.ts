import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { digestOf } from "@/lib/approvals/confirmations";
import { findFactor } from "@/lib/approvals/factor";
import { confirmedOwn } from "@/lib/approvals/own";
import { mailPerson } from "@/lib/auth/mail";
import { rotateSecrets } from "@/lib/cli/secrets-rotate";
import { readOwn, runOwn } from "@/lib/command";
import { webConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { makeMailer } from "@/lib/gateways/mail";
import type { SecretsKeys } from "@/lib/secrets";
import {
  addPasskey,
  beginPasskey,
  beginToken,
  holdToken,
  leaveToken,
  removeToken,
  renewRecoveryCodes,
} from "@/lib/tokens/commands";
import { factorShown, findEnrolment } from "@/lib/tokens/queries";
import { newRecoveryCodes } from "@/lib/tokens/recovery-codes";
import { asOwner, asWorker, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { readMail } from "@/tests/support/mime";
import { startMailServer } from "@/tests/support/smtp";
import { codeOf, tokenOf } from "@/tests/support/token";

const { secretsKeys } = webConfig();

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("DELETE FROM totp_step");
  await asOwner("DELETE FROM attempt");
});

const begin = (caller: Caller) => runOwn(caller, (ctx) => beginToken(ctx, secretsKeys));
const secretOf = async (caller: Caller) =>
  (await readOwn(caller, (ctx) => findEnrolment(ctx, secretsKeys)))?.secret ?? "";
const holding = (caller: Caller, code: string) => outcomeOf(holdToken(caller, code, secretsKeys));
const factor = (caller: Caller) => readOwn(caller, (ctx) => findFactor(ctx, secretsKeys));

describe("enrolling", () => {
  test("a secret to read or to type, a first code, ten recovery codes: then it is held", async () => {
    const caller = await signedIn("consulta1");
    await begin(caller);
    const { enrolment } = await factor(caller);
    const secret = await secretOf(caller);
    expect(enrolment?.secret.replaceAll(" ", "")).toBe(secret);
    expect(enrolment?.picture.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    expect(await holding(caller, "000 00")).toBe("token.unreadable");
    expect(await holding(caller, codeOf(secret, 5))).toBe("token.wrongFirst");
    const codes = await holdToken(caller, codeOf(secret).replace(/^(...)/, "$1 "), secretsKeys);
    expect(new Set(codes).size).toBe(10);
    const { blocked, enrolment: after, codes: left } = await factor(caller);
    expect([blocked, after, left]).toEqual([false, null, { left: 10, made: 10 }]);
    // The first code was used up with it.
    const again = await asOwner(
      "SELECT 1 FROM totp_step s JOIN app_user u ON u.id = s.user_id WHERE u.username = 'consulta1'",
    );
    expect(again).toHaveLength(1);
    const rows = await asOwner<{ secret: string }>("SELECT secret FROM totp");
    for (const row of rows) expect(row.secret).not.toContain(secret);
  });

  test("the one that is held works until the new one's first code, and not after", async () => {
    const caller = await signedIn("maker1");
    await begin(caller);
    const secret = await secretOf(caller);
    expect((await factor(caller)).held).not.toBeNull();
    expect(await holding(caller, tokenOf("maker1"))).toBe("token.wrongFirst");
    expect(await holding(caller, codeOf(secret))).toBe("ok");
    const tokens = await asOwner(
      "SELECT 1 FROM totp t JOIN app_user u ON u.id = t.user_id WHERE u.username = 'maker1'",
    );
    expect(tokens).toHaveLength(1);
    const [last] = await asOwner<{ event: string }>(
      "SELECT event FROM audit_event WHERE actor = 'maker1' ORDER BY id DESC LIMIT 1",
    );
    expect(last?.event).toBe("token.replaced");
  });

  test("begun again is another secret; after 15 minutes, left, or never begun, there is none", async () => {
    const caller = await signedIn("firma1");
    await begin(caller);
    const first = await secretOf(caller);
    await begin(caller);
    const second = await secretOf(caller);
    expect(second).not.toBe(first);
    expect(await holding(caller, codeOf(first))).toBe("token.wrongFirst");
    await asOwner("UPDATE totp SET created_at = now() - interval '15 minutes' WHERE confirmed_at IS NULL");
    expect(await holding(caller, codeOf(second))).toBe("token.enrolmentOver");
    expect((await factor(caller)).enrolment).toBeNull();
    await begin(caller);
    const third = await secretOf(caller);
    await runOwn(caller, leaveToken);
    expect(await holding(caller, codeOf(third))).toBe("token.enrolmentOver");
    expect(await holding(await signedIn("firma2"), codeOf(third))).toBe("token.enrolmentOver");
  });

  test("only the session that began it is shown its secret and may end it", async () => {
    const [caller, another] = [await signedIn("auditor1"), await signedIn("auditor1")];
    await begin(caller);
    const code = codeOf(await secretOf(caller));
    expect((await factor(another)).enrolment).toBeNull();
    expect(await holding(another, code)).toBe("token.enrolmentOver");
    expect(await holding(caller, code)).toBe("ok");
    await asOwner("DELETE FROM totp WHERE user_id = (SELECT id FROM app_user WHERE username = 'auditor1')");
  });

  test("the same first code twice at once: one token", async () => {
    const caller = await signedIn("firma3");
    await begin(caller);
    const code = codeOf(await secretOf(caller));
    const outcomes = await Promise.all([holding(caller, code), holding(caller, code)]);
    expect(outcomes.filter((one) => one === "ok")).toHaveLength(1);
  });

  test("who is blocked neither replaces nor removes, and adds nothing beside it", async () => {
    await asOwner(
      "UPDATE totp SET blocked_at = now() WHERE user_id = (SELECT id FROM app_user WHERE username = 'pagador1')",
    );
    const caller = await signedIn("pagador1");
    expect(await outcomeOf(begin(caller))).toBe("token.blocked");
    expect(await outcomeOf(runOwn(caller, removeToken))).toBe("token.blocked");
    const codes = await newRecoveryCodes();
    expect(await outcomeOf(runOwn(caller, (ctx) => renewRecoveryCodes(ctx, codes)))).toBe("token.blocked");
    expect(await outcomeOf(runOwn(caller, (ctx) => beginPasskey(ctx, "https://portal.example")))).toBe("token.blocked");
    const made = { respuesta: "{}", nombre: "Portátil" };
    const adding = runOwn(caller, (ctx) => addPasskey(ctx, made, { publicOrigin: "https://portal.example", codes }));
    expect(await outcomeOf(adding)).toBe("token.blocked");
    await asOwner("UPDATE totp SET blocked_at = NULL");
    expect(await outcomeOf(runOwn(caller, removeToken))).toBe("ok");
    expect(await outcomeOf(runOwn(caller, removeToken))).toBe("token.noneHeld");
  });

  test("without a second factor the clave confirms, and what was seen must be what there is", async () => {
    await asOwner("DELETE FROM totp WHERE user_id = (SELECT id FROM app_user WHERE username = 'auditor1')");
    const caller = await signedIn("auditor1");
    const confirming = (seen: string) =>
      outcomeOf(
        runOwn(caller, async (ctx) => {
          await confirmedOwn(ctx, { purpose: "token.enrol", ...(await factorShown(ctx)) }, { seen, proof: null });
          await ctx.audit("token.tried", "x");
        }),
      );
    const { shown } = await readOwn(caller, factorShown);
    expect(await confirming("0".repeat(64))).toBe("confirm.changed");
    expect(await confirming(digestOf(shown))).toBe("ok");
    const [kept] = await asOwner<{ method: string; shown: object }>(
      "SELECT method::text, shown FROM confirmation WHERE user_id IS NOT NULL ORDER BY used_at DESC LIMIT 1",
    );
    expect(kept).toEqual({ method: "PASSWORD", shown });
  });
});

test("whoever changes their second factor is told by mail, at the address that is kept", async () => {
  await asOwner("DELETE FROM graphile_worker._private_jobs");
  const caller = await signedIn("firma2");
  await begin(caller);
  const jobs = () =>
    asOwner<{ payload: { person: number; about: "factorChanged"; at: string } }>(
      "SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'mail-person'",
    );
  expect(await jobs()).toEqual([]);
  expect(await holding(caller, codeOf(await secretOf(caller)))).toBe("ok");
  await runOwn(caller, removeToken);
  const [job, ...more] = await jobs();
  expect(more).toEqual([]);
  const inbox = await startMailServer();
  onTestFinished(() => inbox.stop());
  const mailer = makeMailer({ url: inbox.url, from: "Contrafirma <avisos@demo.example>" });
  const { person = 0, about = "factorChanged", at = "" } = job?.payload ?? {};
  await asWorker(() => mailPerson({ mailer }, { person, about, at: new Date(at) }));
  const [mail] = inbox.mails.map(readMail);
  expect([mail?.to, mail?.subject]).toEqual(["firma2@demo.example", "Su token o sus llaves de acceso cambiaron"]);
});

describe("secrets:rotate", () => {
  const [old] = secretsKeys;
  const fresh: SecretsKeys = [{ id: "2", bytes: Buffer.alloc(32, 9) }, old];

  test("everything opens under the new key alone afterwards, and a second time changes nothing", async () => {
    const owner = process.env.DATABASE_URL ?? "";
    const { closed, kept } = await rotateSecrets(owner, fresh);
    expect([closed > 10, kept]).toEqual([true, 0]);
    expect(await rotateSecrets(owner, fresh)).toEqual({ closed: 0, kept: closed });
    const caller = await signedIn("adm1");
    await runOwn(caller, (ctx) => beginToken(ctx, [fresh[0]]));
    const found = await readOwn(caller, (ctx) => findEnrolment(ctx, [fresh[0]]));
    expect(found?.secret).toMatch(/^[A-Z2-7]{32}$/);
    const ids = await asOwner<{ id: string }>("SELECT DISTINCT split_part(secret, '.', 1) AS id FROM totp");
    expect(ids).toEqual([{ id: "2" }]);
  });

  test("a secret that opens with none of the keys stops it, and stays as it was", async () => {
    const before = await asOwner("SELECT secret FROM totp ORDER BY id");
    await expect(
      rotateSecrets(process.env.DATABASE_URL ?? "", [{ id: "3", bytes: Buffer.alloc(32, 5) }]),
    ).rejects.toThrow();
    expect(await asOwner("SELECT secret FROM totp ORDER BY id")).toEqual(before);
  });
});
