import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { read, readOperator, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { applyInvoiceFile, invoiceFileShown, keepInvoiceFile, planOf } from "@/lib/invoices/by-file";
import { giveInvoices, invoicesShown } from "@/lib/invoices/commands";
import { orderDocument, printInvoice } from "@/lib/orders/print";
import { findOrder, listOrders } from "@/lib/orders/queries";
import { asOwner, asWorker, demonstration, orderedBatch, outcomeOf, signedIn } from "@/tests/support/make";
import { placePaidOrders } from "@/tests/support/paid";

// Invoice numbers: typed beside an order, or by file, corrected, printed, and what the company sees of them.

let ofE1: string[];
let ofE2: string[];
let unpaid: string;
beforeAll(async () => {
  await demonstration();
  ofE1 = await placePaidOrders({ company: "E1", product: "P1", count: 10, paidAt: "2020-03-15T12:00:00-05:00" });
  ofE2 = await placePaidOrders({ company: "E2", product: "P9", count: 3, paidAt: "2020-03-15T12:00:00-05:00" });
  unpaid = (await orderedBatch()).order;
});
beforeEach(async () => {
  await asOwner("DELETE FROM order_invoice");
  await asOwner("DELETE FROM graphile_worker._private_jobs");
});

const desk = async (company: string | null = null): Promise<Caller> => ({
  ...(await signedIn("oper1")),
  company,
  product: null,
});
const give = async (typed: Record<string, string>, company = "E1") =>
  runOperator(await desk(company), "invoice.write", (ctx) => giveInvoices(ctx, { numbers: typed, vuelta: "" }));
const shown = async (typed: Record<string, string>, company = "E1") =>
  readOperator(await desk(company), "invoice.write", (ctx) => invoicesShown(ctx, { numbers: typed, vuelta: "" }));
const numbersOf = (company: string) =>
  asOwner<{ order: string; number: string }>(
    `SELECT o.number AS "order", i.number FROM order_invoice i JOIN service_order o ON o.tenant_id = i.tenant_id AND o.id = i.order_id
       JOIN tenant t ON t.id = i.tenant_id WHERE t.code = $1 ORDER BY 1`,
    [company],
  );
const trail = (company: string) =>
  asOwner<{ actor: string; subject: string; data: object }>(
    `SELECT e.actor, e.subject, e.data FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE t.code = $1 AND e.event = 'invoice.given' ORDER BY e.id`,
    [company],
  );
const [one, two, three] = [() => ofE1[0] ?? "", () => ofE1[1] ?? "", () => ofE1[2] ?? ""];

describe("typed", () => {
  test("what is read is what differs; then each number stands, and its history in the company's trail", async () => {
    const before = (await trail("E1")).length;
    await give({ [one()]: "FE-1", [two()]: "" });
    const asked = { [one()]: "FE-2", [two()]: "FE-3", [three()]: "" };
    expect((await shown(asked)).lines).toEqual([
      { key: one(), before: "FE-1", after: "FE-2" },
      { key: two(), before: null, after: "FE-3" },
    ]);
    await give(asked);
    expect(await numbersOf("E1")).toEqual([
      { order: one(), number: "FE-2" },
      { order: two(), number: "FE-3" },
    ]);
    expect((await trail("E1")).slice(before)).toEqual([
      { actor: "oper1", subject: one(), data: { before: null, after: "FE-1" } },
      { actor: "oper1", subject: one(), data: { before: "FE-1", after: "FE-2" } },
      { actor: "oper1", subject: two(), data: { before: null, after: "FE-3" } },
    ]);
  });

  test("the statement tells one change from another", async () => {
    const [first, second] = [await shown({ [one()]: "FE-1" }), await shown({ [one()]: "FE-2" })];
    expect(first.shown).not.toEqual(second.shown);
    await give({ [one()]: "FE-0" });
    expect((await shown({ [one()]: "FE-1" })).shown).not.toEqual(first.shown);
  });

  test.each([
    ["an order that is not paid", () => ({ [unpaid]: "FE-1" }), "E1", "invoice.notPaid"],
    ["another company's order", () => ({ "OS-2020-000007": "FE-1" }), "E2", "NotFound"],
    ["an order of nobody's", () => ({ "OS-1999-000001": "FE-1" }), "E1", "NotFound"],
    ["a number with a space", () => ({ [two()]: "FE 1" }), "E1", "invoice.number"],
    ["a number that begins with a hyphen", () => ({ [two()]: "-1" }), "E1", "invoice.number"],
    ["a number of 31 characters", () => ({ [two()]: "A".repeat(31) }), "E1", "invoice.number"],
    ["a number of other letters", () => ({ [two()]: "Ñ1" }), "E1", "invoice.number"],
    ["nothing new", () => ({ [one()]: "FE-1", [two()]: "" }), "E1", "invoice.nothing"],
    ["a number taken away", () => ({ [one()]: "", [two()]: "FE-9" }), "E1", "invoice.notRemoved"],
  ])("%s is refused, and nothing is written", async (_, typed, company, refusal) => {
    await give({ [one()]: "FE-1" });
    expect(await outcomeOf(give(typed(), company))).toBe(refusal);
    expect(await outcomeOf(shown(typed(), company))).toBe(refusal);
    expect([await numbersOf("E1"), await numbersOf("E2")]).toEqual([[{ order: one(), number: "FE-1" }], []]);
  });

  test("the platform has no orders, and who is not at the desk gives no numbers", async () => {
    const onPlatform = runOperator(await desk(), "invoice.write", (ctx) =>
      giveInvoices(ctx, { numbers: { [one()]: "FE-1" }, vuelta: "" }),
    );
    expect(await outcomeOf(onPlatform)).toBe("NotFound");
    const asPayer = runOperator(await signedIn("pagador1"), "invoice.write", (ctx) =>
      giveInvoices(ctx, { numbers: {}, vuelta: "" }),
    );
    expect(await outcomeOf(asPayer)).toBe("access.notAllowed");
  });
});

const sending = async (text: string, id: string = randomUUID()) => {
  const bytes = new Uint8Array(Buffer.from(text));
  await runOperator(await desk(), "invoice.write", (ctx) => keepInvoiceFile(ctx, { id, name: "f.csv", bytes }));
  return id;
};
const plan = async (id: string) => {
  const found = await readOperator(await desk(), "invoice.write", (ctx) => planOf(ctx, id));
  if (!found) throw new Error(`No file ${id}`);
  return found;
};
const apply = async (archivo: string, company: string | null = null) =>
  runOperator(await desk(company), "invoice.write", (ctx) => applyInvoiceFile(ctx, { archivo }));
const csv = (...lines: string[]) => ["empresa;orden;factura", ...lines].join("\n");

describe("by file", () => {
  test("each line says what it will do; then all are done, in each company's trail", async () => {
    await give({ [one()]: "FE-1", [two()]: "FE-2" });
    const [e1, e2] = [(await trail("E1")).length, (await trail("E2")).length];
    const id = await sending(csv(`E1;${one()};FE-1`, `E1;${two()};FE-22`, `E2;${ofE2[0]};X-1`, `e1;${three()};fe-3`));
    const planned = await plan(id);
    expect(
      planned.lines.map(({ line, company, before, after, effect }) => [line, company, before, after, effect]),
    ).toEqual([
      [2, "E1", "FE-1", "FE-1", "same"],
      [3, "E1", "FE-2", "FE-22", "corrects"],
      [4, "E2", null, "X-1", "first"],
      [5, "E1", null, "FE-3", "first"],
    ]);
    expect(planned).toMatchObject({
      faults: [],
      counts: { first: 2, corrects: 1, same: 1, companies: 2 },
      appliedAt: null,
    });
    await apply(id);
    expect((await numbersOf("E1")).map(({ number }) => number)).toEqual(["FE-1", "FE-22", "FE-3"]);
    expect((await numbersOf("E2")).map(({ number }) => number)).toEqual(["X-1"]);
    const { sha256 } = planned;
    expect((await trail("E1")).slice(e1)).toEqual([
      { actor: "oper1", subject: two(), data: { before: "FE-2", after: "FE-22", file: sha256 } },
      { actor: "oper1", subject: three(), data: { before: null, after: "FE-3", file: sha256 } },
    ]);
    expect((await trail("E2")).slice(e2).map(({ subject }) => subject)).toEqual([ofE2[0]]);
    expect((await plan(id)).appliedAt).not.toBeNull();
    expect(await outcomeOf(apply(id))).toBe("invoice.fileGone");
  });

  test("an order of no such company, of another one or not paid is a fault in its place, and nothing is applied", async () => {
    const id = await sending(
      csv(
        "ZZ;OS-2020-000001;F-1",
        `E2;OS-2020-000009;F-2`,
        `E1;${unpaid};F-3`,
        "OPERADOR;OS-2020-000001;F-4",
        `E1;${one()};F-5`,
      ),
    );
    const { faults, lines } = await plan(id);
    expect(faults.map(({ line, column, code, value }) => [line, column, code, value])).toEqual([
      [2, 1, "companyUnknown", "ZZ"],
      [3, 2, "orderUnknown", "OS-2020-000009"],
      [4, 2, "orderNotPaid", unpaid],
      [5, 1, "companyUnknown", "OPERADOR"],
    ]);
    expect(lines).toHaveLength(1);
    expect(await outcomeOf(apply(id))).toBe("invoice.fileFaulty");
    expect(await numbersOf("E1")).toEqual([]);
  });

  test("a file that changes nothing is not applied, nor one of another desk, nor one that is not there", async () => {
    await give({ [one()]: "FE-1" });
    const id = await sending(csv(`E1;${one()};FE-1`));
    expect(await outcomeOf(apply(id))).toBe("invoice.nothing");
    expect(await outcomeOf(apply(await sending(csv(`E1;${one()};FE-2`)), "E1"))).toBe("invoice.fileGone");
    expect(await outcomeOf(apply(randomUUID()))).toBe("invoice.fileGone");
  });

  test("the same id is the same file, and no other", async () => {
    const id = await sending(csv(`E1;${one()};FE-1`));
    expect(await sending(csv(`E1;${one()};FE-1`), id)).toBe(id);
    expect(await outcomeOf(sending(csv(`E1;${one()};FE-2`), id))).toBe("invoice.fileRepeated");
  });

  test("what is confirmed is the file and all that it changes now", async () => {
    const id = await sending(csv(`E1;${one()};FE-1`));
    const statement = async () =>
      readOperator(await desk(), "invoice.write", (ctx) => invoiceFileShown(ctx, { archivo: id }));
    await give({ [one()]: "FE-8" });
    const before = await statement();
    expect(before).toMatchObject({ subject: id, shown: { name: "f.csv", first: 0, corrects: 1, companies: 1 } });
    await give({ [one()]: "FE-9" });
    expect((await statement()).shown).not.toEqual(before.shown);
  });

  test("five thousand lines are applied within their transaction's time", async () => {
    const many = await placePaidOrders({
      company: "E1",
      product: "P1",
      count: 5_000,
      paidAt: "2020-05-15T12:00:00-05:00",
      first: 1_000,
    });
    await apply(await sending(csv(...many.map((number, n) => `E1;${number};M-${n}`))));
    expect(await numbersOf("E1")).toHaveLength(5_000);
    const [jobs] = await asOwner<{ n: number }>("SELECT count(*)::int AS n FROM graphile_worker._private_jobs");
    expect(jobs?.n).toBe(5_000);
  });
});

describe("the company", () => {
  const asPayer = async <Result>(work: Parameters<typeof read<Result>>[2]) =>
    read(await signedIn("pagador1"), "order.read", work);
  const wanted = { from: null, to: null, status: null, sort: null, page: 1, size: 10 } as const;

  test("sees the number on the order and in the list, and finds the order by it", async () => {
    await give({ [one()]: "FE-77" });
    expect((await asPayer((ctx) => findOrder(ctx, one())))?.invoice?.number).toBe("FE-77");
    const found = await asPayer((ctx) => listOrders(ctx, { ...wanted, text: "fe-77" }));
    expect(found.rows.map(({ number, invoice }) => [number, invoice])).toEqual([[one(), "FE-77"]]);
    expect((await asPayer((ctx) => listOrders(ctx, { ...wanted, text: "fe-78" }))).total).toBe(0);
  });

  test("fetches the paper with its invoice once it has one, each number's own, and the one as it was issued ever after", async () => {
    const { order } = await orderedBatch(4);
    await asOwner("UPDATE service_order SET paid_at = now() WHERE number = $1", [order]);
    await asOwner("DELETE FROM graphile_worker._private_jobs");
    const id = (await asPayer((ctx) => findOrder(ctx, order)))?.id ?? 0n;
    const [{ tenant } = { tenant: 0 }] = await asOwner<{ tenant: number }>(
      "SELECT id AS tenant FROM tenant WHERE code = 'E1'",
    );
    const paper = (issued: boolean) => asPayer((ctx) => orderDocument(ctx, id, issued));
    const issued = await paper(true);
    expect(await paper(false)).toEqual(issued);
    await give({ [order]: "FE-1" });
    const first = await paper(false);
    expect(first.invoice).toBe("FE-1");
    expect(Buffer.from(first.bytes).equals(Buffer.from(issued.bytes))).toBe(false);
    const [job] = await asOwner<{ payload: { tenant: number; order: string } }>(
      "SELECT payload FROM graphile_worker._private_jobs",
    );
    expect(job?.payload).toEqual({ tenant, order: id.toString() });
    await asWorker(() => Promise.all([printInvoice(tenant, id), printInvoice(tenant, id)]));
    expect(Buffer.from((await paper(false)).bytes).equals(Buffer.from(first.bytes))).toBe(true);
    await give({ [order]: "FE-2" });
    await asWorker(() => printInvoice(tenant, id));
    expect((await paper(false)).invoice).toBe("FE-2");
    expect(await asOwner("SELECT number FROM invoice_document WHERE order_id = $1 ORDER BY given_at", [id])).toEqual([
      { number: "FE-1" },
      { number: "FE-2" },
    ]);
    expect(Buffer.from((await paper(true)).bytes).equals(Buffer.from(issued.bytes))).toBe(true);
  });
});
