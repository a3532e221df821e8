import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { differences } from "@/lib/approvals/rules";
import { signIn } from "@/lib/auth/commands";
import { mailInvitation } from "@/lib/auth/mail";
import { readOperator, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { makeMailer } from "@/lib/gateways/mail";
import { companyShown, registerCompany } from "@/lib/operator/commands";
import { taxIdOf } from "@/lib/operator/rules";
import { type CompanyInput, companySchema } from "@/lib/operator/schema";
import { personDocumentOf } from "@/lib/people/rules";
import { asOwner, asWorker, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { readMail } from "@/tests/support/mime";
import { startMailServer } from "@/tests/support/smtp";
import { stranger } from "@/tests/support/token";

// A company on the register: what it may be, what is made with it, and how its first administrator comes in.

let inbox: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  await demonstration();
  inbox = await startMailServer();
});
afterAll(() => inbox.stop());
beforeEach(async () => {
  inbox.mails.length = 0;
  await asOwner("DELETE FROM graphile_worker._private_jobs");
});

const desk = async (): Promise<Caller> => ({ ...(await signedIn("oper1")), company: null, product: null });
const right = {
  codigo: "e3",
  nombre: "Alimentos del Valle S.A.S.",
  pais: "CO",
  nit: "890.900.608-9",
  servicios: ["lotes.carga", "lotes.autorizacion"],
  firmas: "2",
  cuentas: "0044-5566-7788\n0011-2233-4455",
  usuario: "Admin3",
  persona: "Amalia Vélez",
  documento: "CC 52.123.456",
  correo: "Admin3@demo.example",
};
const typed = (more: Partial<Record<keyof typeof right | "prepara", unknown>> = {}): CompanyInput =>
  companySchema.parse({ ...right, ...more });
const registering = async (more: Parameters<typeof typed>[0] = {}) =>
  runOperator(await desk(), "registry.write", (ctx) => registerCompany(ctx, typed(more)));

test.each([
  ["900512347-2", "CO", "900512347-2"],
  ["9005123472", "CO", "900512347-2"],
  ["900.512.347-2", "CO", "900512347-2"],
  ["900512347-3", "CO", null],
  ["900512347", "CO", null],
  ["20485173928", "PE", "20485173928"],
  ["20485173927", "PE", null],
  ["９００５１２３４７２", "CO", null],
  ["", "CO", null],
] as const)("the tax number %s in %s is %s", (text, country, kept) => {
  expect(taxIdOf(text, country)).toBe(kept);
});

test.each([
  ["CC 52.123.456", "CO", "CC-52123456"],
  ["52123456", "CO", "CC-52123456"],
  ["dni 40123456", "PE", "DNI-40123456"],
  ["DNI 40123456", "CO", null],
  ["XX 1234567", "CO", null],
  ["CC", "CO", null],
] as const)("the person's document %s in %s is %s", (text, country, kept) => {
  expect(personDocumentOf(text, country)).toBe(kept);
});

test("only what differs is told, as it was and as it will be", () => {
  expect(differences({ a: "1", b: "2" }, { a: "1", b: "3", c: "4" })).toEqual([
    { key: "b", before: "2", after: "3" },
    { key: "c", before: null, after: "4" },
  ]);
});

test("what is confirmed is everything that the company will be", async () => {
  const { shown, lines, subject } = await readOperator(await desk(), "registry.write", (ctx) =>
    companyShown(ctx, typed()),
  );
  expect(subject).toBe("E3");
  expect(shown).toMatchObject({ code: "E3", taxId: "890900608-9", signatures: 2, document: "CC-52123456" });
  expect(lines.map(({ key }) => key)).toEqual(expect.arrayContaining(["name", "account", "services", "mail"]));
});

describe("what no company can be is refused beside its field", () => {
  test.each([
    [{ nit: "890900608-8" }, "registry.taxId"],
    [{ nit: "900512347-2" }, "registry.taxIdTaken"],
    [{ codigo: "E1" }, "registry.codeTaken"],
    [{ codigo: "OPERADOR" }, "registry.codeTaken"],
    [{ documento: "XX 1" }, "registry.document"],
    [{ servicios: undefined }, "registry.services"],
    [{ servicios: "otra.cosa" }, "registry.services"],
    [{ prepara: "si" }, "registry.makerSigns"],
    [{ usuario: "maker1" }, "registry.personTaken"],
    [{ documento: "CC 79000275" }, "registry.personTaken"],
    [{ usuario: "inactivo1", documento: "CC 79001645" }, "registry.personTaken"],
  ])("%o: %s", async (more, refusal) => {
    const before = await asOwner("SELECT count(*) FROM tenant");
    expect(await outcomeOf(registering(more))).toBe(refusal);
    expect(await asOwner("SELECT count(*) FROM tenant")).toEqual(before);
    expect(await asOwner("SELECT 1 FROM graphile_worker._private_jobs")).toEqual([]);
  });

  test.each([
    ["codigo", "E 3"],
    ["codigo", "Е3"],
    ["cuentas", "12"],
    ["correo", "sin-arroba"],
    // What the mailer would never send to.
    ["correo", "a@b"],
    ["correo", "a\u202eb@demo.example"],
    ["correo", "uno,dos@demo.example"],
    ["correo", "Uno<dos@demo.example>"],
    ["usuario", "аdmin3"],
    ["nombre", "a\u202eb"],
    ["nombre", " "],
    ["firmas", "3"],
    ["pais", "BR"],
  ])("%s as %s does not pass the form", (name, value) => {
    expect(companySchema.safeParse({ ...right, [name]: value }).success).toBe(false);
  });
});

/** The worker mails what waits; the clave that the mail lends. */
async function invited(): Promise<{ clave: string | undefined; text: string; to: string }> {
  const mailer = makeMailer({ url: inbox.url, from: "Contrafirma <avisos@demo.example>" });
  const [job] = await asOwner<{ payload: { person: number; tenant: number; at: string } }>(
    "SELECT payload FROM graphile_worker._private_jobs",
  );
  if (!job) throw new Error("Nothing waits to be mailed");
  const { at, ...payload } = job.payload;
  await asWorker(() => mailInvitation({ mailer, origin: "https://portal.example" }, { ...payload, at: new Date(at) }));
  const [mail] = inbox.mails.map((raw) => readMail(raw));
  return {
    clave: /^[a-z]+(?:-[a-z]+){3}-\d{6}$/m.exec(mail?.text ?? "")?.[0],
    text: mail?.text ?? "",
    to: mail?.to ?? "",
  };
}

test("a company is registered whole; its administrator is mailed a clave for their first entry, in the company's own trail", async () => {
  const tenant = await registering();
  const [kept] = await asOwner(
    `SELECT t.code, t.name, c.tax_id, c.time_zone, c.signatures_required, c.bank_account, c.status::text,
            ARRAY(SELECT service FROM contracted_service s WHERE s.tenant_id = t.id ORDER BY 1) AS services,
            ARRAY(SELECT number FROM bank_account a WHERE a.tenant_id = t.id ORDER BY 1) AS accounts
       FROM tenant t JOIN company c ON c.tenant_id = t.id WHERE t.id = $1`,
    [tenant.id],
  );
  expect(kept).toEqual({
    code: "E3",
    name: "Alimentos del Valle S.A.S.",
    tax_id: "890900608-9",
    time_zone: "America/Bogota",
    signatures_required: 2,
    bank_account: "0044-5566-7788",
    status: "ACTIVE",
    services: [
      "administracion.activacion",
      "administracion.perfiles",
      "administracion.usuarios",
      "lotes.autorizacion",
      "lotes.carga",
    ],
    accounts: ["0011-2233-4455", "0044-5566-7788"],
  });
  const trail = await asOwner("SELECT event, subject, actor FROM audit_event WHERE tenant_id = $1", [tenant.id]);
  expect(trail).toEqual([{ event: "registry.registered", subject: "E3", actor: "oper1" }]);
  const [{ data } = { data: "" }] = await asOwner<{ data: string }>(
    "SELECT data::text FROM audit_event WHERE tenant_id = $1",
    [tenant.id],
  );
  // Who it is stands in the trail by their usuario alone (SECURITY.md, classes of data).
  expect(data).toContain('"username": "admin3"');
  for (const personal of ["Amalia", "52123456", "admin3@demo.example"]) expect(data).not.toContain(personal);
  const { clave, text, to } = await invited();
  expect([to, text]).toEqual([
    expect.stringContaining("admin3@demo.example"),
    expect.stringContaining("https://portal.example"),
  ]);
  const opened = await signIn(stranger(), { usuario: "admin3", clave: clave ?? "" }, "test");
  expect(opened.stage).toBe("TERMS");
});

test("who is in already keeps their clave and is told of one company more", async () => {
  await registering({ codigo: "E4", nit: "860002964-4", usuario: "maker1", documento: "CC 79000275" });
  const { clave, text } = await invited();
  expect(clave).toBeUndefined();
  expect(text).toContain("el usuario y la clave que ya tiene");
  const companies = await asOwner(
    "SELECT t.code FROM membership m JOIN tenant t ON t.id = m.tenant_id JOIN app_user u ON u.id = m.user_id WHERE u.username = 'maker1' ORDER BY 1",
  );
  expect(companies).toEqual([{ code: "E1" }, { code: "E4" }]);
});

test("no operator is the first of a company, under whatever name they are asked for", async () => {
  const [two] = await asOwner<{ document: string }>("SELECT document FROM app_user WHERE username = 'oper2'");
  const more = { codigo: "E8", nit: "860007738-9", usuario: "oper2", documento: two?.document };
  expect(await outcomeOf(registering(more))).toBe("registry.personTaken");
  expect(await asOwner("SELECT 1 FROM tenant WHERE code = 'E8'")).toEqual([]);
});

test("invited by two companies at once, a person is mailed for each", async () => {
  const known = { usuario: "maker1", documento: "CC 79000275" };
  const first = await registering({ ...known, codigo: "E5", nit: "860007738-9" });
  const second = await registering({ ...known, codigo: "E6", nit: "800197268-4" });
  const jobs = await asOwner(
    "SELECT (payload ->> 'tenant')::int AS tenant FROM graphile_worker._private_jobs WHERE key LIKE 'invitation:%' ORDER BY 1",
  );
  expect(jobs).toEqual([{ tenant: first.id }, { tenant: second.id }]);
});
