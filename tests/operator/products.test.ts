import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { read, readOperator, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { creditCards } from "@/lib/instructions/commands";
import { suspensionShown } from "@/lib/operator/company";
import { feeText, feeTyped } from "@/lib/operator/fees";
import { findProduct } from "@/lib/operator/product-queries";
import { productChangeSchema, productSchema } from "@/lib/operator/product-schema";
import { modifyProduct, productChangeShown, productShown, registerProduct } from "@/lib/operator/products";
import {
  asOwner,
  demonstration,
  heldOr,
  loaded,
  outcomeOf,
  recharge,
  run,
  signedIn,
  statusOf,
  upload,
} from "@/tests/support/make";

// A company's products on the register, and what may be loaded for them.

beforeAll(demonstration);

const desk = async (company = "E1"): Promise<Caller> => ({ ...(await signedIn("oper1")), company, product: null });
const right = {
  codigo: "p30",
  clase: "NOMINATED",
  nombre: "Tarjeta Alimentación",
  tipos: ["RECARGA", "EMISION"],
  lineas: "5000",
  minimo: "1000,00",
  maximo: "2500000,00",
  "RECARGA.fijo": "800,00",
  "RECARGA.porcentaje": "1,25",
  "RECARGA.impuesto": "19",
  "EMISION.fijo": "0,00",
  "EMISION.porcentaje": "0",
  "EMISION.impuesto": "19,00",
  // Of a type that is not ticked: what stands there is nothing.
  "CARGO.fijo": "x",
};
type More = Record<string, string | string[] | undefined>;
const typed = (more: More = {}) => productSchema.parse({ ...right, ...more });
const registering = async (more: More = {}, company = "E1") =>
  runOperator(await desk(company), "registry.write", (ctx) => registerProduct(ctx, typed(more)));
const { clase, ...kept } = right;
const changed = (more: More = {}) => productChangeSchema.parse({ ...kept, codigo: "P1", ...more });
const modifying = async (more: More) =>
  runOperator(await desk(), "registry.write", (ctx) => modifyProduct(ctx, changed(more)));
const productOf = async (code: string) => readOperator(await desk(), "registry.read", (ctx) => findProduct(ctx, code));

test("a fee is written as its country writes it", () => {
  const fee = { fixedCents: 80_000n, basisPoints: 125, taxBasisPoints: 1_900 };
  expect(feeText(fee, "COP").replaceAll("\u00a0", " ")).toBe("$ 800,00 + 1,25 % (19 %)");
  expect(feeTyped("CARGO", { "CARGO.fijo": "800,00", "CARGO.porcentaje": "1,25", "CARGO.impuesto": "19" })).toEqual(
    fee,
  );
});

describe("what no product can be is refused beside its field", () => {
  test.each([
    [{ codigo: "P9" }, "registry.codeTaken", "codigo"],
    [{ tipos: undefined }, "registry.types", "tipos"],
    [{ tipos: ["RECARGA", "EMISION", "NADA"] }, "registry.types", "tipos"],
    [{ lineas: "1000001" }, "registry.lines", "lineas"],
    [{ minimo: "0,00" }, "registry.amount", "minimo"],
    [{ maximo: "1,5" }, "registry.amount", "maximo"],
    [{ maximo: "10000000000,00" }, "registry.amount", "maximo"],
    [{ maximo: "999,99" }, "registry.limits", "maximo"],
    [{ diario: "0" }, "registry.amount", "diario"],
    [{ tarjeta: "1.5" }, "registry.amount", "tarjeta"],
    [{ diario: "999,99" }, "registry.creditLimit", "diario"],
    [{ tarjeta: "999,99" }, "registry.creditLimit", "tarjeta"],
    [{ "RECARGA.fijo": "" }, "registry.fee", "RECARGA.fijo"],
    [{ "RECARGA.porcentaje": "101" }, "registry.fee", "RECARGA.porcentaje"],
    [{ "EMISION.impuesto": undefined }, "registry.fee", "EMISION.impuesto"],
  ] as [More, string, string][])("%o: %s", async (more, refusal, field) => {
    const before = await asOwner("SELECT count(*) FROM product");
    const shown = async () => readOperator(await desk(), "registry.write", (ctx) => productShown(ctx, typed(more)));
    expect(await outcomeOf(shown())).toBe(refusal);
    expect(await outcomeOf(registering(more))).toBe(refusal);
    expect(await shown().catch((error: { field?: string }) => error.field)).toBe(field);
    expect(await asOwner("SELECT count(*) FROM product")).toEqual(before);
  });

  test.each([
    ["codigo", "P 3"],
    ["clase", "OTRA"],
    ["lineas", "0"],
    ["lineas", "1e3"],
    ["nombre", " "],
    ["NADA.fijo", "1"],
  ])("%s as %s does not pass the form", (name, value) => {
    expect(productSchema.safeParse({ ...right, [name]: value }).success).toBe(false);
  });
});

test("a product is registered with its first fees, in its country's money, with its accounts, and its people find it there", async () => {
  const { shown } = await readOperator(await desk(), "registry.write", (ctx) => productShown(ctx, typed()));
  expect(shown).toMatchObject({
    company: "E1",
    code: "P30",
    kind: "NOMINATED",
    currency: "COP",
    types: "EMISION, RECARGA",
  });
  await registering();
  expect(await productOf("P30")).toMatchObject({
    name: "Tarjeta Alimentación",
    currency: "COP",
    batchTypes: ["EMISION", "RECARGA"],
    linesMax: 5_000,
    amountMinCents: 100_000n,
    amountMaxCents: 250_000_000n,
    dayMaxCents: null,
    cardMaxCents: null,
    fees: {
      RECARGA: { fixedCents: 80_000n, basisPoints: 125, taxBasisPoints: 1_900 },
      EMISION: { fixedCents: 0n, basisPoints: 0, taxBasisPoints: 1_900 },
    },
  });
  const maker = await signedIn("maker1", "E1", "P30");
  expect(await read(maker, "any", async ({ product }) => product.batchTypes)).toEqual(["EMISION", "RECARGA"]);
  const [accounts] = await asOwner(
    "SELECT count(*)::int AS n FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P30'",
  );
  expect(accounts).toEqual({ n: 5 });
  const [event] = await asOwner(
    "SELECT t.code, e.actor, e.subject FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.event = 'registry.productRegistered'",
  );
  expect(event).toEqual({ code: "E1", actor: "oper1", subject: "P30" });
});

describe("modified", () => {
  test("a type that is not allowed any more is refused at the upload, in one sentence; the others go on", async () => {
    const maker = await signedIn("maker1");
    await modifying({ tipos: ["EMISION"], lineas: "200000" });
    expect(await outcomeOf(upload(maker, recharge(2)))).toBe("batch.typeNotAllowed");
    await modifying({ tipos: ["RECARGA", "EMISION"], lineas: "200000" });
    expect(await statusOf(maker, await loaded(maker, recharge(2)))).toBe("VALID");
  });

  test("only what differs is shown; nothing at all is refused, and so is another company's product", async () => {
    await modifying({});
    const shown = async (more: More, company = "E1") =>
      readOperator(await desk(company), "registry.write", (ctx) => productChangeShown(ctx, changed(more)));
    expect(await outcomeOf(shown({}))).toBe("registry.nothingChanged");
    expect(await outcomeOf(shown({ codigo: "P9" }))).toBe("NotFound");
    expect((await shown({ nombre: "Otra" })).lines).toEqual([
      { key: "name", before: "Tarjeta Alimentación", after: "Otra" },
    ]);
  });

  test("the limits of credits by hand are set and lifted, shown as they were and as they will be, and hold at once", async () => {
    const same = { nombre: "Tarjeta Alimentación" };
    const lines = async (more: More) =>
      (
        await readOperator(await desk(), "registry.write", (ctx) =>
          productChangeShown(ctx, changed({ ...same, ...more })),
        )
      ).lines.map(({ key, before, after }) => `${key} ${before} > ${after}`.replaceAll("\u00a0", " "));
    const limited = { diario: "1000,00", tarjeta: "50000000,00" };
    expect(await lines(limited)).toEqual(["dayMax NO_LIMIT > $ 1.000,00", "cardMax NO_LIMIT > $ 50.000.000,00"]);
    await modifying({ ...same, ...limited });
    expect(await productOf("P1")).toMatchObject({ dayMaxCents: 100_000n, cardMaxCents: 5_000_000_000n });
    const cm = await signedIn("cm1");
    const [card] = await asOwner<{ reference: string }>(
      "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P1' ORDER BY c.id LIMIT 1",
    );
    const credit = (cents: bigint) =>
      outcomeOf(
        run(cm, "card.credit", (ctx) =>
          creditCards(ctx, { llave: randomUUID(), tarjetas: [card?.reference ?? ""], montos: [cents] }),
        ),
      );
    expect(await credit(100_001n)).toBe("instruction.dayLimit");
    expect(await lines({ diario: "", tarjeta: "50000000,00" })).toEqual(["dayMax $ 1.000,00 > NO_LIMIT"]);
    await modifying({ ...same, diario: "", tarjeta: "1000,00" });
    expect(await credit(100_001n)).toBe("instruction.cardLimit");
    await modifying(same);
    expect(await productOf("P1")).toMatchObject({ dayMaxCents: null, cardMaxCents: null });
    const [event] = await asOwner<{ data: unknown }>(
      "SELECT data FROM audit_event WHERE event = 'registry.productModified' ORDER BY id DESC LIMIT 1",
    );
    expect(event?.data).toMatchObject({ before: { cardMax: "$ 1.000,00" }, after: { cardMax: "NO_LIMIT" } });
  });

  test("the fee that stands is not changed here, the first of a type that is new is asked", async () => {
    await registering({ codigo: "P31", tipos: "RECARGA" });
    const more = { codigo: "P31", tipos: ["RECARGA", "CARGO"], "RECARGA.fijo": "999,00" };
    expect(await outcomeOf(modifying({ ...more, "CARGO.fijo": undefined }))).toBe("registry.fee");
    await modifying({ ...more, "CARGO.fijo": "1,00", "CARGO.porcentaje": "2", "CARGO.impuesto": "3" });
    expect((await productOf("P31")).fees).toEqual({
      RECARGA: { fixedCents: 80_000n, basisPoints: 125, taxBasisPoints: 1_900 },
      CARGO: { fixedCents: 100n, basisPoints: 200, taxBasisPoints: 300 },
    });
  });
});

test("the platform and a broker have no products", async () => {
  const here = async () =>
    runOperator({ ...(await desk()), company: null }, "registry.write", (ctx) =>
      registerProduct(ctx, typed({ codigo: "P40" })),
    );
  expect(await outcomeOf(here())).toBe("NotFound");
  const suspended = async () =>
    readOperator({ ...(await desk()), company: null }, "registry.suspend", (ctx) =>
      suspensionShown(ctx, { motivo: "x" }),
    );
  expect(await outcomeOf(suspended())).toBe("NotFound");
});

test("two who price a type for the first time at once: the second is told, not broken", async () => {
  await registering({ codigo: "P33", tipos: ["EMISION"] });
  const priced = (fijo: string) => changed({ codigo: "P33", tipos: ["EMISION", "RECARGA"], "RECARGA.fijo": fijo });
  let second: Promise<string> | null = null;
  await runOperator(await desk(), "registry.write", async (ctx) => {
    await modifyProduct(ctx, priced("1,00"));
    const caller = await desk();
    second = outcomeOf(
      runOperator(caller, "registry.write", async (other) => {
        await productChangeShown(other, priced("2,00"));
        await modifyProduct(other, priced("2,00"));
      }),
    );
    await heldOr(second);
  });
  expect(await second).toBe("registry.nothingChanged");
  expect((await productOf("P33")).fees.RECARGA?.fixedCents).toBe(100n);
});
