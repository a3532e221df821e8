import { beforeAll, expect, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { settlePayment } from "@/lib/batches/settle";
import { validateBatch } from "@/lib/batches/validate";
import { secretsConfig } from "@/lib/config";
import type { DebitOutcome, Debits } from "@/lib/gateways/bank";
import { requestPaymentCode } from "@/lib/orders/commands";
import {
  asOwner,
  asWorker,
  demonstration,
  idsOf,
  orderedBatch,
  outcomeOf,
  recharge,
  run,
  signedIn,
  statusOf,
  upload,
  workerUrl,
} from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

beforeAll(demonstration);

const lines = async (id: bigint) => (await asOwner("SELECT 1 FROM batch_line WHERE batch_id = $1", [id])).length;
const fenceOf = async (id: bigint) =>
  Number((await asOwner<{ fence: string }>("SELECT fence FROM batch WHERE id = $1", [id]))[0]?.fence);

/** Validates a lot and does something while the worker, its lines read, waits for the product's turn to compare them. */
async function validatedWhile(id: bigint, tenant: number, meanwhile: () => Promise<unknown>): Promise<string> {
  return connected("owner", async (client) => {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtext('cross-check'), product_id) FROM batch WHERE id = $1", [
      id,
    ]);
    const outcome = asWorker(() => outcomeOf(validateBatch({ workerUrl: workerUrl() }, tenant, id)));
    const waiting =
      "SELECT 1 FROM pg_stat_activity WHERE starts_with(application_name, 'contrafirma-load ') AND wait_event_type = 'Lock' AND datname = current_database()";
    await expect.poll(async () => (await asOwner(waiting)).length).toBe(1);
    await meanwhile();
    await client.query("COMMIT");
    return outcome;
  });
}

test("a worker whose lot went to another writes neither lines nor verdict; the other's counts", async () => {
  const maker = await signedIn("maker1");
  const number = await upload(maker, recharge(4));
  const { id, tenant } = await idsOf(maker, number);
  const outcome = await validatedWhile(id, tenant, () =>
    asOwner("UPDATE batch SET fence = fence + 1 WHERE id = $1", [id]),
  );
  expect([outcome, await lines(id), await statusOf(maker, number)]).toEqual(["FenceLost", 0, "VALIDATING"]);
  await asWorker(() => validateBatch({ workerUrl: workerUrl() }, tenant, id));
  expect([await lines(id), await statusOf(maker, number), await fenceOf(id)]).toEqual([4, "VALID", 3]);
});

test("a lot deleted while it is read stays deleted, and nobody is told of a fault", async () => {
  const maker = await signedIn("maker1");
  const number = await upload(maker, recharge(4));
  const { id, tenant } = await idsOf(maker, number);
  const outcome = await validatedWhile(id, tenant, () =>
    asOwner("UPDATE batch SET status = 'ANNULLED' WHERE id = $1", [id]),
  );
  expect([outcome, await lines(id), await statusOf(maker, number)]).toEqual(["ok", 0, "ANNULLED"]);
});

test("a lot that has its verdict is not taken again", async () => {
  const maker = await signedIn("maker1");
  const number = await upload(maker, recharge(4));
  const { id, tenant } = await idsOf(maker, number);
  const again = () => asWorker(() => outcomeOf(validateBatch({ workerUrl: workerUrl() }, tenant, id)));
  expect([await again(), await fenceOf(id), await statusOf(maker, number)]).toEqual(["ok", 1, "VALID"]);
  expect([await again(), await fenceOf(id), await statusOf(maker, number)]).toEqual(["ok", 1, "VALID"]);
});

/** A bank as its adapter gives it, that answers as told and counts what it is asked. */
function bankThat(debit: () => Promise<DebitOutcome>, debitStatus: Debits["debitStatus"]) {
  const asked = { debit: 0, status: 0 };
  const bank: Debits = {
    debit: async () => {
      asked.debit += 1;
      return debit();
    },
    debitStatus: async (...about) => {
      asked.status += 1;
      return debitStatus(...about);
    },
  };
  return { bank, asked };
}
const unknown = async () => ({ kind: "unknown", detail: "timeout" }) as const;
const confirmed = async () => ({ kind: "confirmed", bankReference: "B-1", amountCents: 1n }) as const;

async function paying(): Promise<{ order: string; id: bigint; tenant: number }> {
  const { order } = await orderedBatch(2);
  const payer = await signedIn("pagador1");
  const confirmacion = await run(payer, "order.pay", (ctx) =>
    requestPaymentCode(ctx, { orden: order }, secretsConfig().secretsKeys),
  );
  await run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order, confirmacion, codigo: "" }));
  const [row] = await asOwner<{ id: string; tenant_id: number }>(
    "SELECT o.id, o.tenant_id FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = 'E1' AND o.number = $1",
    [order],
  );
  return { order, id: BigInt(row?.id ?? 0), tenant: row?.tenant_id ?? 0 };
}
const orderState = async (id: bigint) =>
  (await asOwner<{ status: string }>("SELECT status FROM service_order WHERE id = $1", [id]))[0]?.status;

test("a worker whose order went to another in mid-debit writes nothing, whatever the bank told it", async () => {
  const { id, tenant } = await paying();
  const second = bankThat(unknown, unknown);
  const first = bankThat(async () => {
    await settlePayment({ bank: second.bank }, tenant, id);
    return confirmed();
  }, unknown);
  expect(await asWorker(() => outcomeOf(settlePayment({ bank: first.bank }, tenant, id)))).toBe("FenceLost");
  expect([await orderState(id), second.asked]).toEqual(["IN_VERIFICATION", { debit: 0, status: 1 }]);
});

test("what was sent once is asked for, never sent anew, until the bank says it never saw it", async () => {
  const { id, tenant } = await paying();
  const silent = bankThat(unknown, unknown);
  await asWorker(() => settlePayment({ bank: silent.bank }, tenant, id));
  await asWorker(() => settlePayment({ bank: silent.bank }, tenant, id));
  expect([await orderState(id), silent.asked]).toEqual(["IN_VERIFICATION", { debit: 1, status: 1 }]);
  const forgot = bankThat(confirmed, async () => ({ kind: "notFound" }));
  await asWorker(() => settlePayment({ bank: forgot.bank }, tenant, id));
  expect([await orderState(id), forgot.asked]).toEqual(["IN_PROCESS", { debit: 1, status: 1 }]);
  // What is settled is not asked about again.
  const late = bankThat(confirmed, confirmed);
  await asWorker(() => settlePayment({ bank: late.bank }, tenant, id));
  expect(late.asked).toEqual({ debit: 0, status: 0 });
});
