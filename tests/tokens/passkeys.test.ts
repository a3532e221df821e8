import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openedByToken, useConfirmation } from "@/lib/approvals/confirmations";
import { sessionHash, signIn } from "@/lib/auth/commands";
import { readOwn, runCommand, runOwn } from "@/lib/command";
import { webConfig } from "@/lib/config";
import type { Caller, Context, PersonKnown } from "@/lib/context";
import {
  addPasskey,
  askPasskeyToConfirm,
  askPasskeyToEnter,
  beginPasskey,
  beginToken,
  holdToken,
  passToken,
  removePasskey,
  renamePasskey,
} from "@/lib/tokens/commands";
import { findEnrolment } from "@/lib/tokens/queries";
import { newRecoveryCodes } from "@/lib/tokens/recovery-codes";
import type { Given } from "@/lib/tokens/schema";
import { askPasskey, type Proof, provenAtDoor } from "@/lib/tokens/second-factor";
import { codeAt } from "@/lib/tokens/totp";
import { softwarePasskey } from "@/tests/support/authenticator";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { stranger, tokenOf } from "@/tests/support/token";

// Passkeys against a key in software, and what a token or a passkey confirms of a company's.

const { publicOrigin, secretsKeys } = webConfig();
const deps = { publicOrigin, secretsKeys };
const clave = "lluvia-sobre-el-paramo-7";
const codes = newRecoveryCodes();

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("DELETE FROM totp_step");
  await asOwner("DELETE FROM attempt");
});

type Key = ReturnType<typeof softwarePasskey>;
async function added(caller: Caller, key: Key, nombre = "Portátil", ways: Parameters<Key["made"]>[1] = {}) {
  const options = await runOwn(caller, (ctx) => beginPasskey(ctx, publicOrigin));
  const respuesta = key.made(options, ways);
  const shown = await codes;
  return runOwn(caller, (ctx) => addPasskey(ctx, { respuesta, nombre }, { publicOrigin, codes: shown }));
}
const keysOf = (username: string) =>
  asOwner<{ id: string; name: string; counter: string }>(
    "SELECT p.id, p.name, p.counter FROM passkey p JOIN app_user u ON u.id = p.user_id WHERE u.username = $1 ORDER BY p.id",
    [username],
  );

test("five questions to a person's passkeys wait at once: a sixth ends the oldest", async () => {
  const caller = await signedIn("pagador2");
  const key = softwarePasskey(publicOrigin);
  const asked: string[] = [];
  for (let index = 0; index < 6; index += 1) asked.push(await runOwn(caller, (ctx) => beginPasskey(ctx, publicOrigin)));
  const waiting = await asOwner(
    "SELECT 1 FROM passkey_challenge c JOIN app_user u ON u.id = c.user_id WHERE u.username = 'pagador2'",
  );
  expect(waiting).toHaveLength(5);
  const shown = await codes;
  const answering = (options = "") =>
    runOwn(caller, (ctx) =>
      addPasskey(ctx, { respuesta: key.made(options), nombre: "Portátil" }, { publicOrigin, codes: shown }),
    );
  expect(await outcomeOf(answering(asked[0]))).toBe("token.passkeyOver");
  expect(await outcomeOf(answering(asked[5]))).toBe("ok");
});

describe("adding one", () => {
  test("the first factor of a person comes with recovery codes, the next does not", async () => {
    const caller = await signedIn("consulta1");
    expect(await added(caller, softwarePasskey(publicOrigin))).toHaveLength(10);
    expect(await added(caller, softwarePasskey(publicOrigin), "Teléfono")).toEqual([]);
    expect((await keysOf("consulta1")).map(({ name }) => name)).toEqual(["Portátil", "Teléfono"]);
    expect(await added(await signedIn("maker1"), softwarePasskey(publicOrigin))).toEqual([]);
  });

  test("what was made for another portal, unseen by its person, or for nothing we asked, is refused", async () => {
    const caller = await signedIn("auditor1");
    const tried = (ways: Parameters<Key["made"]>[1]) =>
      outcomeOf(added(caller, softwarePasskey(publicOrigin), "x", ways));
    expect(await tried({ origin: "http://evil.example" })).toBe("token.passkeyRefused");
    expect(await tried({ host: "evil.example" })).toBe("token.passkeyRefused");
    expect(await tried({ unverified: true })).toBe("token.passkeyRefused");
    const key = softwarePasskey(publicOrigin);
    const adding = (respuesta: string) =>
      outcomeOf(runOwn(caller, (ctx) => addPasskey(ctx, { respuesta, nombre: "x" }, { publicOrigin, codes: [] })));
    expect(await adding(key.made(JSON.stringify({ challenge: "AAAA" })))).toBe("token.passkeyOver");
    for (const nonsense of ["{}", "[]", "null", "x", '{"id":1}'])
      expect(await adding(nonsense)).toBe("token.passkeyRefused");
    const options = await runOwn(await signedIn("auditor1"), (ctx) => beginPasskey(ctx, publicOrigin));
    const other = await signedIn("maker1");
    const stolen = runOwn(other, (ctx) =>
      addPasskey(ctx, { respuesta: key.made(options), nombre: "x" }, { publicOrigin, codes: [] }),
    );
    expect(await outcomeOf(stolen)).toBe("token.passkeyOver");
    await asOwner("UPDATE passkey_challenge SET expires_at = now()");
    expect(await adding(key.made(options))).toBe("token.passkeyOver");
    expect(await keysOf("auditor1")).toEqual([]);
  });

  test("what was begun while nothing was held is over once something is", async () => {
    const caller = await signedIn("auditor1");
    const secretOf = async () => (await readOwn(caller, (ctx) => findEnrolment(ctx, secretsKeys)))?.secret ?? "";
    const key = softwarePasskey(publicOrigin);
    await runOwn(caller, (ctx) => beginToken(ctx, secretsKeys));
    const secret = await secretOf();
    await added(caller, key);
    expect(await outcomeOf(holdToken(caller, codeAt(secret, new Date()), secretsKeys))).toBe("token.enrolmentOver");
    const options = await runOwn(caller, (ctx) => beginPasskey(ctx, publicOrigin));
    await runOwn(caller, (ctx) => beginToken(ctx, secretsKeys));
    await holdToken(caller, codeAt(await secretOf(), new Date()), secretsKeys);
    const late = { respuesta: softwarePasskey(publicOrigin).made(options), nombre: "x" };
    const adding = runOwn(caller, (ctx) => addPasskey(ctx, late, { publicOrigin, codes: [] }));
    expect(await outcomeOf(adding)).toBe("token.passkeyOver");
    await asOwner("DELETE FROM totp WHERE user_id = (SELECT id FROM app_user WHERE username = 'auditor1')");
    await asOwner("DELETE FROM passkey WHERE user_id = (SELECT id FROM app_user WHERE username = 'auditor1')");
  });

  test("a key whose id is no key's is refused", async () => {
    const caller = await signedIn("auditor1");
    for (const bytes of [1, 15])
      expect(await outcomeOf(added(caller, softwarePasskey(publicOrigin, bytes)))).toBe("token.passkeyRefused");
  });

  test("the same key twice, and one too many", async () => {
    const caller = await signedIn("firma3");
    const key = softwarePasskey(publicOrigin);
    await added(caller, key);
    expect(await outcomeOf(added(caller, key))).toBe("token.passkeyKnown");
    for (let more = 0; more < 9; more += 1) await added(caller, softwarePasskey(publicOrigin));
    expect(await outcomeOf(added(caller, softwarePasskey(publicOrigin)))).toBe("token.passkeysFull");
  });

  test("renamed and removed by its person alone; with the last factor go the recovery codes", async () => {
    const [caller, other] = [await signedIn("consulta1"), await signedIn("maker1")];
    const [first, second] = await keysOf("consulta1");
    const id = first?.id ?? "";
    expect(await outcomeOf(runOwn(other, (ctx) => renamePasskey(ctx, { id, nombre: "Mía" })))).toBe(
      "token.passkeyGone",
    );
    expect(await outcomeOf(runOwn(other, (ctx) => removePasskey(ctx, { id })))).toBe("token.passkeyGone");
    await runOwn(caller, (ctx) => renamePasskey(ctx, { id, nombre: "Oficina" }));
    expect((await keysOf("consulta1"))[0]?.name).toBe("Oficina");
    const left = async () =>
      (
        await asOwner(
          "SELECT 1 FROM recovery_code c JOIN app_user u ON u.id = c.user_id WHERE u.username = 'consulta1'",
        )
      ).length;
    await runOwn(caller, (ctx) => removePasskey(ctx, { id }));
    expect(await left()).toBe(10);
    await runOwn(caller, (ctx) => removePasskey(ctx, { id: second?.id ?? "" }));
    expect(await left()).toBe(0);
  });
});

describe("coming in by one", () => {
  const key = softwarePasskey(publicOrigin);
  const entering = async () => {
    const { secret } = await signIn(stranger(), { usuario: "maker2", clave }, "test");
    return { ...stranger(), token: sessionHash(secret) };
  };
  const passing = (caller: Caller, llave: string) => outcomeOf(passToken(caller, { llave }, deps));

  beforeAll(async () => {
    await asOwner("UPDATE tenant SET token_at_login = true WHERE code = 'E2'");
    await added(await signedIn("maker2", "E2"), key);
  });

  test("its answer to what was asked leads in, once", async () => {
    const caller = await entering();
    const answer = key.signed(await askPasskeyToEnter(caller, publicOrigin));
    expect(await passing(caller, answer)).toBe("ok");
    expect(await passing(await entering(), answer)).toBe("token.passkeyOver");
    expect(Number((await keysOf("maker2"))[0]?.counter)).toBeGreaterThan(0);
  });

  test("a copy whose counter stands still, another key, another portal, nobody seen", async () => {
    const caller = await entering();
    const asked = () => askPasskeyToEnter(caller, publicOrigin);
    expect(await passing(caller, key.signed(await asked(), { counter: 1 }))).toBe("token.passkeyRefused");
    expect(await passing(caller, softwarePasskey(publicOrigin).signed(await asked()))).toBe("token.passkeyRefused");
    expect(await passing(caller, key.signed(await asked(), { counter: 50, origin: "http://evil.example" }))).toBe(
      "token.passkeyRefused",
    );
    expect(await passing(caller, key.signed(await asked(), { counter: 60, unverified: true }))).toBe(
      "token.passkeyRefused",
    );
    await asOwner("DELETE FROM attempt");
    expect(await passing(caller, key.signed(await asked(), { counter: 70 }))).toBe("ok");
  });

  test("the same answer in two sessions at once: one comes in", async () => {
    const both = [await entering(), await entering()];
    const answer = key.signed(await askPasskeyToEnter(both[0] as Caller, publicOrigin));
    const outcomes = await Promise.all(both.map((caller) => passing(caller, answer)));
    expect(outcomes.sort()).toEqual(["ok", "token.passkeyOver"]);
  });

  test("what it signed to confirm something is no way in", async () => {
    const signed = await runOwn(await signedIn("maker2", "E2"), (ctx) =>
      askPasskeyToConfirm(ctx, { verbo: "token.remove", visto: "0".repeat(64) }, publicOrigin),
    );
    expect(await passing(await entering(), key.signed(signed))).toBe("token.passkeyOver");
  });

  test("whoever holds none is told so", async () => {
    const { secret } = await signIn(stranger(), { usuario: "firma9", clave }, "test");
    const caller = { ...stranger(), token: sessionHash(secret) };
    expect(await outcomeOf(askPasskeyToEnter(caller, publicOrigin))).toBe("token.noPasskey");
  });
});

describe("a company's statement that a token confirms", () => {
  const key = softwarePasskey(publicOrigin);
  const purpose = "profile.change";
  const statement = (profile: string) => ({ purpose, subject: profile, shown: { profile, adds: ["batch.sign"] } });
  const opened = (caller: Caller, profile = "Consulta") =>
    runCommand(caller, "batch.read", async (ctx) => {
      const id = await openedByToken(ctx, statement(profile));
      await ctx.audit("profile.changePrepared", profile);
      return id;
    });
  const digest = async (id: string) =>
    (await asOwner<{ digest: string }>("SELECT digest FROM confirmation WHERE id = $1::uuid", [id]))[0]?.digest ?? "";
  const proven = async (caller: Caller, id: string, given: Given) => {
    const own = <Result>(work: (ctx: PersonKnown) => Promise<Result>) => readOwn(caller, work);
    return provenAtDoor(caller, own, given, { purpose, digest: await digest(id) }, deps);
  };
  const using = (
    caller: Caller,
    id: string,
    proof: Proof | null,
    effect: (ctx: Context) => Promise<void> = async () => undefined,
  ) =>
    outcomeOf(
      runCommand(caller, "batch.read", async (ctx) => {
        await useConfirmation(ctx, id, purpose, proof);
        await effect(ctx);
        await ctx.audit("profile.changed", "x");
      }),
    );
  const methodOf = async (id: string) =>
    (
      await asOwner<{ method: string; used: boolean }>(
        "SELECT method::text, used_at IS NOT NULL AS used FROM confirmation WHERE id = $1::uuid",
        [id],
      )
    )[0];

  test("by token: without it nothing, with it once", async () => {
    const caller = await signedIn("maker1");
    const id = await opened(caller);
    expect(await using(caller, id, null)).toBe("token.needed");
    expect(await methodOf(id)).toEqual({ method: "TOKEN", used: false });
    const proof = await proven(caller, id, { token: tokenOf("maker1") });
    expect(await using(caller, id, proof)).toBe("ok");
    expect(await methodOf(id)).toEqual({ method: "TOKEN", used: true });
    expect(await using(caller, id, proof)).toBe("confirm.used");
    const second = await opened(caller);
    expect(await using(caller, second, { ...proof, digest: await digest(second) })).toBe("token.used");
  });

  test("a proof of other content, or of another purpose, is none", async () => {
    const caller = await signedIn("maker1");
    const [id, another] = [await opened(caller), await opened(caller, "Tesorería")];
    const proof = await proven(caller, another, { token: tokenOf("maker1") });
    expect(await using(caller, id, proof)).toBe("confirm.changed");
    expect(await using(caller, id, { ...proof, digest: await digest(id), purpose: "login" })).toBe("confirm.changed");
    expect(await methodOf(id)).toEqual({ method: "TOKEN", used: false });
  });

  test("another's statement, and one that is over", async () => {
    const [caller, other] = [await signedIn("maker1"), await signedIn("firma1")];
    const id = await opened(caller);
    const proof = await proven(other, id, { token: tokenOf("firma1") });
    expect(await using(other, id, proof)).toBe("confirm.expired");
    await asOwner("UPDATE confirmation SET expires_at = now() WHERE id = $1::uuid", [id]);
    expect(await using(caller, id, await proven(caller, id, { token: tokenOf("maker1") }))).toBe("confirm.expired");
  });

  test("an effect that is refused uses neither the statement nor the token up", async () => {
    const caller = await signedIn("maker1");
    const id = await opened(caller);
    const proof = await proven(caller, id, { token: tokenOf("maker1") });
    const refused = using(caller, id, proof, async () => {
      throw new Error("the effect broke");
    });
    expect(await refused).toBe("Error");
    expect(await methodOf(id)).toEqual({ method: "TOKEN", used: false });
    expect(await using(caller, id, proof)).toBe("ok");
  });

  test("by passkey, bound to that statement: the method is told as it was", async () => {
    const caller = await signedIn("firma2");
    await added(caller, key);
    const [id, another] = [await opened(caller), await opened(caller, "Tesorería")];
    const asked = async (of: string) => {
      const shown = await digest(of);
      return readOwn(caller, (ctx) => askPasskey(ctx, { purpose, digest: shown }, publicOrigin));
    };
    expect(await outcomeOf(proven(caller, id, { llave: key.signed(await asked(another)) }))).toBe("token.passkeyOver");
    const shown = await digest(id);
    const forOther = await readOwn(caller, (ctx) => askPasskey(ctx, { purpose: "x", digest: shown }, publicOrigin));
    expect(await outcomeOf(proven(caller, id, { llave: key.signed(forOther) }))).toBe("token.passkeyOver");
    const proof = await proven(caller, id, { llave: key.signed(await asked(id)) });
    expect(await using(caller, id, proof)).toBe("ok");
    expect(await methodOf(id)).toEqual({ method: "PASSKEY", used: true });
    expect(await using(caller, another, { ...proof, digest: await digest(another) })).toBe("token.passkeyRefused");
  });
});
