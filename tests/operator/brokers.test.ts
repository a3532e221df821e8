import { beforeAll, describe, expect, test } from "vitest";
import { sections } from "@/lib/brokers/rules";
import { read, readOperator, readOwn, runOperator } from "@/lib/command";
import { inOwnCompanies } from "@/lib/companies/queries";
import type { Caller } from "@/lib/context";
import { listOwnPlaces } from "@/lib/home/places";
import { readShell } from "@/lib/home/shell";
import { findBroker, listBrokers } from "@/lib/operator/broker-queries";
import { brokerDataSchema, brokerSchema } from "@/lib/operator/broker-schema";
import {
  brokerDataShown,
  brokerShown,
  liftBroker,
  modifyBroker,
  registerBroker,
  suspendBroker,
} from "@/lib/operator/brokers";
import { findRegistered, listFirst } from "@/lib/operator/company-queries";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// Brokers on the register: what one may be, who comes first, what their person meets, and their suspension.

beforeAll(demonstration);

const desk = async (company: string | null = null): Promise<Caller> => ({
  ...(await signedIn("oper1")),
  company,
  product: null,
});
const right = {
  codigo: "b7",
  nombre: "Corredores Reunidos S.A.",
  pais: "PE",
  nit: "20555123451",
  usuario: "Super1",
  persona: "Sara Paredes",
  documento: "DNI 70123456",
  correo: "Super1@demo.example",
};
const typed = (more: Partial<typeof right> = {}) => brokerSchema.parse({ ...right, ...more });
const registering = async (more: Partial<typeof right> = {}) =>
  runOperator(await desk(), "registry.write", (ctx) => registerBroker(ctx, typed(more)));
const motivo = "De la prueba";

test("a broker is registered whole; its super-user is invited, and its trail begins", async () => {
  const { shown } = await readOperator(await desk(), "registry.write", (ctx) => brokerShown(ctx, typed()));
  expect(shown).toMatchObject({ code: "B7", taxId: "20555123451", document: "DNI-70123456", username: "super1" });
  const { id } = await registering();
  const caller = await desk("B7");
  expect(await readOperator(caller, "registry.read", findBroker)).toMatchObject({
    code: "B7",
    country: "PE",
    timeZone: "America/Lima",
    status: "ACTIVE",
    people: 1,
  });
  expect(await readOperator(caller, "registry.read", listFirst)).toEqual([
    { username: "super1", name: "Sara Paredes", status: "INVITED" },
  ]);
  expect(await asOwner("SELECT event, actor FROM audit_event WHERE tenant_id = $1", [id])).toEqual([
    { event: "registry.registered", actor: "oper1" },
  ]);
  const [{ data } = { data: "" }] = await asOwner<{ data: string }>(
    "SELECT data::text FROM audit_event WHERE tenant_id = $1",
    [id],
  );
  for (const personal of ["Sara", "70123456", "@"]) expect(data).not.toContain(personal);
  const [job] = await asOwner<{ tenant: number }>(
    "SELECT (payload ->> 'tenant')::int AS tenant FROM graphile_worker._private_jobs WHERE key LIKE 'invitation:%'",
  );
  expect(job).toEqual({ tenant: id });
});

describe("what no broker can be is refused beside its field", () => {
  test.each([
    [{ nit: "20555123452" }, "registry.taxId"],
    [{ codigo: "B8" }, "registry.brokerTaxIdTaken"],
    [{ codigo: "E1", nit: "20100047218" }, "registry.codeTaken"],
    [{ codigo: "B8", nit: "20100047218", documento: "CC 1" }, "registry.document"],
    [{ codigo: "B8", nit: "20100047218", usuario: "maker1" }, "registry.personTaken"],
  ])("%o: %s", async (more, refusal) => {
    const before = await asOwner("SELECT count(*) FROM tenant");
    expect(await outcomeOf(registering(more))).toBe(refusal);
    expect(await asOwner("SELECT count(*) FROM tenant")).toEqual(before);
  });
});

test("found by name, code and number, and a company is none", async () => {
  const found = async (text: string | null) =>
    (
      await readOperator(await desk(), "registry.read", (ctx) =>
        listBrokers(ctx, { text, sort: null, page: 1, size: 10 }),
      )
    ).rows;
  for (const text of ["reunidos", "b7", "2055512"]) expect(await found(text)).toMatchObject([{ code: "B7" }]);
  expect(await found("andina")).toEqual([]);
  const at = async (code: string) => readOperator(await desk(code), "registry.read", findBroker);
  expect(await outcomeOf(at("E1"))).toBe("NotFound");
  const company = async () => readOperator(await desk("B7"), "registry.read", findRegistered);
  expect(await outcomeOf(company())).toBe("NotFound");
});

test("its person is in no company and does nothing there, and their Bandeja knows where they belong", async () => {
  await asOwner("UPDATE app_user SET status = 'ACTIVE', password_hash = 'x' WHERE username = 'super1'");
  const person = await signedIn("super1");
  expect(await readOwn(person, (ctx) => inOwnCompanies(ctx, async (own) => own))).toEqual([]);
  expect(await readOwn(person, listOwnPlaces)).toEqual([
    { kind: "BROKER", code: "B7", name: "Corredores Reunidos S.A.", suspended: false, sections: [...sections] },
  ]);
  expect(await readOwn(person, readShell)).toMatchObject({ companies: [], desk: [], waiting: 0 });
  expect(await outcomeOf(read({ ...person, company: "B7", product: "P1" }, "any", async () => 1))).toBe("NotFound");
  await runOperator(await desk("B7"), "registry.suspend", (ctx) => suspendBroker(ctx, { motivo }));
  expect((await readOwn(person, listOwnPlaces))[0]?.suspended).toBe(true);
  const again = async () => runOperator(await desk("B7"), "registry.suspend", (ctx) => suspendBroker(ctx, { motivo }));
  expect(await outcomeOf(again())).toBe("registry.suspended");
  await runOperator(await desk("B7"), "registry.suspend", (ctx) => liftBroker(ctx, { motivo }));
  expect((await readOwn(person, listOwnPlaces))[0]?.suspended).toBe(false);
  const lifted = async () => runOperator(await desk("B7"), "registry.suspend", (ctx) => liftBroker(ctx, { motivo }));
  expect(await outcomeOf(lifted())).toBe("registry.notSuspended");
});

test("what is modified is shown as it was and will be", async () => {
  const input = (more: object = {}) => brokerDataSchema.parse({ nombre: right.nombre, nit: right.nit, ...more });
  const shown = async (more: object) =>
    readOperator(await desk("B7"), "registry.write", (ctx) => brokerDataShown(ctx, input(more)));
  expect(await outcomeOf(shown({}))).toBe("registry.nothingChanged");
  expect((await shown({ nombre: "Corredores" })).lines).toEqual([
    { key: "name", before: right.nombre, after: "Corredores" },
  ]);
  await registering({ codigo: "B8", nit: "20100047218", usuario: "super2", documento: "DNI 70123457" });
  expect(await outcomeOf(shown({ nit: "20100047218" }))).toBe("registry.brokerTaxIdTaken");
  await runOperator(await desk("B7"), "registry.write", (ctx) => modifyBroker(ctx, input({ nombre: "Corredores" })));
  expect(await readOperator(await desk("B7"), "registry.read", findBroker)).toMatchObject({ name: "Corredores" });
});
