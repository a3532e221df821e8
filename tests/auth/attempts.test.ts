import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { type AttemptKeys, giveBack, guarded, keysOf, takeTry } from "@/lib/auth/attempts";
import { confirmPassword, signIn } from "@/lib/auth/commands";
import { knowDevice, sweepEntry } from "@/lib/auth/devices";
import { type AttemptKind, type AttemptScope, attemptRule } from "@/lib/auth/rules";
import { readOwn } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { asOwner, asWorker, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

// Tries are counted in the database before anything is verified.

beforeAll(demonstration);

const clave = "lluvia-sobre-el-paramo-7";
const wrong = "no-es-la-clave-12";
const somebody = (): AttemptKeys => ({ person: `nadie-${randomUUID()}` });
const taking = async (keys: AttemptKeys, kind: AttemptKind = "password") => (await takeTry(kind, keys)).taken;
const takenOf = async (times: number, keys: AttemptKeys, kind?: AttemptKind) =>
  (await Promise.all(Array.from({ length: times }, () => taking(keys, kind)))).filter(Boolean).length;
/** Lets so many minutes pass for every row there is. */
const later = (minutes: number) =>
  asOwner(
    `UPDATE attempt SET since = since - gone.by, tried_at = tried_at - gone.by, locked_until = locked_until - gone.by
       FROM (SELECT $1::float8 * interval '1 minute' AS by) gone`,
    [minutes],
  );
/** What is done while the portal may not ask a function of the database: it fails there as it does when the database is away. */
async function without(asked: string, work: () => Promise<void>): Promise<void> {
  await asOwner(`REVOKE EXECUTE ON FUNCTION ${asked} FROM app_web`);
  try {
    await work();
  } finally {
    await asOwner(`GRANT EXECUTE ON FUNCTION ${asked} TO app_web`);
  }
}
const stranger = (address = "203.0.113.7"): Caller => ({
  token: null,
  company: null,
  product: null,
  address,
  requestId: randomUUID(),
});

test("the database and the rules count alike", async () => {
  const kinds: AttemptKind[] = ["login", "password", "token", "code", "recovery"];
  const scopes: AttemptScope[] = ["person", "device", "address", "company"];
  for (const kind of kinds) {
    for (const scope of scopes) {
      const [row] = await asOwner<{ most: number; minutes: number; pauses: number[] }>(
        "SELECT most, (extract(epoch FROM counted) / 60)::int AS minutes, pauses FROM attempt_rule($1, $2)",
        [kind, scope],
      );
      expect([kind, scope, row]).toEqual([kind, scope, attemptRule(kind, scope)]);
    }
  }
});

describe("a person", () => {
  test("has five tries, however many come at once", async () => {
    const keys = somebody();
    expect(await takenOf(20, keys)).toBe(5);
    expect(await taking(keys)).toBe(false);
  });

  test("has five over two processes too: twenty connections, each as the portal's role", async () => {
    const key = new Uint8Array(32).fill(5);
    const taken = await Promise.all(
      Array.from({ length: 20 }, () =>
        connected("app_web", async (client) => {
          const { rows } = await client.query<{ taken: boolean }>(
            "SELECT taken FROM attempt_take('token', ARRAY['person', 'address'], ARRAY[$1, $1]::bytea[])",
            [Buffer.from(key)],
          );
          return rows[0]?.taken === true;
        }),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(5);
  });

  test("who is right again and again at many places at once waits for nobody who waits for them", async () => {
    const keys: AttemptKeys = { ...somebody(), address: "203.0.113.9", companies: ["E1"] };
    const rights = async () => {
      for (let round = 0; round < 40; round += 1) {
        expect(await taking(keys, "code")).toBe(true);
        await giveBack("code", keys, "right");
      }
    };
    await Promise.all(Array.from({ length: 10 }, rights));
    expect(await taking(keys, "code")).toBe(true);
  });

  test("waits 1, 2, 5, 15, 60 and again 60 minutes between fives", async () => {
    const keys = somebody();
    for (const pause of [1, 2, 5, 15, 60, 60]) {
      expect(await takenOf(5, keys)).toBe(5);
      await later(pause - 0.1);
      expect([pause, await taking(keys)]).toEqual([pause, false]);
      await later(0.2);
    }
    expect(await taking(keys)).toBe(true);
  });

  test("begins anew after a right one, and a day after the last", async () => {
    const keys = somebody();
    expect(await takenOf(5, keys)).toBe(5);
    await giveBack("password", keys, "right");
    expect(await takenOf(6, keys)).toBe(5);
    await later(24 * 60 + 1);
    // A day later the pauses begin with the shortest again.
    expect(await takenOf(6, keys)).toBe(5);
    await later(1.1);
    expect(await taking(keys)).toBe(true);
  });

  test("has tries of each kind apart, and gets back only what could not be verified", async () => {
    const keys = somebody();
    expect(await takenOf(5, keys)).toBe(5);
    expect(await takenOf(6, keys, "token")).toBe(5);
    await giveBack("password", keys, "unverified");
    expect(await takenOf(3, keys)).toBe(1);
  });

  test("has a try back late whose giving back failed at first, right or not verified", async () => {
    const caller = stranger();
    const [who, other] = [somebody(), somebody()];
    for (const keys of [who, other]) expect(await takenOf(4, keys)).toBe(4);
    await without("attempt_give_back(text, text[], bytea[], boolean)", async () => {
      await guarded(caller, "password", who, async () => true);
      const failed = guarded(caller, "password", other, () => Promise.reject(new Error("away")));
      await expect(failed).rejects.toThrow("away");
      for (const keys of [who, other]) expect(await taking(keys)).toBe(false);
    });
    await vi.waitFor(async () => expect(await takenOf(1, who)).toBe(1), 5_000);
    await vi.waitFor(async () => expect(await takenOf(1, other)).toBe(1), 5_000);
    expect([await takenOf(9, who), await takenOf(9, other)]).toEqual([4, 0]);
  });

  test("asks for a recovery three times an hour", async () => {
    const keys = somebody();
    expect(await takenOf(6, keys, "recovery")).toBe(3);
    await later(59);
    expect(await taking(keys, "recovery")).toBe(false);
    await later(2);
    expect(await taking(keys, "recovery")).toBe(true);
  });
});

describe("an address and a company", () => {
  test("have more tries between them, and a right one takes back one", async () => {
    const [address, company] = [randomUUID(), `E${randomUUID()}`];
    const each = async (times: number) => {
      let taken = 0;
      for (let index = 0; index < times; index += 1)
        taken += (await taking({ ...somebody(), address, companies: [company] })) ? 1 : 0;
      return taken;
    };
    expect(await each(102)).toBe(100);
    await giveBack("password", { address }, "right");
    expect(await each(2)).toBe(1);
    await later(1.1);
    expect(await each(1)).toBe(1);
  });

  test("an IPv6 network is one address, however it is written", async () => {
    let taken = 0;
    for (let index = 0; index < 102; index += 1)
      taken += (await taking({ ...somebody(), address: `2001:db8:0:7:${index.toString(16)}::1` })) ? 1 : 0;
    expect([taken, await taking({ address: "2001:DB8::7:0:0:0:1" })]).toEqual([100, false]);
    expect(await taking({ address: "2001:db8:0:8::1" })).toBe(true);
  });

  test("where one is paused none is taken, and no row is made of whoever came", async () => {
    const address = randomUUID();
    for (let index = 0; index < 100; index += 1) await taking({ address });
    const before = await asOwner<{ n: string }>("SELECT count(*) AS n FROM attempt");
    expect(await taking({ ...somebody(), address })).toBe(false);
    expect(await asOwner("SELECT count(*) AS n FROM attempt")).toEqual(before);
  });
});

test("what nobody tried for a day is swept, what is paused is not; a device that nobody came by for a year neither stays", async () => {
  await asOwner("DELETE FROM attempt");
  const row = (key: string, tried: string, until: string) =>
    asOwner(
      `INSERT INTO attempt (kind, scope, key, tries, tried_at, locked_until) VALUES ('login', 'person', sha256($1), 1, now() - $2::interval, ${until})`,
      [key, tried],
    );
  await row("old", "25 hours", "NULL");
  await row("young", "23 hours", "NULL");
  await row("paused", "25 hours", "now() + interval '1 minute'");
  const device = (fill: number, used: string) =>
    asOwner(
      "INSERT INTO known_device (user_id, token_hash, last_used_at) SELECT id, $1, now() - $2::interval FROM app_user WHERE username = 'adm1'",
      [new Uint8Array(32).fill(fill), used],
    );
  await device(101, "366 days 6 hours");
  await device(102, "364 days");
  await asWorker(sweepEntry);
  const [left] = await asOwner("SELECT count(*)::int AS tries FROM attempt");
  const [kept] = await asOwner(
    "SELECT count(*)::int AS devices FROM known_device d JOIN app_user u ON u.id = d.user_id WHERE u.username = 'adm1'",
  );
  expect([left, kept]).toEqual([{ tries: 2 }, { devices: 1 }]);
});

describe("inside a session", () => {
  const entering = (caller: Caller) => outcomeOf(readOwn(caller, async () => undefined));

  test("the fifth wrong clave ends it, says so, and the next has to wait", async () => {
    const caller = await signedIn("firma1");
    const other = await signedIn("firma1");
    const outcomes = [];
    for (let index = 0; index < 5; index += 1) outcomes.push(await outcomeOf(confirmPassword(caller, wrong)));
    const told = [
      "confirm.wrongPassword",
      "confirm.wrongPassword",
      "confirm.wrongPasswordLeft",
      "confirm.wrongPasswordLeft",
    ];
    expect(outcomes).toEqual([...told, "access.triesEndedSession"]);
    expect([await entering(caller), await entering(other)]).toEqual(["NotSignedIn", "ok"]);
    expect(await outcomeOf(confirmPassword(other, clave))).toBe("access.tooManyTries");
    expect(await entering(other)).toBe("ok");
    const trail = await asOwner(
      "SELECT actor, event, subject, result FROM audit_event WHERE request_id = $1 ORDER BY id",
      [caller.requestId],
    );
    expect(trail).toEqual([
      { actor: "firma1", event: "password.tried", subject: "access.triesEndedSession", result: "refused" },
      { actor: "firma1", event: "session.closed", subject: "firma1", result: "done" },
    ]);
    await later(1.1);
    expect(await outcomeOf(confirmPassword(other, clave))).toBe("ok");
  });

  test("counts against a company for its own people only", async () => {
    await asOwner("DELETE FROM attempt");
    for (const company of ["E1", "E2", "E9"])
      await outcomeOf(confirmPassword({ ...(await signedIn("maker1")), company, product: null }, wrong));
    const rows = await asOwner("SELECT 1 FROM attempt WHERE scope = 'company' AND key = sha256('E1')");
    const others = await asOwner("SELECT 1 FROM attempt WHERE scope = 'company' AND key <> sha256('E1')");
    expect([rows.length, others.length]).toEqual([1, 0]);
  });

  test("what fails to be verified costs no try, and a refusal of the verifier's own is told", async () => {
    const caller = await signedIn("firma2");
    const keys = keysOf(caller, "firma2");
    const broken = () => guarded(caller, "code", keys, async () => Promise.reject(new Error("down")));
    for (let index = 0; index < 7; index += 1) await expect(broken()).rejects.toThrow("down");
    const said = await outcomeOf(guarded(caller, "code", keys, async () => new DomainError("confirm.expired")));
    expect(said).toBe("confirm.expired");
    expect(await outcomeOf(guarded(caller, "code", keys, async () => true))).toBe("ok");
  });

  test("twenty wrong claves at once: five are verified", async () => {
    const caller = await signedIn("firma3");
    let verified = 0;
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        outcomeOf(
          guarded(caller, "password", keysOf(caller, "firma3"), async () => {
            verified += 1;
            return false;
          }),
        ),
      ),
    );
    expect(verified).toBe(5);
    expect(outcomes.filter((one) => one === "access.tooManyTries")).toHaveLength(15);
    expect(await entering(caller)).toBe("NotSignedIn");
  });
});

describe("at the login", () => {
  const signing = (usuario: string, typed: string, device: Uint8Array<ArrayBuffer> | null = null, address?: string) =>
    outcomeOf(signIn(stranger(address), { usuario, clave: typed }, "test", device));

  test("after five wrong ones the right one is refused alike, in every spelling, until the pause is over", async () => {
    for (const usuario of ["maker1", "MAKER1", "ｍａｋｅｒ１", " maker1", "Maker1"]) await signing(usuario, wrong);
    expect(await signing("maker1", clave)).toBe("access.credentials");
    expect(await signing("MAKER1", clave, null, "198.51.100.9")).toBe("access.credentials");
    await later(1.1);
    expect(await signing("maker1", clave)).toBe("ok");
    expect(await signing("maker1", clave)).toBe("ok");
  });

  test("whoever finds the portal too busy to verify has lost no try", async () => {
    await asOwner("DELETE FROM attempt");
    const outcomes = await Promise.all(Array.from({ length: 70 }, (_, index) => signing(`con-prisa-${index}`, wrong)));
    expect(outcomes).toContain("access.busy");
    const [row] = await asOwner<{ tries: number }>(
      "SELECT tries FROM attempt WHERE kind = 'login' AND scope = 'address'",
    );
    expect(row?.tries).toBe(outcomes.filter((one) => one === "access.credentials").length);
  });

  test("whose clave was right and whose session could not be opened has lost no try", async () => {
    const opening = "session_open(int, bytea, text, text, channel, text, bigint, text)";
    await without(opening, async () => {
      for (let index = 0; index < 6; index += 1)
        expect(await signing("maker2", clave)).toBe("PrismaClientKnownRequestError");
    });
    expect(await signing("maker2", clave)).toBe("ok");
  });

  test("who is nobody is counted as somebody is", async () => {
    for (let index = 0; index < 6; index += 1) await signing("nadie-de-aqui", wrong);
    const rows = await asOwner(
      "SELECT tries, locks FROM attempt WHERE kind = 'login' AND scope = 'person' AND key = sha256('nadie-de-aqui')",
    );
    expect(rows).toEqual([{ tries: 5, locks: 1 }]);
  });

  test("strangers keep nobody out of a device they are known by; there the tries are its own", async () => {
    const device = new Uint8Array(32).fill(7);
    await asOwner(
      "INSERT INTO known_device (user_id, token_hash) SELECT id, $1 FROM app_user WHERE username = 'pagador1'",
      [device],
    );
    for (let index = 0; index < 5; index += 1) await signing("pagador1", wrong);
    expect(await signing("pagador1", clave)).toBe("access.credentials");
    expect(await signing("pagador1", clave, device)).toBe("ok");
    expect(await signing("pagador2", wrong, device)).toBe("access.credentials");
    for (let index = 0; index < 5; index += 1) await signing("pagador1", wrong, device);
    expect(await signing("pagador1", clave, device)).toBe("access.credentials");
  });

  test("nobody gets more tries at another's clave by coming in with their own on a device of both", async () => {
    const [device, renewed] = [new Uint8Array(32).fill(8), new Uint8Array(32).fill(9)];
    await asOwner(
      "INSERT INTO known_device (user_id, token_hash) SELECT id, $1 FROM app_user WHERE username IN ('cm1', 'cm2')",
      [device],
    );
    for (let index = 0; index < 5; index += 1) await signing("cm1", wrong, device);
    const { secret } = await signIn(stranger(), { usuario: "cm2", clave }, "test", device);
    await knowDevice(secret, device, renewed);
    expect(await signing("cm1", clave, renewed)).toBe("access.credentials");
    await later(1.1);
    expect(await signing("cm1", clave, renewed)).toBe("ok");
  });

  test("a try that a flood kept from being verified costs none", async () => {
    await asOwner("DELETE FROM attempt");
    const at = (index: number) =>
      outcomeOf(signIn(stranger(`198.51.100.${index}`), { usuario: `x${index}`, clave: wrong }, "test"));
    const outcomes = await Promise.all(Array.from({ length: 70 }, (_, index) => at(index)));
    const refused = outcomes.filter((one) => one === "access.credentials").length;
    expect(refused).toBeLessThan(70);
    const rows = await asOwner("SELECT count(*)::int AS n FROM attempt WHERE scope = 'person' AND tries > 0");
    expect(rows).toEqual([{ n: refused }]);
  });
});
