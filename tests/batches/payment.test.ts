import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { annulOrder, payOrder } from "@/lib/batches/payment";
import { processBatch } from "@/lib/batches/process";
import { settlePayment } from "@/lib/batches/settle";
import { seedSimulator } from "@/lib/cli/seed";
import { read } from "@/lib/command";
import { secretsConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { checkPaymentCode, requestPaymentCode } from "@/lib/orders/commands";
import { findOrder } from "@/lib/orders/queries";
import { unseal } from "@/lib/secrets";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import {
  asOwner,
  asWorker,
  confirm,
  confirmedBatch,
  demonstration,
  idsOf,
  loaded,
  orderedBatch,
  outcomeOf,
  run,
  sample,
  sign,
  signedIn,
  statusOf,
} from "@/tests/support/make";

const { secretsKeys } = secretsConfig();
const secret = "a-shared-secret-of-the-payment-tests";
let simulator: Simulator;
let admin: ReturnType<typeof makeSimulatorAdmin>;
let bank: ReturnType<typeof makeBank>;
let core: ReturnType<typeof makeCore>;

beforeAll(async () => {
  await demonstration();
  simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(tmpdir(), "payment-")), secret });
  const reach = { url: simulator.url, secret, timeoutMs: 1_500 };
  admin = makeSimulatorAdmin(reach);
  bank = makeBank(reach);
  core = makeCore(reach);
  await seedSimulator({ ...process.env, BANK_URL: simulator.url, CORE_URL: simulator.url, GATEWAY_SECRET: secret });
});
afterAll(() => simulator.close());

const orderOf = async (caller: Caller, number: string) => {
  const order = await read(caller, "order.read", (ctx) => findOrder(ctx, number));
  if (!order) throw new Error(`No order ${number}`);
  return order;
};

/** Asks for the code and reads it where the mail would: from the sealed job. */
async function askCode(payer: Caller, orden: string): Promise<{ confirmacion: string; codigo: string }> {
  const confirmacion = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden }, secretsKeys));
  const [job] = await asOwner<{ payload: { sealedCode: string } }>(
    "SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'confirmation' = $1",
    [confirmacion],
  );
  if (!job) throw new Error("No mail was asked for");
  return {
    confirmacion,
    codigo: unseal(secretsKeys, job.payload.sealedCode, { purpose: "mail-code", owner: confirmacion }),
  };
}

async function pay(payer: Caller, orden: string): Promise<string> {
  const { confirmacion, codigo } = await askCode(payer, orden);
  const input = { orden, confirmacion, codigo };
  const wrong = await run(payer, "order.pay", (ctx) => checkPaymentCode(ctx, input, secretsKeys));
  if (wrong) throw wrong;
  return run(payer, "order.pay", (ctx) => payOrder(ctx, input));
}

const settle = async (caller: Caller, order: string) => {
  const [row] = await asOwner<{ id: string; tenant_id: number }>(
    "SELECT o.id, o.tenant_id FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = $1 AND o.number = $2",
    [caller.company, order],
  );
  await asWorker(() => settlePayment({ bank }, row?.tenant_id ?? 0, BigInt(row?.id ?? 0)));
};
const process_ = async (caller: Caller, batch: string) => {
  const { id, tenant } = await idsOf(caller, batch);
  await asWorker(() => processBatch({ core }, tenant, id));
};
const balances = () =>
  asOwner<{ kind: string; sum: string }>(
    "SELECT a.kind::text AS kind, sum(a.balance_cents)::text AS sum FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' GROUP BY 1",
  );
const balance = async (kind: string) => BigInt((await balances()).find((row) => row.kind === kind)?.sum ?? 0);

describe("paying", () => {
  test("code, debit, cards: the order is processed and every cent is where it belongs", async () => {
    const { batch, order } = await orderedBatch(200);
    const payer = await signedIn("pagador1");
    const before = {
      cards: await balance("CARD"),
      fees: await balance("FEES"),
      tax: await balance("TAX"),
      bank: await balance("BANK_CLEARING"),
    };
    expect(await pay(payer, order)).toBe("paying");
    await settle(payer, order);
    expect((await orderOf(payer, order)).status).toBe("IN_PROCESS");
    await process_(payer, batch);
    const done = await orderOf(payer, order);
    expect(done.status).toBe("PROCESSED");
    expect(await statusOf(payer, batch)).toBe("PROCESSED");
    expect(done.commissionCents).toBe(200n * 80_000n);
    expect(done.taxCents).toBe(3_040_000n);
    expect((await balance("CARD")) - before.cards).toBe(done.amountCents);
    expect((await balance("FEES")) - before.fees).toBe(done.commissionCents);
    expect((await balance("TAX")) - before.tax).toBe(done.taxCents);
    expect((await balance("BANK_CLEARING")) - before.bank).toBe(-done.totalCents);
    expect(await balance("ORDER_FUNDS")).toBe(0n);
    const debit = (await admin.state()).debits.filter((one) => one.reference === done.payment?.reference);
    expect(debit).toMatchObject([{ amountCents: done.totalCents, account: "0012-3456-7890" }]);
    const [drift] = await asOwner<{ drift: string }>(`SELECT count(*) AS drift FROM account a
      WHERE a.balance_cents <> coalesce((SELECT sum(cents) FROM transfer WHERE credit = a.id), 0) - coalesce((SELECT sum(cents) FROM transfer WHERE debit = a.id), 0)`);
    expect(drift?.drift).toBe("0");
  });

  test("rejected lines return with their fee and tax to the master account", async () => {
    const { batch, order } = await orderedBatch(7);
    const payer = await signedIn("pagador1");
    await admin.change({ cards: [{ card: "1000000003", state: "blocked" }] });
    const master = await balance("MASTER");
    await pay(payer, order);
    await settle(payer, order);
    await process_(payer, batch);
    const done = await orderOf(payer, order);
    expect(done.status).toBe("PROCESSED_WITH_REJECTIONS");
    const rejected = await asOwner<{ line: number; reason: string }>(
      "SELECT line, reason FROM batch_line_rejection WHERE batch_id = (SELECT id FROM batch WHERE number = $1 AND product_id = (SELECT id FROM product WHERE code = 'P1'))",
      [batch],
    );
    expect(rejected).toEqual([{ line: 4, reason: "cardBlocked" }]);
    expect((await balance("MASTER")) - master).toBe(5_000_200n + 80_000n + 15_200n);
    expect(await balance("ORDER_FUNDS")).toBe(0n);
    await admin.change({ cards: [{ card: "1000000003", state: "active" }] });
  });

  test("EMISION makes the cards, with their first amount", async () => {
    const maker = await signedIn("maker1");
    const number = await loaded(maker, sample("emision-25.csv"), { type: "EMISION" });
    await confirm(maker, number);
    await sign(await signedIn("firma1"), [number]);
    const [order] = await sign(await signedIn("firma2"), [number]);
    const payer = await signedIn("pagador1");
    await pay(payer, order ?? "");
    await settle(payer, order ?? "");
    await process_(payer, number);
    const cards = await asOwner<{ holder: string; balance: string }>(
      "SELECT c.holder, a.balance_cents::text AS balance FROM card c JOIN account a ON a.card_id = c.id WHERE c.document LIKE 'CC-520000%' ORDER BY c.document",
    );
    expect(cards).toHaveLength(25);
    expect(cards[0]).toEqual({ holder: "Andrés Muñoz", balance: "1000000" });
    expect(cards[1]?.holder).toBe("María José Ibáñez");
  });

  test("a wrong code is counted and tells how many are left; five end it; a new one voids the old", async () => {
    const { order } = await orderedBatch(2);
    const payer = await signedIn("pagador1");
    const { confirmacion, codigo } = await askCode(payer, order);
    const wrong = { orden: order, confirmacion, codigo: codigo === "000000" ? "000001" : "000000" };
    const tries = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      tries.push(
        await outcomeOf(
          run(payer, "order.pay", (ctx) => checkPaymentCode(ctx, wrong, secretsKeys)).then((refusal) => {
            if (refusal) throw refusal;
          }),
        ),
      );
    }
    expect(tries).toEqual([
      "confirm.wrongCode",
      "confirm.wrongCode",
      "confirm.wrongCode",
      "confirm.wrongCode",
      "confirm.noTries",
      "confirm.noTries",
    ]);
    expect(
      await outcomeOf(run(payer, "order.pay", (ctx) => checkPaymentCode(ctx, { ...wrong, codigo }, secretsKeys))),
    ).toBe("confirm.noTries");
    const first = await askCode(payer, order);
    await askCode(payer, order);
    expect(await outcomeOf(run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order, ...first })))).toBe(
      "confirm.expired",
    );
  });

  test("at most five codes an hour and order", async () => {
    const { order } = await orderedBatch(3);
    const payer = await signedIn("pagador1");
    for (let sent = 0; sent < 5; sent += 1) await askCode(payer, order);
    expect(await outcomeOf(askCode(payer, order))).toBe("confirm.tooManyCodes");
  });

  test("the same code twice, and pay against annul: one winner", async () => {
    const payer = await signedIn("pagador1");
    const { order } = await orderedBatch(4);
    const code = { orden: order, ...(await askCode(payer, order)) };
    const twice = await Promise.all([1, 2].map(() => outcomeOf(run(payer, "order.pay", (ctx) => payOrder(ctx, code)))));
    expect(twice.sort()).toEqual(["confirm.used", "ok"]);
    const other = await orderedBatch(5);
    const second = { orden: other.order, ...(await askCode(payer, other.order)) };
    const race = await Promise.all([
      outcomeOf(run(payer, "order.pay", (ctx) => payOrder(ctx, second))),
      outcomeOf(run(payer, "order.annul", (ctx) => annulOrder(ctx, { orden: other.order }))),
    ]);
    expect(race.filter((outcome) => outcome === "ok")).toHaveLength(1);
    expect(race.filter((outcome) => outcome === "order.stateChanged")).toHaveLength(1);
  });

  test("another person's code, or one for another order, pays nothing", async () => {
    const { order } = await orderedBatch(6);
    const other = await orderedBatch(9);
    const [paula, rodrigo] = [await signedIn("pagador1"), await signedIn("pagador2")];
    const code = await askCode(paula, order);
    expect(await outcomeOf(run(rodrigo, "order.pay", (ctx) => payOrder(ctx, { orden: order, ...code })))).toBe(
      "confirm.expired",
    );
    expect(await outcomeOf(run(paula, "order.pay", (ctx) => payOrder(ctx, { orden: other.order, ...code })))).toBe(
      "confirm.changed",
    );
    expect((await orderOf(paula, order)).status).toBe("AUTHORIZED");
  });

  test("annulling before payment ends the lots too", async () => {
    const { batch, order } = await orderedBatch(8);
    const payer = await signedIn("pagador1");
    await run(payer, "order.annul", (ctx) => annulOrder(ctx, { orden: order }));
    expect((await orderOf(payer, order)).status).toBe("ANNULLED");
    expect(await statusOf(payer, batch)).toBe("ANNULLED");
  });

  test("a signer who lost the right between signature and payment voids the order; its lots wait again", async () => {
    const { batch, order } = await orderedBatch(11);
    const payer = await signedIn("pagador1");
    await asOwner(
      "UPDATE membership SET status = 'INACTIVE' WHERE user_id = (SELECT id FROM app_user WHERE username = 'firma2')",
    );
    expect(await pay(payer, order)).toBe("signerLost");
    expect((await orderOf(payer, order)).status).toBe("ANNULLED");
    expect(await statusOf(payer, batch)).toBe("CONFIRMED");
    await asOwner(
      "UPDATE membership SET status = 'ACTIVE' WHERE user_id = (SELECT id FROM app_user WHERE username = 'firma2')",
    );
  });
});

describe("the bank misbehaves", () => {
  test("no funds: the payment failed, may be paid again, and only one debit was ever made", async () => {
    const { batch, order } = await orderedBatch(12);
    const payer = await signedIn("pagador1");
    await admin.change({ accounts: [{ account: "0012-3456-7890", state: "inactive" }] });
    await pay(payer, order);
    await settle(payer, order);
    expect(await orderOf(payer, order)).toMatchObject({ status: "PAYMENT_FAILED", failure: "accountInactive" });
    await admin.change({ accounts: [{ account: "0012-3456-7890", state: "active" }] });
    await pay(payer, order);
    await settle(payer, order);
    await process_(payer, batch);
    expect((await orderOf(payer, order)).status).toBe("PROCESSED");
  });

  test("debits and never answers: in verification, annul blocked, then the truth by asking, and one debit", async () => {
    const { order } = await orderedBatch(13);
    const payer = await signedIn("pagador1");
    await admin.script(
      { target: "bank", operation: "debit", behaviour: { do: "hang", afterWork: true } },
      { target: "bank", operation: "debitStatus", behaviour: { do: "hang" } },
    );
    await pay(payer, order);
    await settle(payer, order);
    expect((await orderOf(payer, order)).status).toBe("IN_VERIFICATION");
    expect(await outcomeOf(run(payer, "order.annul", (ctx) => annulOrder(ctx, { orden: order })))).toBe(
      "order.inVerification",
    );
    expect(await outcomeOf(askCode(payer, order))).toBe("order.inVerification");
    await settle(payer, order);
    await settle(payer, order);
    const now = await orderOf(payer, order);
    expect(now.status).toBe("IN_PROCESS");
    expect((await admin.state()).debits.filter((debit) => debit.reference === now.payment?.reference)).toHaveLength(1);
    expect(await asOwner("SELECT 1 FROM ledger_entry WHERE key = $1", [`order:${now.id}:payment`])).toHaveLength(1);
  });
});

test("every lot of the demonstration ends whole: nothing is left in order funds but orders under way", async () => {
  const [row] = await asOwner<{ funds: string; open: string }>(`
    SELECT (SELECT sum(balance_cents) FROM account WHERE kind = 'ORDER_FUNDS') AS funds,
           (SELECT coalesce(sum(total_cents), 0) FROM service_order WHERE status = 'IN_PROCESS') AS open`);
  expect(row?.funds).toBe(row?.open);
  expect(await confirmedBatch(14)).toMatch(/^L-/);
});
