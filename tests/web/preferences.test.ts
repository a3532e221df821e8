import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { keepPreferences, signIn } from "@/lib/auth/commands";
import { preferencesSchema } from "@/lib/auth/schema";
import { DomainError } from "@/lib/errors";
import { action, download, openAction } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { keepOnDevice, preferences, titled } from "@/lib/web/preferences";
import { keepSession } from "@/lib/web/session";
import { asOwner, demonstration, outcomeOf } from "@/tests/support/make";

// Only what Next hands of a request stands here for Next: its headers, and the cookies of one device.

const device = vi.hoisted(() => ({ headers: new Headers(), jar: new Map<string, string>() }));
vi.mock("next/headers", () => ({
  headers: async () => device.headers,
  cookies: async () => ({
    get: (name: string) => (device.jar.has(name) ? { value: device.jar.get(name) } : undefined),
    set: (name: string, value: string) => device.jar.set(name, value),
  }),
}));

const clave = "lluvia-sobre-el-paramo-7";
const own = "http://localhost:3000";
const form = (fields: Record<string, string>) => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
};

async function enters(usuario: string): Promise<void> {
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  await keepSession(await signIn(caller, { usuario, clave }, "test"));
}

const choose = openAction({ asks: "self", input: preferencesSchema }, async (caller, chosen) => {
  await keepOnDevice(await keepPreferences(caller, chosen));
  return {};
});
const refusing = action(
  { asks: "batch.delete", input: z.strictObject({ lote: z.string().min(1, "required") }) },
  async () => {
    throw new DomainError("batch.stateChanged", { number: "L-2026-000001", status: "PARTLY_SIGNED" });
  },
);

beforeAll(demonstration);
beforeEach(async () => {
  device.headers = new Headers({ origin: own });
  device.jar.clear();
  await asOwner("UPDATE app_user SET language = 'es', theme = 'system'");
});

describe("before anybody is known", () => {
  test("the device speaks as its browser asks, else Spanish; what it was told before counts first", async () => {
    expect(await preferences()).toEqual({ language: "es", theme: "system" });
    device.headers.set("accept-language", "en-US,en;q=0.9,es;q=0.8");
    expect(await preferences()).toEqual({ language: "en", theme: "system" });
    await keepOnDevice({ language: "es", theme: "dark" });
    expect(await preferences()).toEqual({ language: "es", theme: "dark" });
  });

  test("a cookie that somebody wrote by hand is nothing", async () => {
    await keepOnDevice({ language: "en", theme: "dark" });
    for (const name of device.jar.keys()) device.jar.set(name, "<script>.dark");
    expect(await preferences()).toEqual({ language: "es", theme: "system" });
  });
});

test("what a person chooses is theirs on the next device, and the next person here reads as they chose", async () => {
  await enters("maker1");
  expect(await choose(null, form({ idioma: "en" }))).toEqual({ ok: true, notice: undefined });
  expect(await choose(null, form({ tema: "dark" }))).toEqual({ ok: true, notice: undefined });
  expect(await preferences()).toEqual({ language: "en", theme: "dark" });
  await enters("firma1");
  expect(await preferences()).toEqual({ language: "es", theme: "system" });
  device.jar.clear();
  await enters("maker1");
  expect(await preferences()).toEqual({ language: "en", theme: "dark" });
});

test("nobody signed in, another origin, a language we do not have: nothing is kept", async () => {
  const stranger = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  expect(await outcomeOf(keepPreferences(stranger, { idioma: "en" }))).toBe("NotSignedIn");
  await enters("maker1");
  expect(await choose(null, form({ idioma: "fr" }))).toMatchObject({ ok: false });
  expect(await choose(null, form({ idioma: "en", more: "x" }))).toMatchObject({ ok: false });
  device.headers.set("origin", "http://evil.example");
  expect(await choose(null, form({ idioma: "en" }))).toMatchObject({ ok: false });
  expect(await preferences()).toEqual({ language: "es", theme: "system" });
});

describe.each([
  [
    "es",
    "El lote L-2026-000001 ahora está «1 de 2 firmas»; esta acción ya no es posible.",
    "Complete este campo.",
    "No encontramos lo que busca. Revise la dirección o vuelva a la lista.",
    "El lote se eliminó.",
    "Carga de Lotes",
  ],
  [
    "en",
    "Lot L-2026-000001 is now “1 of 2 signatures”; this action is no longer possible.",
    "Complete this field.",
    "We did not find what you are looking for. Check the address or go back to the list.",
    "The lot was deleted.",
    "Lots upload",
  ],
] as const)("whoever reads %s", (language, refusal, field, notFound, notice, title) => {
  test("is refused, answered, told and titled so", async () => {
    await enters("maker1");
    await keepOnDevice({ language, theme: "system" });
    const at = { empresa: "E1", producto: "P1" };
    expect(await refusing(null, form({ ...at, lote: "x" }))).toMatchObject({ ok: false, message: refusal });
    expect(await refusing(null, form({ ...at, lote: "" }))).toMatchObject({ ok: false, fields: { lote: field } });
    const route = download({ asks: "batch.read" }, async () => Response.json({}));
    const answer = await route(new Request(own), { params: Promise.resolve({ company: "E9", product: "P1" }) });
    expect(await answer.json()).toMatchObject({ message: notFound });
    expect(await noticeOf({ aviso: "batchDeleted" })).toBe(notice);
    expect(await titled("portal.menu.upload")()).toEqual({ title });
  });
});
