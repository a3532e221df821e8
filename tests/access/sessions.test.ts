import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { sessionHash, signIn, signOut, touchSession } from "@/lib/auth/commands";
import { idleLimitSeconds } from "@/lib/auth/rules";
import type { Permission } from "@/lib/catalog";
import { read, readOwn, runCommand } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { apartInTime } from "@/tests/support/equal-times";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

beforeAll(demonstration);

const clave = "lluvia-sobre-el-paramo-7";
const stranger = (): Caller => ({
  token: null,
  company: null,
  product: null,
  address: "203.0.113.7",
  requestId: randomUUID(),
});

/** What a page of the product answers to this caller. */
const entering = (caller: Caller, asks: Permission = "batch.read") =>
  outcomeOf(read(caller, asks, async () => undefined));
/** What a page of the person's own answers: no company is asked for. */
const ownPage = (caller: Caller) => outcomeOf(readOwn(caller, async () => undefined));
const changeSession = (caller: Caller, change: string) =>
  asOwner(`UPDATE session SET ${change} WHERE token_hash = $1`, [caller.token]);

/** Changes something behind the product, looks, and changes it back whatever happens. */
async function during(change: string, undo: string, look: () => Promise<void>): Promise<void> {
  await asOwner(change);
  try {
    await look();
  } finally {
    await asOwner(undo);
  }
}

describe("a session", () => {
  test("lives while it is used", async () => {
    const caller = await signedIn("maker1");
    expect([await entering(caller), await ownPage(caller)]).toEqual(["ok", "ok"]);
  });

  test("no cookie, an unknown one, or the stored hash itself as a cookie: nobody", async () => {
    const caller = await signedIn("maker1");
    const hex = Buffer.from(caller.token ?? []).toString("hex");
    for (const token of [null, sessionHash("invented"), sessionHash(hex), new Uint8Array(0), new Uint8Array(32)]) {
      expect([await entering({ ...caller, token }), await ownPage({ ...caller, token })]).toEqual([
        "NotSignedIn",
        "NotSignedIn",
      ]);
    }
  });

  test.each([
    ["ended", "ended_at = now()"],
    ["idle for ten minutes", "last_used_at = now() - interval '10 minutes 1 second'"],
    [
      "eight hours old, however much used",
      "created_at = created_at - interval '8 hours', expires_at = expires_at - interval '8 hours', last_used_at = now()",
    ],
  ])("%s is nobody's", async (_, change) => {
    const caller = await signedIn("maker1");
    await changeSession(caller, change);
    expect([await entering(caller), await ownPage(caller)]).toEqual(["NotSignedIn", "NotSignedIn"]);
  });

  test("nine minutes idle and almost eight hours old is alive", async () => {
    const caller = await signedIn("maker1");
    await changeSession(
      caller,
      "created_at = created_at - interval '7 hours 59 minutes', expires_at = expires_at - interval '7 hours 59 minutes', last_used_at = now() - interval '9 minutes 50 seconds'",
    );
    expect(await entering(caller)).toBe("ok");
  });

  test("a touch keeps it alive; neither a page nor a touch of a dead one revives it", async () => {
    const caller = await signedIn("maker1");
    await changeSession(caller, "last_used_at = now() - interval '9 minutes'");
    const idle = async () =>
      (
        await asOwner<{ seconds: number }>(
          "SELECT extract(epoch FROM now() - last_used_at)::float8 AS seconds FROM session WHERE token_hash = $1",
          [caller.token],
        )
      )[0]?.seconds ?? -1;
    await entering(caller);
    expect(await idle()).toBeGreaterThan(500);
    await touchSession(caller);
    expect(await idle()).toBeLessThan(60);
    await changeSession(caller, "last_used_at = now() - interval '10 minutes 1 second'");
    await touchSession(caller);
    expect(await idle()).toBeGreaterThan(600);
    expect(await entering(caller)).toBe("NotSignedIn");
    await changeSession(caller, "last_used_at = now() - interval '1 minute', ended_at = now()");
    await touchSession(caller);
    expect(await idle()).toBeGreaterThan(50);
    expect(await entering(caller)).toBe("NotSignedIn");
  });

  test("a touch does not move the eight hours", async () => {
    const caller = await signedIn("maker1");
    await changeSession(caller, "last_used_at = now() - interval '5 minutes'");
    const expires = () =>
      asOwner("SELECT expires_at FROM session WHERE token_hash = $1 AND expires_at = created_at + interval '8 hours'", [
        caller.token,
      ]);
    const before = await expires();
    await touchSession(caller);
    expect(before).toHaveLength(1);
    expect(await expires()).toEqual(before);
  });

  test("ends with the logout, once, for every copy of the cookie", async () => {
    const { secret } = await signIn(stranger(), { usuario: "maker1", clave }, "test");
    const caller: Caller = { ...stranger(), token: sessionHash(secret), company: "E1", product: "P1" };
    const other = await signedIn("maker1");
    expect(await entering(caller)).toBe("ok");
    await signOut(caller);
    await signOut(caller);
    expect(await entering({ ...caller, address: "198.51.100.1" })).toBe("NotSignedIn");
    expect(await entering(other)).toBe("ok");
    expect(
      await asOwner("SELECT event, actor, result FROM audit_event WHERE request_id = $1", [caller.requestId]),
    ).toEqual([{ event: "session.closed", actor: "maker1", result: "done" }]);
  });
});

describe("what changes acts at the next call", () => {
  test("a person made inactive", async () => {
    const caller = await signedIn("maker1");
    await during(
      "UPDATE app_user SET status = 'INACTIVE' WHERE username = 'maker1'",
      "UPDATE app_user SET status = 'ACTIVE' WHERE username = 'maker1'",
      async () => {
        expect([await entering(caller), await ownPage(caller)]).toEqual(["NotSignedIn", "NotSignedIn"]);
      },
    );
    expect(await entering(caller)).toBe("ok");
  });

  test("a membership made inactive is not found, as one that never was; a company suspended says so to its own", async () => {
    const caller = await signedIn("maker1");
    const membership = (status: string) =>
      `UPDATE membership SET status = '${status}' WHERE user_id = (SELECT id FROM app_user WHERE username = 'maker1')`;
    await during(membership("INACTIVE"), membership("ACTIVE"), async () => {
      expect([await entering(caller), await ownPage(caller)]).toEqual(["NotFound", "ok"]);
    });
    const company = (status: string) =>
      `UPDATE company SET status = '${status}', suspended_at = ${status === "ACTIVE" ? "NULL" : "now()"},
              suspend_reason = ${status === "ACTIVE" ? "NULL" : "'Lo pide su junta'"} WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'E1')`;
    await during(company("SUSPENDED"), company("ACTIVE"), async () => {
      expect([await entering(caller), await ownPage(caller)]).toEqual(["access.suspended", "ok"]);
    });
    expect(await entering({ ...caller, company: "E9" })).toBe("NotFound");
    expect(await entering(caller)).toBe("ok");
  });

  test("a permission taken away, and another profile", async () => {
    const caller = await signedIn("consulta1");
    const own =
      "profile_id = (SELECT m.profile_id FROM membership m JOIN app_user u ON u.id = m.user_id WHERE u.username = 'consulta1') AND permission = 'batch.read'";
    const [row] = await asOwner<{ tenant_id: number; profile_id: number }>(
      `SELECT tenant_id, profile_id FROM profile_permission WHERE ${own}`,
    );
    await during(
      `DELETE FROM profile_permission WHERE ${own}`,
      `INSERT INTO profile_permission (tenant_id, profile_id, service, permission) VALUES (${row?.tenant_id}, ${row?.profile_id}, 'consultas.archivos', 'batch.read')`,
      async () => expect(await entering(caller)).toBe("access.notAllowed"),
    );
    expect([await entering(caller), await entering(caller, "order.read")]).toEqual(["ok", "access.notAllowed"]);
    const profile = (name: string) =>
      `UPDATE membership SET profile_id = (SELECT id FROM profile WHERE name = '${name}' AND tenant_id = membership.tenant_id) WHERE user_id = (SELECT id FROM app_user WHERE username = 'consulta1')`;
    await during(profile("Auditoría"), profile("Consulta"), async () => {
      expect([await entering(caller), await entering(caller, "order.read")]).toEqual(["ok", "ok"]);
    });
  });
});

describe("where one may enter", () => {
  test("consulta1 reads P1 only: P2, a product of another company and one that is not there are not found", async () => {
    const caller = await signedIn("consulta1");
    expect(await entering(caller)).toBe("ok");
    for (const product of ["P2", "P9", "P7", "p1", "", null])
      expect([product, await entering({ ...caller, product })]).toEqual([product, "NotFound"]);
    expect(await entering({ ...(await signedIn("maker1")), product: "P2" })).toBe("ok");
  });

  test("another's company, the platform, and none at all are not found", async () => {
    const caller = await signedIn("maker1");
    for (const [company, product] of [
      ["E2", "P9"],
      ["E2", "P1"],
      ["OPERADOR", "P1"],
      ["E1 ", "P1"],
      [null, "P1"],
    ] as const) {
      expect([company, await entering({ ...caller, company, product })]).toEqual([company, "NotFound"]);
    }
  });

  test("a person of two companies enters each with the rights held there", async () => {
    const caller = await signedIn("multi1");
    expect(await entering(caller)).toBe("access.notAllowed");
    expect(await entering({ ...caller, company: "E2", product: "P9" })).toBe("access.notAllowed");
    expect(await entering({ ...caller, company: "E2", product: "P1" })).toBe("NotFound");
  });
});

describe("signing in", () => {
  const signing = (usuario: string, typed = clave) => outcomeOf(signIn(stranger(), { usuario, clave: typed }, "test"));
  const wrong = "no-es-la-clave-12";

  test("the right clave opens a session: hashed, of that person, with its address", async () => {
    const { secret } = await signIn(stranger(), { usuario: "firma1", clave }, "Navegador de prueba");
    expect(secret).toMatch(/^[\w-]{43}$/);
    const kept = await asOwner(
      "SELECT u.username, s.address, s.device FROM session s JOIN app_user u ON u.id = s.user_id WHERE s.token_hash = $1",
      [sessionHash(secret)],
    );
    expect(kept).toEqual([{ username: "firma1", address: "203.0.113.7", device: "Navegador de prueba" }]);
    expect(
      await asOwner("SELECT 1 FROM session WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%'", [secret]),
    ).toEqual([]);
  });

  test("unknown, wrong, inactive and invited are refused alike, and open nothing", async () => {
    const [before] = await asOwner<{ n: string }>("SELECT count(*) AS n FROM session");
    expect(
      await Promise.all([
        signing("nadie"),
        signing("maker1", wrong),
        signing("inactivo1"),
        signing("nuevo1"),
        signing("maker1", ` ${clave}`),
      ]),
    ).toEqual(Array(5).fill("access.credentials"));
    expect(await asOwner("SELECT count(*) AS n FROM session")).toEqual([before]);
  });

  test("someone active with no active membership is refused alike", async () => {
    const membership = (status: string) =>
      `UPDATE membership SET status = '${status}' WHERE user_id = (SELECT id FROM app_user WHERE username = 'cm1')`;
    await during(membership("INACTIVE"), membership("ACTIVE"), async () =>
      expect(await signing("cm1")).toBe("access.credentials"),
    );
    expect(await signing("cm1")).toBe("ok");
  });

  test("text that no usuario can be is refused alike, not an error", async () => {
    for (const usuario of ["maker1\u0000", "\u0000", "\ud800maker1", "' OR 1=1 --", "x".repeat(60)])
      expect([usuario, await signing(usuario)]).toEqual([usuario, "access.credentials"]);
  });

  test("case and Unicode spellings are one person", async () => {
    for (const usuario of ["MAKER1", "Maker1", "  maker1 ", "ｍａｋｅｒ１", "ＭＡＫＥＲ１", "maker１", "maKer1"])
      expect([usuario, await signing(usuario)]).toEqual([usuario, "ok"]);
    expect(await signing("mäker1")).toBe("access.credentials");
  });

  test("unknown, wrong, inactive, invited and paused take the same time", async () => {
    const kinds = { unknown: "nadie", wrong: "maker1", inactive: "inactivo1", invited: "nuevo1", paused: "auditor1" };
    const before = () =>
      asOwner(`DELETE FROM attempt;
        INSERT INTO attempt (kind, scope, key, tries, locked_until) VALUES ('login', 'person', sha256('auditor1'), 5, now() + interval '1 hour')`);
    const ask = async (kind: string) =>
      expect(await signing(kinds[kind as keyof typeof kinds], wrong)).toBe("access.credentials");
    const apart = await apartInTime({ kinds: Object.keys(kinds), like: "wrong", ask, before, rounds: 15 });
    await asOwner("DELETE FROM attempt");
    expect(apart).toEqual([]);
  });
});

describe("the trail of what was refused", () => {
  const eventsOf = (requestId: string) =>
    asOwner(
      "SELECT t.code AS chain, e.actor, e.event, e.subject, e.result, e.address, e.data FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.request_id = $1 ORDER BY e.id",
      [requestId],
    );

  test.each([
    ["ＭＡＫＥＲ１", "maker1"],
    ["inactivo1", "inactivo1"],
    // Nobody's usuario may be a clave in the wrong field.
    [clave, "unknown"],
  ])(
    "a login that failed is in the platform's chain, by the usuario as kept and no clave: %s",
    async (usuario, actor) => {
      const caller = stranger();
      await outcomeOf(
        signIn(caller, { usuario, clave }, "test").then(() => signIn(caller, { usuario, clave: "no" }, "test")),
      );
      expect((await eventsOf(caller.requestId)).slice(-1)).toEqual([
        {
          chain: "OPERADOR",
          actor,
          event: "session.opened",
          subject: "access.credentials",
          result: "refused",
          address: "203.0.113.7",
          data: {},
        },
      ]);
      expect(
        await asOwner("SELECT 1 FROM audit_event WHERE data::text || actor || subject LIKE '%' || $1 || '%'", [clave]),
      ).toEqual([]);
    },
  );

  test("a command or a page refused is in the company's own chain", async () => {
    const command = await signedIn("consulta1");
    expect(await outcomeOf(runCommand(command, "batch.upload", async () => undefined))).toBe("access.notAllowed");
    expect(await eventsOf(command.requestId)).toEqual([
      {
        chain: "E1",
        actor: "consulta1",
        event: "batch.upload",
        subject: "access.notAllowed",
        result: "refused",
        address: "127.0.0.1",
        data: { code: "access.notAllowed", company: "E1", product: "P1" },
      },
    ]);
    const page = { ...(await signedIn("consulta1")), product: "P2" };
    await entering(page);
    expect(await eventsOf(page.requestId)).toMatchObject([
      { chain: "E1", actor: "consulta1", event: "batch.read", subject: "access.notFound", data: { product: "P2" } },
    ]);
  });

  test("a try at another's company is in the platform's chain, not in that company's", async () => {
    const caller = { ...(await signedIn("maker1")), company: "E2", product: "P9" };
    await entering(caller);
    expect(await eventsOf(caller.requestId)).toMatchObject([
      {
        chain: "OPERADOR",
        actor: "maker1",
        subject: "access.notFound",
        result: "refused",
        data: { company: "E2", product: "P9" },
      },
    ]);
  });

  test("a refused command leaves its refusal and nothing else of what it did", async () => {
    const caller = await signedIn("maker1");
    const { DomainError } = await import("@/lib/errors");
    const failing = runCommand(caller, "batch.confirm", async (ctx) => {
      await ctx.audit("batch.confirmed", "L-2026-000000");
      throw new DomainError("confirm.changed");
    });
    expect(await outcomeOf(failing)).toBe("confirm.changed");
    expect(await eventsOf(caller.requestId)).toMatchObject([
      { chain: "E1", actor: "maker1", event: "batch.confirm", subject: "confirm.changed", result: "refused" },
    ]);
  });

  test("a command that leaves no trail is undone", async () => {
    const caller = await signedIn("maker1");
    const silent = runCommand(
      caller,
      "batch.confirm",
      (ctx) =>
        ctx.tx.$executeRaw`INSERT INTO counter (tenant_id, kind, year, last) VALUES (${ctx.company.id}, 'L', 1999, 1)`,
    );
    await expect(silent).rejects.toThrow(/leaves a trail/);
    expect(await asOwner("SELECT 1 FROM counter WHERE year = 1999")).toEqual([]);
  });

  test("a session that nobody has leaves no record: a flood would fill the trail", async () => {
    const caller = { ...stranger(), token: sessionHash("invented"), company: "E1", product: "P1" };
    await entering(caller);
    expect(await eventsOf(caller.requestId)).toEqual([]);
  });
});

test("the page counts the same idle limit as the database", async () => {
  const rows = await asOwner<{ source: string }>(
    "SELECT prosrc AS source FROM pg_proc WHERE proname IN ('enter', 'session_touch')",
  );
  expect(rows).toHaveLength(2);
  for (const { source } of rows)
    expect(/last_used_at (?:> app_now\(\)|BETWEEN app_now\(\)) - interval '(\d+) minutes'/.exec(source)?.[1]).toBe(
      String(idleLimitSeconds / 60),
    );
});
