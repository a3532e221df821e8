import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { reviewMemberAction, reviewMemberChangeAction } from "@/app/(portal)/corredores/usuarios/member-actions";
import { signIn } from "@/lib/auth/commands";
import type { RefusalCode } from "@/lib/errors";
import { DomainError } from "@/lib/errors";
import { refusalSentence, words } from "@/lib/words";
import { asOwner, demonstration } from "@/tests/support/make";
import { memberAs } from "@/tests/support/team";

// Both tabs of somebody's form at once: whatever is wrong is told together, each beside its field; only what Next hands of a request is put in its place.

const request = vi.hoisted(() => ({ headers: new Headers({ origin: "http://localhost:3000" }), secret: "" }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => (request.secret ? { value: request.secret } : undefined) }),
}));

beforeAll(demonstration);
beforeEach(() => from("sup1b"));

async function from(username: string): Promise<void> {
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  request.secret = (await signIn(caller, { usuario: username, clave: "lluvia-sobre-el-paramo-7" }, "test")).secret;
}
const right = {
  empresa: "B1",
  nombre: "Nadia",
  apellido: "Prueba",
  nacimiento: "1990-05-17",
  documento: "60999001",
  correo: "nadia.faults@demo.example",
  cargo: "Analista",
  rol: "EJECUTIVO",
  secciones: "clientes",
  brokers: "B1",
};
const form = (fields: Record<string, string | null>) => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== null) made.append(name, value);
  return made;
};
const reviewed = (fields: Record<string, string | null>) => reviewMemberAction(null, form({ ...right, ...fields }));
const fieldsOf = (outcome: Awaited<ReturnType<typeof reviewed>>) => (outcome && !outcome.ok ? outcome.fields : "ok");

const say = words("es");
const field = (fault: "required" | "mail" | "callable") => say(`portal.field.${fault}`);
const refused = (code: RefusalCode, params = {}) =>
  refusalSentence(new DomainError(code, params), { currency: "PEN", timeZone: "America/Lima", language: "es" });
const document = refused("member.document");
const birthDate = refused("member.birthDate");
const brokers = refused("member.brokers");
const broker = "Corredores Unidos S.A.";

test.each<[string, Record<string, string | null>, Record<string, string>]>([
  [
    "of the schema and of the broker's rules, in both tabs",
    { nombre: "", documento: "1234567", nacimiento: "2099-01-01", celular: "no", rol: null, brokers: null },
    {
      nombre: field("required"),
      documento: document,
      nacimiento: birthDate,
      celular: field("callable"),
      rol: field("required"),
      brokers,
    },
  ],
  [
    "of the rules alone",
    { documento: "20485173929", nacimiento: "1899-12-31", brokers: null },
    { documento: document, nacimiento: birthDate, brokers },
  ],
  [
    "of the rules, and of what stands",
    { documento: "1", correo: "vmiyashiro@demo.example" },
    { documento: document, correo: refused("member.mailHeld", { broker }) },
  ],
  [
    "what is empty is missing, not wrong",
    { documento: " ", nacimiento: "" },
    { documento: field("required"), nacimiento: field("required") },
  ],
  [
    "what is no day is no wrong day",
    { nacimiento: "mañana", correo: "x" },
    { nacimiento: say("portal.field.notValid"), correo: field("mail") },
  ],
])("%s", async (_, fields, expected) => {
  expect(fieldsOf(await reviewed(fields))).toEqual(expected);
});

test("a section beyond who asks, beside what is wrong in the other tab", async () => {
  await from("sup1");
  expect(fieldsOf(await reviewed({ secciones: "salud", nacimiento: "2099-01-01" }))).toEqual({
    nacimiento: birthDate,
    secciones: expect.stringContaining(broker),
  });
});

test("somebody who is modified: the same, without a document", async () => {
  const { version, username } = await memberAs("vmiyashiro");
  const { documento, brokers, ...typed } = right;
  const outcome = await reviewMemberChangeAction(
    null,
    form({ ...typed, persona: username, version: String(version), nacimiento: "2099-01-01", cargo: "" }),
  );
  expect(fieldsOf(outcome)).toEqual({ nacimiento: birthDate, cargo: field("required") });
});

test("whoever may add nobody is told nothing of their fields, and nothing is made of any of it", async () => {
  const count = () => asOwner("SELECT count(*) FROM app_user");
  const before = await count();
  await from("ejec1");
  expect(await reviewed({ nombre: "", documento: "1" })).toMatchObject({
    ok: false,
    message: refused("access.notAllowed"),
  });
  expect(await count()).toEqual(before);
});
