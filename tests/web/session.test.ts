import { expect, test, vi } from "vitest";
import { forgetSession, keepSession } from "@/lib/web/session";

// Only what Next hands of a request is put in its place.
const kept = vi.hoisted((): unknown[][] => []);
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined, set: (...cookie: unknown[]) => kept.push(cookie) }),
}));

test("the cookie is this host's alone, over HTTPS, no script's, not sent along by other sites, and ends with the browser", async () => {
  await keepSession("a-secret");
  expect(kept).toEqual([
    ["__Host-contrafirma", "a-secret", { httpOnly: true, secure: true, sameSite: "lax", path: "/" }],
  ]);
});

test("a logout takes back the cookie and what the browser kept of its pages", () => {
  expect(forgetSession).toEqual({
    "Set-Cookie": "__Host-contrafirma=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
    "Clear-Site-Data": '"cache", "storage"',
  });
});
