import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/borradores/route";
import { sessionHash, signIn } from "@/lib/auth/commands";
import { readOwn } from "@/lib/command";
import { leaveDrafts } from "@/lib/drafts/commands";
import { listDrafts } from "@/lib/drafts/queries";
import { draftPlace } from "@/lib/drafts/rules";
import { draftSchema } from "@/lib/drafts/schema";
import { sweepDrafts } from "@/lib/drafts/store";
import { callerOf } from "@/lib/web/request";
import { asOwner, asWorker, demonstration } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";

// The door of drafts on the database; only what Next hands it of a request is put in its place.

const request = vi.hoisted(() => ({ headers: new Headers(), secret: "" }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => (request.secret ? { value: request.secret } : undefined) }),
}));

const own = "http://localhost:3000";
const path = "/empresas/E1/P1/lotes/L-2026-000001";
const draft = { path, form: "Rechazar · E1", typed: { motivo: ["Falta Peñaloza"], lotes: ["L-1", "L-2"] } };

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("DELETE FROM draft");
});

async function from(username: string | null): Promise<void> {
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  const typed = { usuario: username ?? "", clave: "lluvia-sobre-el-paramo-7" };
  request.secret = username ? (await signIn(caller, typed, "test")).secret : "";
}

async function put(body: unknown, headers: Record<string, string> = { origin: own }): Promise<number> {
  request.headers = new Headers(headers);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await POST(new Request(`${own}/api/borradores`, { method: "POST", headers, body: text }));
  return answer.status;
}

const found = async (at = path) => readOwn(await callerOf(), (ctx) => listDrafts(ctx, at));
const mine = async (at = path) => (await found(at)).here;

test("what is typed is kept for its form and page, the last time counts, and it is let go", async () => {
  await from("firma1");
  expect(await put(draft)).toBe(204);
  expect(await put({ ...draft, form: "Anular · E1", typed: { motivo: ["Otro"] } })).toBe(204);
  expect(await put({ ...draft, typed: { motivo: ["Cambié de idea"] } })).toBe(204);
  expect(await mine()).toEqual([
    { form: "Anular · E1", typed: { motivo: ["Otro"] } },
    { form: draft.form, typed: { motivo: ["Cambié de idea"] } },
  ]);
  expect(await mine("/empresas")).toEqual([]);
  expect(await put({ ...draft, typed: null })).toBe(204);
  expect((await mine()).map((one) => one.form)).toEqual(["Anular · E1"]);
});

test("a draft is its person's alone, at the door and in the database", async () => {
  await from("firma1");
  await put(draft);
  await from("firma2");
  expect(await mine()).toEqual([]);
  expect(await put({ ...draft, typed: null })).toBe(204);
  const [person] = await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = 'firma1'");
  const [other] = await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = 'firma2'");
  const as = (id: number | undefined): [string, unknown[]] => [
    "SELECT set_config('app.user', $1, true)",
    [String(id ?? "")],
  ];
  await connected("app_web", async (client) => {
    expect((await attempt(client, null, "SELECT 1 FROM draft")).rowCount).toBe(0);
    expect((await attempt(client, null, as(other?.id), "SELECT 1 FROM draft")).rowCount).toBe(0);
    expect((await attempt(client, null, as(other?.id), "DELETE FROM draft")).rowCount).toBe(0);
    expect((await attempt(client, null, as(person?.id), "SELECT 1 FROM draft")).rowCount).toBe(1);
    const foreign = `INSERT INTO draft (user_id, path, form, typed) VALUES (${person?.id}, '/x', 'x', '{}')`;
    expect((await attempt(client, null, as(other?.id), foreign)).code).toBe("42501");
    expect((await attempt(client, null, as(person?.id), foreign)).code).toBe("ok");
  });
  await connected("app_worker", async (client) =>
    expect((await attempt(client, null, as(person?.id), "SELECT 1 FROM draft")).code).toBe("42501"),
  );
});

test("nobody, another origin, and an ended session keep nothing", async () => {
  await from(null);
  expect(await put(draft)).toBe(401);
  await from("firma1");
  expect(await put(draft, { origin: "http://evil.example" })).toBe(403);
  expect(await put(draft, {})).toBe(403);
  await asOwner("UPDATE session SET ended_at = now() WHERE ended_at IS NULL");
  expect(await put(draft)).toBe(401);
  expect(await asOwner("SELECT 1 FROM draft")).toEqual([]);
});

test.each([
  ["a clave", { ...draft, typed: { motivo: ["x"], clave: ["lluvia"] } }],
  ["a código", { ...draft, typed: { codigo: ["123456"] } }],
  ["a token", { ...draft, typed: { token: ["123456"] } }],
  ["React's own fields", { ...draft, typed: { $ACTION_KEY: ["x"] } }],
  ["an unknown name", { ...draft, user_id: 1 }],
  ["another site's path", { ...draft, path: "//evil.example" }],
  ["a path with its query", { ...draft, path: "/empresas?aviso=x" }],
  ["a NUL", { ...draft, typed: { motivo: ["\0"] } }],
  ["a NUL in a name", { ...draft, typed: { "motivo\0": ["x"] } }],
  ["half a character", { ...draft, typed: { motivo: ["\ud800"] } }],
  ["half a character in a name", { ...draft, typed: { "\udc00": ["x"] } }],
  ["more than 15 kB", { ...draft, typed: { a: ["ñ".repeat(4_000)], b: ["ñ".repeat(4_000)] } }],
  ["more than 500 texts", { ...draft, typed: { lotes: Array.from({ length: 501 }, () => "") } }],
  ["texts that are not texts", { ...draft, typed: { motivo: [1] } }],
  ["a body over its bound", `"${"x".repeat(70_000)}"`],
  ["no JSON", "motivo=x"],
])("%s is refused", async (_, body) => {
  await from("firma1");
  expect(await put(body)).toBe(409);
  expect(await asOwner("SELECT 1 FROM draft")).toEqual([]);
});

test("the largest that the door takes, the table takes", async () => {
  await from("firma1");
  const lotes = Array.from({ length: 451 }, (_, index) => String(index).padStart(20, "0"));
  const fields = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`campo${index}`, ["x".repeat(72)]]));
  const typed = { lotes, ...fields };
  expect(JSON.stringify(typed).length).toBeGreaterThan(14_500);
  expect(await put({ ...draft, typed })).toBe(204);
  const [row] = await asOwner<{ bytes: number }>("SELECT octet_length(typed::text) AS bytes FROM draft");
  expect(row?.bytes).toBeLessThanOrEqual(16_384);
});

test("the table itself refuses secrets and what is too large", async () => {
  const insert = (typed: string) =>
    asOwner(
      "INSERT INTO draft (user_id, path, form, typed) SELECT id, '/x', 'x', $1 FROM app_user WHERE username = 'firma1'",
      [typed],
    );
  await expect(insert('{"clave": ["x"]}')).rejects.toThrow("draft_no_secret");
  await expect(insert(JSON.stringify({ a: ["x".repeat(16_400)] }))).rejects.toThrow("draft_size");
});

test("a person keeps the newest twenty", async () => {
  await from("firma1");
  for (let index = 1; index <= 22; index += 1) await put({ ...draft, form: String(index).padStart(2, "0") });
  const forms = (await mine()).map((one) => one.form);
  expect(forms).toHaveLength(20);
  expect(forms).toContain("22");
  expect(forms).not.toContain("01");
});

test("after a day a draft is not shown, and the worker sweeps it", async () => {
  await from("firma1");
  await put(draft);
  await asOwner("UPDATE draft SET updated_at = now() - interval '24 hours 1 minute'");
  await put({ ...draft, form: "Anular" });
  expect((await mine()).map((one) => one.form)).toEqual(["Anular"]);
  expect(await asWorker(sweepDrafts)).toBe(1);
  expect((await asOwner<{ form: string }>("SELECT form FROM draft")).map((row) => row.form)).toEqual(["Anular"]);
});

const typing = { ...draft, typing: true };
const endSession = (change = "ended_at = now()") =>
  asOwner(`UPDATE session SET ${change} WHERE ended_at IS NULL AND token_hash = $1`, [sessionHash(request.secret)]);

test.each([
  ["ran out", "last_used_at = now() - interval '10 minutes 1 second'"],
  ["was ended", "ended_at = now()"],
])(
  "what a page keeps while somebody types comes back once that session %s, and says on which pages",
  async (_, end) => {
    await from("firma1");
    expect(await put(typing)).toBe(204);
    expect(await found()).toEqual({ here: [], elsewhere: [] });
    const first = request.secret;
    await from("firma1");
    // The other session still lives: its page has it.
    expect(await found()).toEqual({ here: [], elsewhere: [] });
    const second = request.secret;
    request.secret = first;
    await endSession(end);
    request.secret = second;
    expect(await found()).toEqual({ here: [{ form: draft.form, typed: draft.typed }], elsewhere: [] });
    expect(await found("/empresas")).toEqual({ here: [], elsewhere: [path] });
    expect(await put({ ...typing, typed: null })).toBe(204);
    expect(await found()).toEqual({ here: [], elsewhere: [] });
  },
);

test("kept on purpose it comes back at once, whatever was kept while typing before", async () => {
  await from("firma1");
  await put(typing);
  await put(draft);
  expect((await found()).here).toHaveLength(1);
  await put(typing);
  expect((await found()).here).toEqual([]);
});

test("whoever leaves leaves what was typed in that session, and nothing else", async () => {
  await from("firma1");
  await put(typing);
  await put({ ...draft, form: "Anular · E1" });
  const leaving = await callerOf();
  await from("firma1");
  await put({ ...typing, form: "Retirar · E1" });
  await leaveDrafts(leaving);
  expect(await asOwner("SELECT form FROM draft ORDER BY form")).toEqual([
    { form: "Anular · E1" },
    { form: "Retirar · E1" },
  ]);
  await leaveDrafts({ ...leaving, token: new Uint8Array(32) });
});

test("keeping what is typed does not keep the session alive", async () => {
  await from("firma1");
  await endSession("last_used_at = now() - interval '5 minutes'");
  expect(await put(typing)).toBe(204);
  const [row] = await asOwner<{ idle: boolean }>(
    "SELECT last_used_at < now() - interval '4 minutes' AS idle FROM session WHERE token_hash = $1",
    [sessionHash(request.secret)],
  );
  expect(row?.idle).toBe(true);
});

test.each([
  ["a page of no place", "/empresas", "", "/empresas"],
  ["a broker's", "/corredores/usuarios/nuevo", "?empresa=B1", "/corredores/usuarios/nuevo#B1"],
  ["another broker's", "/corredores/usuarios/nuevo", "aviso=x&empresa=B2", "/corredores/usuarios/nuevo#B2"],
  ["what names none", "/corredores/usuarios/nuevo", "?empresa=%00", "/corredores/usuarios/nuevo"],
])("a draft belongs to the page and the place that its address names: %s", (_, path, search, place) => {
  expect(draftPlace(path, search)).toBe(place);
  expect(draftSchema.safeParse({ path: place, form: "x", typed: null }).success).toBe(true);
});
