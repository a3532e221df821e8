import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { methodOf } from "@/lib/approvals/methods";
import { signIn } from "@/lib/auth/commands";
import { hashPassword } from "@/lib/auth/passwords";
import { isOfBrokers } from "@/lib/catalog";
import type { Door } from "@/lib/web/declared";
import type { Outcome } from "@/lib/web/outcome";
import {
  clave,
  claveOfOthers,
  confirmationCases,
  opening,
  others,
  repeatable,
  unstated,
} from "@/tests/access/confirmation-cases";
import { asOwner, demonstration, sessionOf } from "@/tests/support/make";

// Generated from the declared doors: whatever asks for a confirmation does nothing without it, with another person's, with one
// for other content, or twice. Only what Next hands of a request is put in its place.

const request = vi.hoisted(() => ({ headers: new Headers(), secret: "" }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => (request.secret && !name.includes("equipo") ? { value: request.secret } : undefined),
    set: () => undefined,
  }),
}));

type Action = ((previous: Outcome, form: FormData) => Promise<Outcome>) & { door: Door };
const modules = import.meta.glob<Record<string, Action>>("../../app/**/*actions.ts", { eager: true });
const doors = Object.values(modules).flatMap((exported) => Object.entries(exported));
const ofVerb = ({ asks }: Door) =>
  asks !== "any" &&
  asks !== "house" &&
  asks !== "self" &&
  asks !== "entry" &&
  asks !== "public" &&
  !isOfBrokers(asks) &&
  methodOf(asks);
const asking = doors.filter(([, { door }]) => door.confirm || ofVerb(door));

beforeAll(async () => {
  await demonstration();
  const hash = await hashPassword(claveOfOthers);
  await asOwner("UPDATE app_user SET password_hash = $1 WHERE username = ANY ($2)", [hash, Object.values(others)]);
});
beforeEach(async () => {
  await asOwner("DELETE FROM attempt");
});

/** Whoever presses next, in already; or with a clave that is good then, which is how far they come by it. */
async function from(username: string, typed?: string): Promise<void> {
  const stranger = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  request.headers = new Headers({ origin: "http://localhost:3000" });
  const come = typed ? signIn(stranger, { usuario: username, clave: typed }, "test") : sessionOf(username);
  request.secret = (await come).secret;
}

/** What a form's door answers: done, or the sentence that refuses. */
async function pressed(action: Action, fields: Record<string, string>): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ empresa: "E1", producto: "P1", ...fields })) form.append(name, value);
  try {
    const outcome = await action(null, form);
    if (outcome?.ok) return "done";
    return Object.values(outcome?.fields ?? {}).join(" ") || outcome?.message || "refused";
  } catch (error) {
    if (String((error as { digest?: string }).digest).startsWith("NEXT_REDIRECT")) return "done";
    throw error;
  }
}

const happened = async (event: string) =>
  (await asOwner("SELECT 1 FROM audit_event WHERE event = $1 AND result = 'done'", [event])).length;

/** How many statements have been used. */
const stated = async () => (await asOwner("SELECT 1 FROM confirmation WHERE used_at IS NOT NULL")).length;

test("every door that asks for a confirmation, and every other door of its verb, has its case", () => {
  expect(asking.length).toBeGreaterThan(12);
  const tried = [...Object.keys(confirmationCases), ...opening];
  expect(asking.map(([name]) => name).sort()).toEqual(tried.sort());
});

test("a door asks for what the table says of its verb", () => {
  for (const [name, { door }] of asking)
    if (door.confirm && ofVerb(door)) expect([name, door.confirm]).toEqual([name, ofVerb(door)]);
});

describe.each(asking.filter(([name]) => !opening.includes(name)))("%s", (name, action) => {
  test("without, with another's, for other content, and twice", async () => {
    const found = confirmationCases[name];
    if (!found) throw new Error(`${name} has no case`);
    const { by, event, make, claves } = found;
    const { fields, proof, without, anothers, elsewhere, entered } = await make();
    const comes = async (typed?: string) => {
      await from(by, typed ?? (action.door.asks === "entry" ? clave : undefined));
      await entered?.();
    };
    const bad = [...without, ...anothers, ...elsewhere];
    for (const given of bad) {
      await asOwner("DELETE FROM attempt");
      await comes(claves?.before);
      const before = await happened(event);
      const told = await pressed(action, { ...fields, ...given });
      expect([given, told]).not.toEqual([given, "done"]);
      expect([given, told, await happened(event)]).toEqual([given, told, before]);
    }
    await comes(claves?.before);
    const [before, statedBefore] = [await happened(event), await stated()];
    expect(await pressed(action, { ...fields, ...proof })).toBe("done");
    expect(await happened(event)).toBeGreaterThan(before);
    expect((await stated()) - statedBefore).toBe(unstated.includes(name) ? 0 : 1);
    if (repeatable.includes(name)) return;
    const once = await happened(event);
    await comes(claves?.after);
    expect(await pressed(action, { ...fields, ...proof })).not.toBe("done");
    expect(await happened(event)).toBe(once);
  });
});
