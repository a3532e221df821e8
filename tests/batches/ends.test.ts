import { beforeAll, expect, test } from "vitest";
import { rejectBatch, withdrawSignature } from "@/lib/batches/commands";
import { payOrder } from "@/lib/batches/payment";
import { processBatch } from "@/lib/batches/process";
import { settlePayment } from "@/lib/batches/settle";
import { secretsConfig } from "@/lib/config";
import type { Debits } from "@/lib/gateways/bank";
import type { CorePages } from "@/lib/gateways/core";
import { requestPaymentCode } from "@/lib/orders/commands";
import {
  asOwner,
  asWorker,
  batchOf,
  confirmedBatch,
  demonstration,
  idsOf,
  orderedBatch,
  outcomeOf,
  prepare,
  run,
  sign,
  signedIn,
} from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

beforeAll(demonstration);

const { secretsKeys } = secretsConfig();
const bank: Debits = {
  debit: async ({ amountCents }) => ({ kind: "confirmed", bankReference: "b", amountCents }),
  debitStatus: async () => ({ kind: "notFound" }),
};
let asked = 0;
const core: CorePages = {
  async submitPage(page) {
    asked += 1;
    if (page.type !== "RECARGA") throw new Error("only recharges here");
    return { kind: "done", type: "RECARGA", results: page.lines.map(({ reference }) => ({ reference, result: "ok" })) };
  },
  pageStatus: async () => ({ kind: "notFound" }),
};

/** A lot whose order is paid, not processed yet. */
async function paidLot(): Promise<{ tenant: number; id: bigint }> {
  const { batch, order } = await orderedBatch(2);
  const payer = await signedIn("pagador1");
  const confirmacion = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden: order }, secretsKeys));
  await run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order, confirmacion, codigo: "" }));
  const ids = await idsOf(payer, batch);
  const [row] = await asOwner<{ id: string }>("SELECT order_id AS id FROM batch WHERE id = $1", [ids.id]);
  await asWorker(() => settlePayment({ bank }, ids.tenant, BigInt(row?.id ?? 0)));
  return ids;
}

const lotNow = async (id: bigint) =>
  (await asOwner<{ status: string; fence: string }>("SELECT status, fence FROM batch WHERE id = $1", [id]))[0];

test("a lot that went to another worker before its end is not ended by the first", async () => {
  const { tenant, id } = await paidLot();
  const outcome = await connected("owner", async (client) => {
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM service_order WHERE id = (SELECT order_id FROM batch WHERE id = $1) FOR UPDATE", [
      id,
    ]);
    const ended = asWorker(() => outcomeOf(processBatch({ core }, tenant, id)));
    const waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await expect.poll(async () => (await asOwner(waiting)).length).toBeGreaterThan(0);
    await asOwner("UPDATE batch SET fence = fence + 1 WHERE id = $1", [id]);
    await client.query("COMMIT");
    return ended;
  });
  expect([outcome, (await lotNow(id))?.status]).toEqual(["FenceLost", "IN_PROCESS"]);
  await asWorker(() => processBatch({ core }, tenant, id));
  expect((await lotNow(id))?.status).toBe("PROCESSED");
});

test("a lot that is processed is not taken again", async () => {
  const { tenant, id } = await paidLot();
  await asWorker(() => processBatch({ core }, tenant, id));
  const [before, times] = [await lotNow(id), asked];
  await asWorker(() => processBatch({ core }, tenant, id));
  expect([await lotNow(id), asked]).toEqual([before, times]);
  expect(before?.status).toBe("PROCESSED");
});

test("an order one of whose signatures is gone is not paid", async () => {
  const { batch, order } = await orderedBatch(2);
  const payer = await signedIn("pagador1");
  const { id } = await idsOf(payer, batch);
  await asOwner(
    "UPDATE signature SET voided_at = now(), void_reason = 'taken away' WHERE batch_id = $1 AND ordinal = 1",
    [id],
  );
  const confirmacion = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden: order }, secretsKeys));
  const paying = run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order, confirmacion, codigo: "" }));
  expect(await outcomeOf(paying)).toBe("confirm.changed");
  expect(
    await asOwner("SELECT 1 FROM payment p JOIN batch b ON b.order_id = p.order_id WHERE b.id = $1", [id]),
  ).toEqual([]);
});

test("a signature is withdrawn from the version one saw, not from another", async () => {
  const lote = await confirmedBatch();
  const signer = await signedIn("firma1");
  await sign(signer, [lote]);
  const { version } = await batchOf(signer, lote);
  const withdraw = (seen: number) =>
    outcomeOf(run(signer, "batch.withdraw", (ctx) => withdrawSignature(ctx, { lote, version: seen })));
  expect([await withdraw(version - 1), await withdraw(version + 1), await withdraw(version)]).toEqual([
    "confirm.changed",
    "confirm.changed",
    "ok",
  ]);
});

test("a lot is rejected in the version one saw, not in another", async () => {
  const lote = await confirmedBatch();
  const signer = await signedIn("firma1");
  const { version } = await batchOf(signer, lote);
  const reject = (seen: number) =>
    outcomeOf(run(signer, "batch.reject", (ctx) => rejectBatch(ctx, { lote, version: seen, motivo: "Por la prueba" })));
  expect([await reject(version - 1), await reject(version + 1), await reject(version)]).toEqual([
    "confirm.changed",
    "confirm.changed",
    "ok",
  ]);
});

test("a lot of another product of the same company is not there", async () => {
  const lote = await confirmedBatch();
  expect(await outcomeOf(prepare(await signedIn("firma1", "E1", "P2"), [lote]))).toBe("NotFound");
  expect(await outcomeOf(prepare(await signedIn("firma1", "E1", "P1"), [lote]))).toBe("ok");
});
