import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { listBilledOrders, listBilling } from "@/lib/invoices/queries";
import { asOwner, demonstration, signedIn } from "@/tests/support/make";
import { placePaidOrders } from "@/tests/support/paid";
import { addressOf, attempt } from "@/tests/support/roles";

// What the desk reads of a month: sums of a ledger whose transfers it never sees.

let orders: string[];
beforeAll(async () => {
  await demonstration();
  orders = await placePaidOrders({ company: "E1", product: "P1", count: 5_000, paidAt: "2020-03-15T12:00:00-05:00" });
  await placePaidOrders({ company: "E2", product: "P9", count: 3, paidAt: "2020-03-31T23:59:59-05:00" });
  await placePaidOrders({ company: "E2", product: "P9", count: 2, paidAt: "2020-04-01T00:00:00-05:00", first: 10 });
}, 120_000);

const desk = async (company: string | null = null): Promise<Caller> => ({
  ...(await signedIn("oper1")),
  company,
  product: null,
});
const first = { text: null, sort: null, page: 1, size: 100 } as const;
const month = async (of: string, more: Partial<Parameters<typeof listBilling>[1]> = {}) =>
  readOperator(await desk(), "invoice.read", (ctx) => listBilling(ctx, { ...first, month: of, ...more }));
const ordersOf = async (company: string, of: string, more: Partial<Parameters<typeof listBilledOrders>[1]> = {}) =>
  readOperator(await desk(company), "invoice.read", (ctx) =>
    listBilledOrders(ctx, { ...first, without: false, month: of, ...more }),
  );

/** What the ledger itself says was credited to the accounts of fees or tax of a company, less what was debited from them. */
async function inLedger(company: string, kind: "FEES" | "TAX"): Promise<bigint> {
  const [row] = await asOwner<{ cents: string }>(
    `SELECT coalesce(sum(CASE WHEN t.credit = a.id THEN t.cents ELSE -t.cents END), 0) AS cents
       FROM account a JOIN tenant n ON n.id = a.tenant_id JOIN transfer t ON a.id IN (t.credit, t.debit) WHERE n.code = $1 AND a.kind::text = $2`,
    [company, kind],
  );
  return BigInt(row?.cents ?? 0);
}

test("a month's totals of 5,000 orders are the ledger's to the cent, and so is each company's", async () => {
  // Something that the ledger took back of a fee counts against it.
  await asOwner(
    `INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
     SELECT p.tenant_id, p.entry_id, f.id, m.id, 3 FROM service_order o JOIN batch b ON b.order_id = o.id JOIN batch_page p ON p.batch_id = b.id AND p.page = 0
       JOIN account f ON f.product_id = o.product_id AND f.kind = 'FEES' JOIN account m ON m.product_id = o.product_id AND m.kind = 'MASTER'
      WHERE o.number = $1 AND o.tenant_id = (SELECT id FROM tenant WHERE code = 'E1')`,
    [orders[0]],
  );
  const march = await month("2020-03");
  const e1 = march.rows.find(({ code }) => code === "E1");
  expect(e1).toMatchObject({ orders: 5_000, without: 5_000, currency: "COP" });
  expect([e1?.commissionCents, e1?.taxCents]).toEqual([await inLedger("E1", "FEES"), await inLedger("E1", "TAX")]);
  const [april] = (await month("2020-04")).rows;
  const e2 = march.rows.find(({ code }) => code === "E2");
  expect((e2?.commissionCents ?? 0n) + (april?.commissionCents ?? 0n)).toBe(await inLedger("E2", "FEES"));
  expect((e2?.taxCents ?? 0n) + (april?.taxCents ?? 0n)).toBe(await inLedger("E2", "TAX"));
  expect(march.totals).toEqual([
    {
      currency: "COP",
      orders: 5_003,
      commissionCents: (e1?.commissionCents ?? 0n) + (e2?.commissionCents ?? 0n),
      taxCents: (e1?.taxCents ?? 0n) + (e2?.taxCents ?? 0n),
    },
  ]);
});

test("an order is of the month in which it was paid by its company's clock", async () => {
  const counted = async () =>
    Promise.all(["2020-03", "2020-04"].map(async (of) => (await ordersOf("E2", of)).totals[0]?.orders ?? 0));
  expect(await counted()).toEqual([3, 2]);
  await asOwner("UPDATE company SET time_zone = 'UTC' WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'E2')");
  expect(await counted()).toEqual([0, 5]);
  await asOwner(
    "UPDATE company SET time_zone = 'America/Bogota' WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'E2')",
  );
});

describe("the lists", () => {
  test("companies by name or code, sorted and by pages", async () => {
    expect((await month("2020-03")).rows.map(({ code }) => code)).toEqual(["E1", "E2"]);
    expect((await month("2020-03", { sort: { by: "ordenes", down: false } })).rows.map(({ code }) => code)).toEqual([
      "E2",
      "E1",
    ]);
    expect(await month("2020-03", { text: "transp" })).toMatchObject({ total: 1, rows: [{ code: "E2" }] });
    expect(await month("2020-03", { page: 2, size: 1 })).toMatchObject({ total: 2, rows: [{ code: "E2" }] });
    expect(await month("2019-01")).toMatchObject({ total: 0, rows: [], totals: [] });
  });

  test("a company's orders by number or invoice, or only those without one", async () => {
    await asOwner(
      `INSERT INTO order_invoice (tenant_id, order_id, number, given_by) SELECT o.tenant_id, o.id, 'FE-77', u.id FROM service_order o, app_user u
        WHERE o.number = $1 AND o.tenant_id = (SELECT id FROM tenant WHERE code = 'E1') AND u.username = 'oper1'`,
      [orders[5]],
    );
    expect(await ordersOf("E1", "2020-03", { text: "fe-77" })).toMatchObject({
      total: 1,
      rows: [{ number: orders[5], invoice: "FE-77" }],
    });
    expect((await ordersOf("E1", "2020-03", { without: true })).total).toBe(4_999);
    const { rows, total } = await ordersOf("E1", "2020-03", { size: 10, sort: { by: "comision", down: true } });
    expect([rows.length, total, rows[0]?.number]).toEqual([10, 5_000, orders.at(-1)]);
    // Another company's are not among them, whatever is asked.
    expect((await ordersOf("E2", "2020-03", { text: "OS-2020-004" })).total).toBe(0);
  });
});

describe("who is told", () => {
  let web: pg.Client;
  beforeAll(async () => {
    web = new pg.Client({ connectionString: addressOf("app_web") });
    await web.connect();
  });
  afterAll(() => web.end());
  const serving = (operator: "on" | "") =>
    `SELECT set_config('app.tenant', (SELECT id::text FROM tenant_of('E1') id), true), set_config('app.operator', '${operator}', true)`;

  test.each([
    "SELECT count(*)::int AS n FROM order_fees('2020-03-01', NULL)",
    "SELECT count(*)::int AS n FROM invoice_orders(ARRAY['E1'], ARRAY['OS-2020-000001'])",
  ])("%s: the desk alone", async (statement) => {
    expect((await attempt(web, null, serving("on"), statement)).rows[0]?.n).toBeGreaterThan(0);
    expect((await attempt(web, null, serving(""), statement)).rows).toEqual([{ n: 0 }]);
  });
});
