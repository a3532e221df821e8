import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { sessionHash, signIn, signOut } from "@/lib/auth/commands";
import { live } from "@/lib/web/doors";
import { streamsMax } from "@/lib/web/listeners";
import { asOwner, demonstration } from "@/tests/support/make";

// The door of server-sent events on the database, by the real clock; only what Next hands it of a request is put in its place.

const request = vi.hoisted(() => ({ headers: new Headers(), secret: "" }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => (request.secret ? { value: request.secret } : undefined) }),
}));

const clave = "lluvia-sobre-el-paramo-7";
const place = { params: Promise.resolve({ company: "E1", product: "P1" }) };
const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
let looks = 0;
let value = 0;
const left: AbortController[] = [];

const door = live(
  { asks: "batch.read" },
  {
    shared: async () => {
      looks += 1;
      return { value };
    },
    own: async (ctx, search) => ({ mine: ctx.actor.user.username, asked: search.get("x") }),
    tell: (shared, own) => ({ ...shared, ...own }),
  },
);

beforeAll(demonstration);
beforeEach(() => {
  looks = 0;
  value = 0;
});
afterEach(() => {
  for (const one of left.splice(0)) one.abort();
});

async function enterAs(username: string): Promise<void> {
  request.secret = (await signIn(caller, { usuario: username, clave }, "test")).secret;
}

async function openStream(): Promise<Response> {
  const gone = new AbortController();
  left.push(gone);
  const headers = { accept: "text/event-stream" };
  return door(new Request("http://localhost/api/avance/E1/P1?x=1", { headers, signal: gone.signal }), place);
}

/** What a stream says, event by event; ends with the stream. */
async function* eventsOf(response: Response): AsyncGenerator<string> {
  let text = "";
  for await (const bytes of response.body ?? []) {
    text += Buffer.from(bytes).toString();
    for (let at = text.indexOf("\n\n"); at >= 0; at = text.indexOf("\n\n")) {
      yield text.slice(0, at);
      text = text.slice(at + 2);
    }
  }
}

/** Every event until the stream ends, and after how many milliseconds it did. */
async function untilEnd(response: Response): Promise<{ said: string[]; ms: number }> {
  const began = performance.now();
  const said: string[] = [];
  for await (const event of eventsOf(response)) said.push(event);
  return { said, ms: performance.now() - began };
}

test("says how things stand at once, and again when that changes; asked plainly, it answers once", async () => {
  await enterAs("maker1");
  const response = await openStream();
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(response.headers.get("cache-control")).toContain("no-transform");
  const events = eventsOf(response);
  expect((await events.next()).value).toBe("retry: 2000");
  expect((await events.next()).value).toBe('data: {"value":0,"mine":"maker1","asked":"1"}');
  value = 7;
  expect((await events.next()).value).toBe('data: {"value":7,"mine":"maker1","asked":"1"}');
  const plain = await door(new Request("http://localhost/api/avance/E1/P1"), place);
  expect(await plain.json()).toEqual({ value: 7, mine: "maker1", asked: null });
});

test("many listeners of a product share each look", async () => {
  await enterAs("maker1");
  const streams = await Promise.all(Array.from({ length: 5 }, openStream));
  looks = 0;
  const heard = streams.map(async (stream) => {
    const events = eventsOf(stream);
    for (;;) {
      const { value: event } = await events.next();
      if (z.string().parse(event).includes('"value":3')) return;
    }
  });
  setTimeout(() => {
    value = 3;
  }, 1_200).unref();
  await Promise.all(heard);
  expect(looks).toBeLessThanOrEqual(4);
});

const setMember = (status: string) =>
  asOwner("UPDATE membership SET status = $1 WHERE user_id = (SELECT id FROM app_user WHERE username = 'consulta1')", [
    status,
  ]);

test("a session that ends, and a right that is lost, end the stream within five seconds", async () => {
  // Whoever came first looks for all: the others are checked all the same.
  await enterAs("auditor1");
  await openStream();
  await enterAs("maker1");
  const leaving = await openStream();
  const mine = { ...caller, token: sessionHash(request.secret) };
  await enterAs("consulta1");
  const losing = await openStream();
  await signOut(mine);
  await setMember("INACTIVE");
  const [first, second] = await Promise.all([untilEnd(leaving), untilEnd(losing)]);
  await setMember("ACTIVE");
  expect(first.said.at(-1)).toBe("event: end\ndata: session");
  expect(first.ms).toBeLessThan(5_000);
  expect(second.said.at(-1)).toBe("event: end\ndata: gone");
  expect(second.ms).toBeLessThan(5_000);
});

test("listening does not keep a session alive", async () => {
  await enterAs("maker1");
  const token = sessionHash(request.secret);
  await asOwner("UPDATE session SET last_used_at = last_used_at - interval '1 minute' WHERE token_hash = $1", [token]);
  const used = () =>
    asOwner<{ at: string }>("SELECT last_used_at::text AS at FROM session WHERE token_hash = $1", [token]);
  const before = await used();
  const events = eventsOf(await openStream());
  for (const next of [0, 1, 2, 3]) {
    await events.next();
    value = next;
  }
  expect(await used()).toEqual(before);
});

test("a person has so many streams and no more, until one is let go; nobody has none", async () => {
  await enterAs("maker1");
  const open = [];
  while (open.length < streamsMax.person) open.push(await openStream());
  expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));
  const more = await openStream();
  expect(more.status).toBe(503);
  left[0]?.abort();
  expect((await openStream()).status).toBe(200);
  request.secret = "";
  expect((await openStream()).status).toBe(401);
});
