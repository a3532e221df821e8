import { beforeAll, describe, expect, test } from "vitest";
import type { Permission } from "@/lib/catalog";
import { read, readCompany, readOwn, runCompany } from "@/lib/command";
import { cardOf, inOwnCompanies } from "@/lib/companies/queries";
import type { Caller, CompanyContext } from "@/lib/context";
import { findOrder } from "@/lib/orders/queries";
import { createAffiliate, createBranch, modifyAffiliate, modifyBranch } from "@/lib/registers/commands";
import { giveName, listNamed } from "@/lib/registers/names";
import { listAffiliates, listBranches } from "@/lib/registers/queries";
import {
  createAffiliateSchema,
  createBranchSchema,
  modifyAffiliateSchema,
  modifyBranchSchema,
  nameSchema,
} from "@/lib/registers/schema";
import {
  asOwner,
  batchOf,
  demonstration,
  idsOf,
  loaded,
  orderedBatch,
  outcomeOf,
  recharge,
  signedIn,
} from "@/tests/support/make";

// What a company calls its own, and whom its lots may name: on the real database, by the commands of the portal.

let adm1: Caller;
let adm2: Caller;

beforeAll(async () => {
  await demonstration();
  adm1 = { ...(await signedIn("adm1")), product: null };
  adm2 = { ...(await signedIn("adm2", "E2")), product: null };
});

const does =
  <Input>(
    asks: Permission,
    schema: { parse: (typed: unknown) => Input },
    command: (ctx: CompanyContext, input: Input) => Promise<void>,
  ) =>
  (typed: object, caller = adm1) =>
    runCompany(caller, asks, (ctx) => command(ctx, schema.parse(typed)));
const newBranch = does("affiliate.create", createBranchSchema, createBranch);
const changeBranch = does("affiliate.modify", modifyBranchSchema, modifyBranch);
const newAffiliate = does("affiliate.create", createAffiliateSchema, createAffiliate);
const changeAffiliate = does("affiliate.modify", modifyAffiliateSchema, modifyAffiliate);
const name = does("name.modify", nameSchema, giveName);
const all = { text: null, status: null, page: 1, size: 100 };
const lastEvent = async (subject: string) =>
  (
    await asOwner<{ event: string; actor: string; data: object }>(
      "SELECT event, actor, data FROM audit_event WHERE subject = $1 ORDER BY id DESC LIMIT 1",
      [subject],
    )
  )[0];
const faultsOf = async (caller: Caller, number: string) => {
  const { id } = await idsOf(caller, number);
  const rows = await asOwner<{ fault: string }>(
    "SELECT line || ' ' || code AS fault FROM batch_fault WHERE batch_id = $1 AND severity = 'FAULT' ORDER BY line, code",
    [id],
  );
  return rows.map(({ fault }) => fault);
};

describe("branches", () => {
  test("are made once by their code, changed by who saw them as they are, and leave their trail", async () => {
    await newBranch({ codigo: "010", nombre: "Cali  Centro" });
    expect(await outcomeOf(newBranch({ codigo: "010", nombre: "Otra" }))).toBe("registers.branchTaken");
    const change = { codigo: "010", version: "1", nombre: "Cali Norte", estado: "INACTIVE" };
    expect(await outcomeOf(changeBranch({ ...change, version: "7" }))).toBe("registers.changed");
    await changeBranch(change);
    expect(await outcomeOf(changeBranch(change))).toBe("registers.changed");
    expect(await outcomeOf(changeBranch({ ...change, version: "2" }))).toBe("registers.same");
    expect(await lastEvent("010")).toEqual({
      event: "affiliate.branchModified",
      actor: "adm1",
      data: {
        before: { name: "Cali Centro", status: "ACTIVE" },
        after: { name: "Cali Norte", status: "INACTIVE" },
      },
    });
  });

  test("are a company's own: another's is not there, and the same code is another branch", async () => {
    expect(
      await outcomeOf(changeBranch({ codigo: "010", version: "2", nombre: "Ajena", estado: "ACTIVE" }, adm2)),
    ).toBe("NotFound");
    await newBranch({ codigo: "010", nombre: "Pasto" }, adm2);
    const here = await readCompany(adm2, "affiliate.read", (ctx) => listBranches(ctx, { ...all, text: "pasto" }));
    expect(here.rows.map(({ key, name: called }) => `${key} ${called}`)).toEqual(["010 Pasto"]);
  });

  test("two who change one at once: one does, the other reads that it was modified", async () => {
    await newBranch({ codigo: "020", nombre: "Neiva" });
    const change = { codigo: "020", version: "1", estado: "ACTIVE" };
    const outcomes = await Promise.all([
      outcomeOf(changeBranch({ ...change, nombre: "Neiva Sur" })),
      outcomeOf(changeBranch({ ...change, nombre: "Neiva Norte" })),
    ]);
    expect(outcomes.sort()).toEqual(["ok", "registers.changed"]);
  });

  test("an inactive one is refused in a new file, and the lot that named it before stays as it was", async () => {
    const maker = await signedIn("maker1");
    const file = (branch: string, first: number) =>
      Buffer.from(
        `tipo_documento;numero_documento;nombres;apellidos;sucursal\nCC;${first};Ana;Paz;${branch}\nCC;${first + 1};Eva;Ruiz;001\n`,
      );
    await newBranch({ codigo: "030", nombre: "Tunja" });
    const before = await loaded(maker, file("030", 90_000_001), { type: "EMISION" });
    expect(await faultsOf(maker, before)).toEqual([]);
    await changeBranch({ codigo: "030", version: "1", nombre: "Tunja", estado: "INACTIVE" });
    const after = await loaded(maker, file("030", 90_000_011), { type: "EMISION" });
    expect(await faultsOf(maker, after)).toEqual(["2 branchInactive"]);
    expect((await batchOf(maker, before)).status).toBe("VALID");
    const unknown = await loaded(maker, file("999", 90_000_021), { type: "EMISION" });
    expect(await faultsOf(maker, unknown)).toEqual(["2 branchUnknown"]);
  });
});

describe("affiliated third parties", () => {
  test("have a document with its right digit, once", async () => {
    await newAffiliate({ tipo: "NIT", numero: "890903938-8", nombre: "Proveedora del Valle" });
    expect(await outcomeOf(newAffiliate({ tipo: "NIT", numero: "8909039388", nombre: "La misma" }))).toBe(
      "registers.affiliateTaken",
    );
    expect(await outcomeOf(newAffiliate({ tipo: "NIT", numero: "890903938-7", nombre: "Otra" }))).toBe(
      "registers.checkDigit",
    );
    expect(await outcomeOf(newAffiliate({ tipo: "CC", numero: "12a", nombre: "Otra" }))).toBe("registers.document");
    expect(await outcomeOf(newAffiliate({ tipo: "RUC", numero: "20100047218", nombre: "Otra" }))).toBe(
      "registers.documentType",
    );
    const found = await readCompany(adm1, "affiliate.read", (ctx) =>
      listAffiliates(ctx, { ...all, text: "PROVEEDORA" }),
    );
    expect(found.rows).toMatchObject([{ key: "NIT-8909039388", status: "ACTIVE", version: 1 }]);
    const other = await readCompany(adm2, "affiliate.read", (ctx) => listAffiliates(ctx, all));
    expect(other.total).toBe(0);
  });

  test("an inactive one is named by no new line, by document or by a card; whoever is not in the list may be", async () => {
    const maker = await signedIn("maker1");
    await newAffiliate({ tipo: "CC", numero: "10000005", nombre: "Tercero de la quinta tarjeta" });
    await changeAffiliate({
      documento: "CC-10000005",
      version: "1",
      nombre: "Tercero de la quinta tarjeta",
      estado: "INACTIVE",
    });
    const named = await loaded(maker, recharge(8));
    expect(await faultsOf(maker, named)).toEqual(["6 affiliateInactive"]);
    const [card] = await asOwner<{ reference: string }>(
      "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id AND p.code = 'P1' WHERE c.document = 'CC-10000005'",
    );
    const byCard = await loaded(
      maker,
      Buffer.from(`referencia_tarjeta;monto;referencia\n${card?.reference};5000,00;por-tarjeta\n`),
    );
    expect(await faultsOf(maker, byCard)).toEqual(["2 affiliateInactive"]);
    await changeAffiliate({
      documento: "CC-10000005",
      version: "2",
      nombre: "Tercero de la quinta tarjeta",
      estado: "ACTIVE",
    });
    expect(await faultsOf(maker, await loaded(maker, recharge(8, { pesos: 70_000 })))).toEqual([]);
  });
});

describe("own names", () => {
  const productNames = async (caller: Caller) =>
    (await readOwn({ ...caller, company: null }, (ctx) => inOwnCompanies(ctx, async (own) => cardOf(own)))).flatMap(
      ({ products }) => products.map((one) => one.name),
    );

  test("a product's is read by its people wherever they read it; the registered one stays, and goes back", async () => {
    const maker = await signedIn("maker1");
    await name({ clase: "PRODUCT", codigo: "P1", antes: "", nombre: "Tarjeta de Mercado" });
    expect(await productNames(maker)).toEqual(["Tarjeta de Mercado", "Tarjeta Incentivos"]);
    expect(await read(maker, "batch.read", async ({ product }) => product.name)).toBe("Tarjeta de Mercado");
    expect(await lastEvent("P1")).toMatchObject({
      event: "name.modified",
      data: { before: { name: "Tarjeta Beneficios" }, after: { name: "Tarjeta de Mercado" } },
    });
    const [registered] = await asOwner<{ name: string }>("SELECT name FROM product WHERE code = 'P1'");
    expect(registered?.name).toBe("Tarjeta Beneficios");
    await name({ clase: "PRODUCT", codigo: "P1", antes: "Tarjeta de Mercado", nombre: "  " });
    expect(await productNames(maker)).toEqual(["Tarjeta Beneficios", "Tarjeta Incentivos"]);
  });

  test("an account's stands on its orders; the paper that was issued keeps its own words", async () => {
    const { order } = await orderedBatch(2);
    const paper = () => asOwner<{ sha256: string }>("SELECT sha256 FROM order_document ORDER BY order_id");
    const issued = await paper();
    await name({ clase: "ACCOUNT", codigo: "0012-3456-7890", antes: "", nombre: "Nómina principal" });
    const reader = await signedIn("firma1");
    expect((await read(reader, "order.read", (ctx) => findOrder(ctx, order)))?.accountName).toBe("Nómina principal");
    expect(await paper()).toEqual(issued);
  });

  test("are one each in a company, of what is the company's, by who saw what there is", async () => {
    await name({ clase: "PRODUCT", codigo: "P1", antes: "", nombre: "Meriendas" });
    expect(await outcomeOf(name({ clase: "PRODUCT", codigo: "P2", antes: "", nombre: "MERIENDAS" }))).toBe(
      "registers.nameTaken",
    );
    expect(await outcomeOf(name({ clase: "PRODUCT", codigo: "P2", antes: "", nombre: "Tarjeta beneficios" }))).toBe(
      "registers.nameTaken",
    );
    expect(await outcomeOf(name({ clase: "PRODUCT", codigo: "P1", antes: "", nombre: "Otra" }))).toBe(
      "registers.changed",
    );
    expect(await outcomeOf(name({ clase: "PRODUCT", codigo: "P1", antes: "Meriendas", nombre: "Meriendas" }))).toBe(
      "registers.same",
    );
    expect(await outcomeOf(name({ clase: "PRODUCT", codigo: "P9", antes: "", nombre: "Ajena" }))).toBe("NotFound");
    expect(() => nameSchema.parse({ clase: "PRODUCT", codigo: "P1", antes: "", nombre: "x" })).toThrow();
    const others = await readCompany(adm2, "name.read", listNamed);
    expect(others).toEqual([
      { kind: "PRODUCT", subject: "P9", registered: "Tarjeta Combustible", own: null },
      { kind: "ACCOUNT", subject: "0098-7654-3210", registered: "0098-7654-3210", own: null },
    ]);
  });
});
