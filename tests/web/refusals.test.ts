import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { signIn } from "@/lib/auth/commands";
import { alreadyRecorded, recordRefusal } from "@/lib/command";
import { DomainError } from "@/lib/errors";
import { action, arrive, download, openAction, openPost, streamed } from "@/lib/web/doors";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// The doors themselves, on the database; only what Next hands them of a request is put in its place.

const request = vi.hoisted(() => ({ headers: new Headers(), secret: "" }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => (request.secret ? { value: request.secret } : undefined) }),
}));

const clave = "lluvia-sobre-el-paramo-7";
const own = "http://localhost:3000";
let last = 0;

beforeAll(demonstration);

beforeEach(fromNow);

async function fromNow(): Promise<void> {
  const [row] = await asOwner<{ id: string | null }>("SELECT max(id) AS id FROM audit_event");
  last = Number(row?.id ?? 0);
}

const since = () =>
  asOwner(
    "SELECT t.code AS chain, e.actor, e.event, e.subject, e.result, e.address FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.id > $1 AND e.event <> 'session.opened' ORDER BY e.id",
    [last],
  );

/** The next requests come from this person's browser. */
async function from(username: string | null, headers: Record<string, string> = { origin: own }): Promise<void> {
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  request.secret = username ? (await signIn(caller, { usuario: username, clave }, "test")).secret : "";
  request.headers = new Headers({ "x-forwarded-for": "203.0.113.9, 198.51.100.4", ...headers });
}

const form = (fields: Record<string, string>) => {
  const made = new FormData();
  for (const [name, value] of Object.entries({ empresa: "E1", producto: "P1", ...fields })) made.append(name, value);
  return made;
};

const refused = (chain: string, actor: string, event: string, subject: string) => [
  { chain, actor, event, subject, result: "refused", address: "198.51.100.4" },
];

const lote = z.strictObject({ lote: z.string() });
const deleting = action({ asks: "batch.confirm", input: lote, confirm: true }, async () => arrive("/"));
const place = { params: Promise.resolve({ company: "E1", product: "P1" }) };

describe("each refusal leaves one record", () => {
  test("a clave typed again and wrong", async () => {
    await from("maker1");
    const outcome = await deleting(null, form({ lote: "L-2026-000001", clave: "no-es-la-clave-12" }));
    expect(outcome).toMatchObject({ ok: false, fields: { clave: expect.any(String) } });
    expect(await since()).toEqual(refused("E1", "maker1", "batch.confirm", "confirm.wrongPassword"));
  });

  test("a form of another page, with and without somebody behind it", async () => {
    for (const [username, actor] of [
      ["maker1", "maker1"],
      [null, "anonymous"],
    ] as const) {
      await from(username, { origin: "http://evil.example" });
      await fromNow();
      expect(await deleting(null, form({ lote: "x", clave }))).toMatchObject({ ok: false });
      expect(await since()).toEqual(refused("OPERADOR", actor, "batch.confirm", "access.foreignOrigin"));
    }
  });

  test("a form that is none, and one with a field nobody knows", async () => {
    await from("maker1");
    expect(await deleting(null, form({ lote: "x", clave, total: "1" }))).toMatchObject({ ok: false });
    await deleting(null, JSON.parse('{"lote":{"not":"x"}}'));
    expect(await since()).toEqual([
      ...refused("E1", "maker1", "batch.confirm", "access.malformed"),
      ...refused("OPERADOR", "maker1", "batch.confirm", "access.malformed"),
    ]);
  });

  test("a permission not held, once though command and door both see it", async () => {
    await from("consulta1");
    await deleting(null, form({ lote: "x", clave }));
    expect(await since()).toEqual(refused("E1", "consulta1", "batch.confirm", "access.notAllowed"));
  });

  test("a login refused is recorded by the login alone", async () => {
    await from(null);
    const login = openAction(
      { asks: "public", input: z.strictObject({ clave: z.string() }) },
      async (caller, typed) => {
        await signIn(caller, { usuario: "maker1", ...typed }, "test");
        return arrive("/");
      },
    );
    expect(await login(null, form({ clave: "no-es-la-clave-12" }))).toMatchObject({ ok: false });
    expect(await since()).toEqual([]);
    expect(
      await asOwner("SELECT actor, result FROM audit_event WHERE id > $1 AND subject = 'access.credentials'", [last]),
    ).toEqual([{ actor: "maker1", result: "refused" }]);
  });

  test("a refusal of a command's own first step, already in the trail, is not told twice", async () => {
    await from("pagador1");
    const pay = action(
      {
        asks: "order.pay",
        input: lote,
        before: async (ctx) => {
          await ctx.audit("order.codeWrong", "x", { left: 2 }, "refused");
          return new DomainError("confirm.wrongCode", { left: 2 }, "codigo");
        },
      },
      async () => arrive("/"),
    );
    expect(await pay(null, form({ lote: "x" }))).toMatchObject({ ok: false, fields: { codigo: expect.any(String) } });
    expect(await since()).toEqual(refused("E1", "pagador1", "order.codeWrong", "x"));
  });

  test("a route's own refusals: foreign origin, what it finds malformed, a file that is not there", async () => {
    const at = (headers = {}) => new Request(`${own}/api/x`, { method: "POST", headers });
    const upload = streamed({ asks: "batch.upload" }, async () => {
      throw new DomainError("access.malformed");
    });
    await from("maker1");
    expect((await upload(at({ origin: "http://evil.example" }), place)).status).toBe(403);
    expect((await upload(at({ origin: own }), place)).status).toBe(409);
    const pdf = download({ asks: "order.pdf" }, async () => {
      throw new DomainError("access.notFound");
    });
    await pdf(new Request(`${own}/api/x`), place);
    expect((await openPost(async () => new Response())(at())).status).toBe(403);
    expect(await since()).toEqual([
      ...refused("E1", "maker1", "batch.upload", "access.foreignOrigin"),
      ...refused("E1", "maker1", "batch.upload", "access.malformed"),
      ...refused("E1", "maker1", "order.pdf", "access.notFound"),
      ...refused("OPERADOR", "maker1", "public", "access.foreignOrigin"),
    ]);
  });
});

describe("recording", () => {
  test("the same refusal is recorded once, one told already never, a bug never", async () => {
    const caller = await signedIn("maker1");
    const refusal = new DomainError("confirm.changed");
    for (const error of [refusal, refusal, alreadyRecorded(new DomainError("confirm.used")), new Error("bug"), null])
      await recordRefusal(caller, "batch.sign", error);
    expect(await since()).toMatchObject([{ actor: "maker1", event: "batch.sign", subject: "confirm.changed" }]);
  });

  test("a record that cannot be written does not take the refusal's place", async () => {
    const caller = { ...(await signedIn("maker1")), address: "\u0000" };
    expect(await outcomeOf(recordRefusal(caller, "batch.sign", new DomainError("confirm.changed")))).toBe("ok");
    expect(await since()).toEqual([]);
  });
});
