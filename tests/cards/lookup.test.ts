import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { signIn } from "@/lib/auth/commands";
import { numberOfCard } from "@/lib/simulator/card-issue";
import { capturedLog } from "@/tests/inside/log-lines";
import { asOwner, demonstration } from "@/tests/support/make";

// A whole number of a card goes in by the criteria's form and comes out nowhere: not in the address, the answer, the log or the database.

const request = vi.hoisted(() => ({ secret: "" }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ origin: "http://localhost:3000" }),
  cookies: async () => ({
    get: (name: string) => (request.secret && !name.includes("equipo") ? { value: request.secret } : undefined),
    set: () => undefined,
  }),
}));
const { findCardsAction } = await import(
  "@/app/(portal)/empresas/[company]/[product]/servicios/cuenta-maestra/actions"
);

const log = capturedLog();
const clave = "lluvia-sobre-el-paramo-7";
const own = numberOfCard("450799", "1000000033");
const nobodys = numberOfCard("450799", "9999999999");
const spaced = own.replace(/(\d{4})(?=\d)/g, "$1 ");

beforeAll(demonstration);
beforeEach(() => {
  log.clear();
});

async function from(usuario: string): Promise<void> {
  const stranger = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  request.secret = (await signIn(stranger, { usuario, clave }, "test")).secret;
}

/** Where the form leads, or what it answers, as JSON. */
async function sent(fields: Record<string, string>, place = { empresa: "E1", producto: "P1" }): Promise<string> {
  const form = new FormData();
  const all = { orden: "", documento: "", lote: "", numeroTarjeta: "", ...place, ...fields };
  for (const [name, value] of Object.entries(all)) form.append(name, value);
  try {
    return JSON.stringify(await findCardsAction(null, form));
  } catch (error) {
    return (error as { digest?: string }).digest ?? String(error);
  }
}

const list = "/empresas/E1/P1/servicios/cuenta-maestra";

test.each<[string, Record<string, string>, string]>([
  ["the whole number", { numeroTarjeta: own }, `${list}?tarjeta=1000000033;`],
  ["in groups", { numeroTarjeta: spaced }, `${list}?tarjeta=1000000033;`],
  ["its last four digits", { numeroTarjeta: " 1234 " }, `${list}?tarjeta=1234;`],
  ["its reference", { numeroTarjeta: "1000000033" }, `${list}?tarjeta=1000000033;`],
  ["nothing", {}, `${list};`],
  [
    "all criteria together",
    { orden: "os-2026-45", lote: " l-2026-7 ", documento: "cc 10000001", numeroTarjeta: own, ver: "50" },
    `${list}?orden=OS-2026-000045&documento=CC-10000001&lote=L-2026-000007&tarjeta=1000000033&ver=50;`,
  ],
])("leads where %s is found", async (_, fields, address) => {
  await from("cm1");
  expect(await sent(fields)).toContain(address);
});

test.each<[string, Record<string, string>, string]>([
  ["a number of no card", { numeroTarjeta: nobodys }, "no tiene una tarjeta con ese número"],
  [
    "digits that are no number",
    { numeroTarjeta: `${own.slice(0, -1)}${(Number(own.at(-1)) + 1) % 10}` },
    "numeroTarjeta",
  ],
  ["a number typed as a document", { documento: own }, "documento"],
  ["letters", { numeroTarjeta: "visa" }, "numeroTarjeta"],
])("refuses %s beside its field", async (_, fields, said) => {
  await from("cm1");
  const answer = await sent(fields);
  expect(JSON.parse(answer)).toMatchObject({ ok: false });
  expect(answer).toContain(said);
});

test("another company's and another product's number is nobody's, and who may not is refused", async () => {
  await from("cm1");
  expect(await sent({ numeroTarjeta: own }, { empresa: "E1", producto: "P2" })).toContain("no tiene una tarjeta");
  await from("maker1");
  expect(await sent({ numeroTarjeta: own })).toContain("no permite esta acción");
});

test("neither answers nor log nor database have the number, whatever came of it", async () => {
  const answers: string[] = [];
  for (const usuario of ["cm1", "maker1"]) {
    await from(usuario);
    for (const typed of [own, spaced, nobodys])
      for (const field of ["numeroTarjeta", "documento", "orden", "lote"]) answers.push(await sent({ [field]: typed }));
  }
  const [rows] = await asOwner<{ text: string | null }>(
    "SELECT string_agg(t, '') AS text FROM (SELECT data::text || subject AS t FROM audit_event UNION ALL SELECT typed::text FROM draft) x",
  );
  const all = [...answers, log.text(), rows?.text ?? ""].join("\n");
  expect(log.text()).toContain("card.read");
  for (const number of [own, nobodys]) {
    expect(all).not.toContain(number);
    expect(all).not.toContain(number.replace(/(\d{4})(?=\d)/g, "$1 "));
    expect(all).not.toContain(number.slice(6, 12));
  }
});
