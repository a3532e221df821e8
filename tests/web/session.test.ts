import { randomUUID } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { signInAction } from "@/app/(public)/ingresar/actions";
import { sessionHash, signIn } from "@/lib/auth/commands";
import { forgetSession, keepSession } from "@/lib/web/session";
import { clave } from "@/tests/support/login";
import { asOwner, demonstration } from "@/tests/support/make";

// Only what Next hands of a request is put in its place.
const kept = vi.hoisted((): unknown[][] => []);
const brought = vi.hoisted(() => ({ session: "" }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ origin: "http://localhost:3000" }),
  cookies: async () => ({
    get: (name: string) => (brought.session && name === "__Host-contrafirma" ? { value: brought.session } : undefined),
    set: (...cookie: unknown[]) => kept.push(cookie),
  }),
}));

beforeAll(demonstration);

const hostsAlone = { httpOnly: true, secure: true, sameSite: "lax", path: "/" };

test("the cookies are this host's alone, over HTTPS, no script's, not sent along by other sites; the session's ends with the browser", async () => {
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  const opened = await signIn(caller, { usuario: "maker1", clave }, "test");
  await keepSession(opened);
  const year = { ...hostsAlone, maxAge: 31_536_000 };
  expect(kept).toEqual([
    ["__Host-contrafirma", opened.secret, hostsAlone],
    ["__Host-contrafirma-vista", "es.system", year],
    ["__Host-contrafirma-equipo", expect.stringMatching(/^[\w-]{43}$/), year],
  ]);
  const device = sessionHash(String(kept[2]?.[1]));
  expect(await asOwner("SELECT 1 FROM known_device WHERE token_hash = $1", [device])).toHaveLength(1);
  expect(kept[2]?.[1]).not.toBe(opened.secret);
});

test("a device is known only once its person is in", async () => {
  kept.length = 0;
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  const opened = await signIn(caller, { usuario: "nuevo1", clave: "cambiar-al-entrar-1" }, "test");
  await keepSession(opened);
  expect(kept.map(([name]) => name)).toEqual(["__Host-contrafirma", "__Host-contrafirma-vista"]);
});

test("whoever comes in anew leaves no session behind; who is refused keeps the one they have", async () => {
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  brought.session = (await signIn(caller, { usuario: "maker1", clave }, "test")).secret;
  const pressed = async (typed: string) => {
    const form = new FormData();
    form.append("usuario", "firma1");
    form.append("clave", typed);
    await signInAction(null, form).catch(() => undefined);
    return (
      await asOwner("SELECT 1 FROM session WHERE token_hash = $1 AND ended_at IS NULL", [sessionHash(brought.session)])
    ).length;
  };
  expect([await pressed("no-es-la-clave-12"), await pressed(clave)]).toEqual([1, 0]);
  brought.session = "";
});

test("a logout takes back the cookie and what the browser kept of its pages", () => {
  expect(forgetSession).toEqual({
    "Set-Cookie": "__Host-contrafirma=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
    "Clear-Site-Data": '"cache", "storage"',
  });
});
