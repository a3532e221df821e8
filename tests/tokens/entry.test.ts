import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sessionHash, signIn, signOut } from "@/lib/auth/commands";
import { readOwn, stageOf } from "@/lib/command";
import { webConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { database } from "@/lib/db";
import { passToken } from "@/lib/tokens/commands";
import { newRecoveryCodes } from "@/lib/tokens/recovery-codes";
import { asOwner, demonstration, outcomeOf } from "@/tests/support/make";
import { stranger, tokenOf, wrongToken } from "@/tests/support/token";

// Coming in by token, in a company that asks for it.

const clave = "lluvia-sobre-el-paramo-7";
const deps = () => {
  const { secretsKeys, publicOrigin } = webConfig();
  return { secretsKeys, publicOrigin };
};

beforeAll(async () => {
  await demonstration();
  await asOwner("UPDATE tenant SET token_at_login = true WHERE code = 'E2'");
});
beforeEach(async () => {
  await asOwner("DELETE FROM totp_step");
  await asOwner("DELETE FROM attempt");
});

async function entering(usuario: string): Promise<{ caller: Caller; stage: string }> {
  const { secret, stage } = await signIn(stranger(), { usuario, clave }, "test");
  return { caller: { ...stranger(), token: sessionHash(secret) }, stage };
}
const passing = (caller: Caller, token: string) => outcomeOf(passToken(caller, { token }, deps()));
const isIn = (caller: Caller) => outcomeOf(readOwn(caller, async () => undefined));

describe("who is asked", () => {
  test("whoever holds a token in a company that asks for it, and nobody else", async () => {
    expect((await entering("maker2")).stage).toBe("TOKEN");
    expect((await entering("maker1")).stage).toBe("DONE");
    expect((await entering("consulta1")).stage).toBe("DONE");
  });

  test("of a person of several companies the strictest decides", async () => {
    expect((await entering("multi1")).stage).toBe("TOKEN");
    await asOwner(
      "UPDATE membership SET status = 'INACTIVE' WHERE user_id = (SELECT id FROM app_user WHERE username = 'multi1') AND tenant_id = (SELECT id FROM tenant WHERE code = 'E2')",
    );
    expect((await entering("multi1")).stage).toBe("DONE");
    await asOwner(
      "UPDATE membership SET status = 'ACTIVE' WHERE user_id = (SELECT id FROM app_user WHERE username = 'multi1')",
    );
  });

  test("whoever holds none comes in without, also there", async () => {
    await asOwner("DELETE FROM totp WHERE user_id = (SELECT id FROM app_user WHERE username = 'cm2')");
    expect((await entering("cm2")).stage).toBe("DONE");
  });

  test("a company asks unless it says otherwise", async () => {
    const [row] = await asOwner<{ given: string }>(
      "SELECT column_default AS given FROM information_schema.columns WHERE table_name = 'tenant' AND column_name = 'token_at_login'",
    );
    expect(row?.given).toBe("true");
  });
});

describe("the token's stage", () => {
  test("nothing else answers before; the right code leads in, under another secret", async () => {
    const { caller } = await entering("maker2");
    expect([await isIn(caller), await stageOf(caller)]).toEqual(["NotSignedIn", "TOKEN"]);
    const opened = await passToken(caller, { token: tokenOf("maker2") }, deps());
    expect(opened.stage).toBe("DONE");
    expect(await isIn({ ...caller, token: sessionHash(opened.secret) })).toBe("ok");
    expect([await isIn(caller), await stageOf(caller)]).toEqual(["NotSignedIn", null]);
    const trail = await asOwner<{ event: string; data: object }>(
      "SELECT event, data FROM audit_event WHERE actor = 'maker2' AND event IN ('token.given', 'session.stagePassed') ORDER BY id",
    );
    expect(trail.map(({ event }) => event)).toEqual(["token.given", "session.stagePassed"]);
    expect(trail[0]?.data).toEqual({ by: "totp" });
  });

  test("a step before and after is taken; two before is not", async () => {
    for (const steps of [-1, 1]) {
      const { caller } = await entering("maker2");
      expect([steps, await passing(caller, tokenOf("maker2", steps))]).toEqual([steps, "ok"]);
    }
    const { caller } = await entering("maker2");
    expect(await passing(caller, tokenOf("maker2", -3))).toBe("confirm.wrongToken");
  });

  test("a code was used once and for ever, in this session and in another", async () => {
    const code = tokenOf("maker2");
    const first = await entering("maker2");
    expect(await passing(first.caller, code)).toBe("ok");
    const second = await entering("maker2");
    expect(await passing(second.caller, code)).toBe("token.used");
    expect(await passing(second.caller, tokenOf("maker2", 1))).toBe("ok");
  });

  test("the same code in two sessions at once: one comes in", async () => {
    const code = tokenOf("maker2");
    const both = [await entering("maker2"), await entering("maker2")];
    const outcomes = await Promise.all(both.map(({ caller }) => passing(caller, code)));
    expect(outcomes.sort()).toEqual(["ok", "token.used"]);
  });

  test("another's code, and digits of other scripts", async () => {
    const { caller } = await entering("maker2");
    expect(await passing(caller, tokenOf("firma9"))).toBe("confirm.wrongToken");
    expect(await passing(caller, "２８７０８２")).toBe("token.unreadable");
    expect(await passing(caller, "")).toBe("token.unreadable");
    const spaced = tokenOf("maker2").replace(/^(...)/, "$1 ");
    expect(await passing(caller, spaced)).toBe("ok");
  });

  test("a blocked token is told so and counts as held", async () => {
    await asOwner(
      "UPDATE totp SET blocked_at = now() WHERE user_id = (SELECT id FROM app_user WHERE username = 'firma9')",
    );
    const { caller, stage } = await entering("firma9");
    expect(stage).toBe("TOKEN");
    expect(await passing(caller, tokenOf("firma9"))).toBe("token.blocked");
    await asOwner(
      "UPDATE totp SET blocked_at = NULL WHERE user_id = (SELECT id FROM app_user WHERE username = 'firma9')",
    );
    expect(await passing(caller, tokenOf("firma9"))).toBe("ok");
  });

  test("five wrong ones end the session, and the right one is not looked at for a while", async () => {
    const { caller } = await entering("pagador9");
    const wrong = wrongToken("pagador9");
    const told = [];
    for (let tries = 0; tries < 5; tries += 1) told.push(await passing(caller, wrong));
    expect(told).toEqual([...Array(4).fill("confirm.wrongToken"), "access.triesEndedSession"]);
    expect(await stageOf(caller)).toBeNull();
    const again = await entering("pagador9");
    expect(await passing(again.caller, tokenOf("pagador9"))).toBe("access.tooManyTries");
  });

  test("a right code that was used gives no try back", async () => {
    const code = tokenOf("maker2");
    expect(await passing((await entering("maker2")).caller, code)).toBe("ok");
    const { caller } = await entering("maker2");
    const told = [];
    for (let tries = 0; tries < 5; tries += 1) told.push(await passing(caller, code));
    expect(told.at(-1)).toBe("access.triesEndedSession");
  });

  test("the database passes nobody who gave nothing in that very transaction", async () => {
    const { caller } = await entering("maker2");
    const pass = () =>
      database().$queryRaw<{ passed: object | null }[]>`
        SELECT stage_pass(${caller.token}, 'TOKEN', ${sessionHash("x")}, '127.0.0.1', 'x') AS passed`;
    expect(await pass()).toEqual([{ passed: null }]);
    await asOwner("INSERT INTO totp_step (user_id, step) SELECT id, 7 FROM app_user WHERE username = 'maker2'");
    expect(await pass()).toEqual([{ passed: null }]);
    expect(await stageOf(caller)).toBe("TOKEN");
  });

  test("after leaving, the stage is nobody's", async () => {
    const { caller } = await entering("maker2");
    await signOut(caller);
    expect(await passing(caller, tokenOf("maker2"))).toBe("NotSignedIn");
  });
});

describe("a recovery code", () => {
  const [mine, others] = [newRecoveryCodes(), newRecoveryCodes()];
  const place = async (username: string, codes: Awaited<typeof mine>) => {
    await asOwner("DELETE FROM recovery_code WHERE user_id = (SELECT id FROM app_user WHERE username = $1)", [
      username,
    ]);
    for (const { mark, hash } of codes)
      await asOwner(
        "INSERT INTO recovery_code (user_id, mark, hash) SELECT id, $2, $3 FROM app_user WHERE username = $1",
        [username, mark, hash],
      );
  };

  test("stands for the token once, however it is spelled; another's never", async () => {
    const [codes, foreign] = [await mine, await others];
    await place("maker2", codes);
    await place("firma9", foreign);
    const code = codes[0]?.shown ?? "";
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const first = await entering("maker2");
    expect(await passing(first.caller, foreign[0]?.shown ?? "")).toBe("token.wrongRecovery");
    expect(await passing(first.caller, code.toLowerCase().replaceAll("-", " "))).toBe("ok");
    const second = await entering("maker2");
    expect(await passing(second.caller, code)).toBe("token.wrongRecovery");
    const two = [await entering("maker2"), await entering("maker2")];
    const outcomes = await Promise.all(two.map(({ caller }) => passing(caller, codes[1]?.shown ?? "")));
    expect(outcomes.sort()).toEqual(["ok", "token.wrongRecovery"]);
  });

  test("is blocked with the token, and stands in no row as it is shown", async () => {
    const codes = await mine;
    await place("maker2", codes);
    await asOwner(
      "UPDATE totp SET blocked_at = now() WHERE user_id = (SELECT id FROM app_user WHERE username = 'maker2')",
    );
    const { caller } = await entering("maker2");
    expect(await passing(caller, codes[2]?.shown ?? "")).toBe("token.blocked");
    await asOwner("UPDATE totp SET blocked_at = NULL");
    expect(await passing(caller, codes[2]?.shown ?? "")).toBe("ok");
    const kept = await asOwner<{ hash: string }>("SELECT hash FROM recovery_code");
    for (const { hash } of kept) expect(hash).toMatch(/^\$argon2id\$/);
    expect(new Set(codes.map(({ mark }) => mark)).size).toBe(10);
  });
});
