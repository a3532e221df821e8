import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { processBatch } from "@/lib/batches/process";
import { listFaults } from "@/lib/batches/queries";
import { settlePayment } from "@/lib/batches/settle";
import { seedSimulator } from "@/lib/cli/seed";
import { read } from "@/lib/command";
import { secretsConfig } from "@/lib/config";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { requestPaymentCode } from "@/lib/orders/commands";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import {
  asDecided,
  asOwner,
  asWorker,
  batchOf,
  confirm,
  demonstration,
  idsOf,
  loaded,
  run,
  sign,
  signedIn,
  statusOf,
} from "@/tests/support/make";

const secret = "a-shared-secret-of-the-process-tests";
const { secretsKeys } = secretsConfig();
let simulator: Simulator;
let reach: { url: string; secret: string };

beforeAll(async () => {
  await demonstration();
  simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(tmpdir(), "process-")), secret });
  reach = { url: simulator.url, secret };
  await seedSimulator({ ...process.env, BANK_URL: simulator.url, CORE_URL: simulator.url, GATEWAY_SECRET: secret });
});
afterAll(() => simulator.close());

const header = "tipo_documento;numero_documento;nombres;apellidos;monto_inicial";
const emission = (documents: number[], pesos: number) =>
  Buffer.from(`${header}\n${documents.map((one) => `CC;${one};Ana;Ruiz;${pesos},00`).join("\n")}\n`);

async function paid(number: string): Promise<{ tenant: number; batch: bigint }> {
  const payer = await signedIn("pagador1");
  await sign(await signedIn("firma1"), [number]);
  const [orden = ""] = await sign(await signedIn("firma2"), [number]);
  const confirmacion = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden }, secretsKeys));
  await run(payer, "order.pay", (ctx) => payOrder(ctx, { orden, confirmacion, codigo: "" }));
  const { id, tenant } = await idsOf(payer, number);
  const [order] = await asOwner<{ id: string }>("SELECT order_id AS id FROM batch WHERE id = $1", [id]);
  await asWorker(() => settlePayment({ bank: makeBank(reach) }, tenant, BigInt(order?.id ?? 0)));
  return { tenant, batch: id };
}

test("the same person in another open emission is a fault that names it, whatever the amount", async () => {
  const maker = await signedIn("maker1");
  const first = await loaded(maker, emission([61_000_001, 61_000_002], 1_000), { type: "EMISION" });
  const second = await loaded(maker, emission([61_000_002, 61_000_003], 2_000), { type: "EMISION" });
  const batch = await batchOf(maker, second);
  expect(batch).toMatchObject({ status: "INVALID", faultCount: 1 });
  const [fault] = await read(maker, "batch.read", (ctx) => listFaults(ctx, batch.id, "FAULT"));
  expect(fault).toMatchObject({ line: 2, code: "emissionInOtherBatch", params: { batch: first } });
});

test("a person who got a card meanwhile is rejected with the money back, and the lot ends", async () => {
  const maker = await signedIn("maker1");
  const number = await loaded(maker, emission([62_000_001, 62_000_002], 1_000), { type: "EMISION" });
  await confirm(maker, number);
  const { tenant, batch } = await paid(number);
  await asOwner(
    `INSERT INTO card (tenant_id, product_id, reference, bin, last4, token, fingerprint, document, status)
     SELECT tenant_id, product_id, '1999999999', '45079912', '1111', 'tok_elsewhere', repeat('a', 64), 'CC-62000002', 'ACTIVE' FROM batch WHERE id = $1`,
    [batch],
  );
  const before = await asOwner<{ cents: string }>(
    "SELECT balance_cents::text AS cents FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind = 'MASTER'",
  );
  await asWorker(() => processBatch({ core: makeCore(reach) }, tenant, batch));
  expect(await statusOf(maker, number)).toBe("PROCESSED_WITH_REJECTIONS");
  expect(await asOwner("SELECT line, reason FROM batch_line_rejection WHERE batch_id = $1", [batch])).toEqual([
    { line: 3, reason: "personHasCard" },
  ]);
  const after = await asOwner<{ cents: string }>(
    "SELECT balance_cents::text AS cents FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind = 'MASTER'",
  );
  expect(BigInt(after[0]?.cents ?? 0) - BigInt(before[0]?.cents ?? 0)).toBe(100_000n + 80_000n + 15_200n);
  expect(await asOwner("SELECT 1 FROM card_request WHERE batch_id = $1", [batch])).toEqual([]);
});

test("two workers on one lot: one holds it, the other loses its fence, and the page is posted once", async () => {
  const maker = await signedIn("maker1");
  const number = await loaded(maker, emission([63_000_001, 63_000_002, 63_000_003], 1_000), { type: "EMISION" });
  await confirm(maker, number);
  const { tenant, batch } = await paid(number);
  const outcomes = await asWorker(() =>
    Promise.allSettled([1, 2, 3].map(() => processBatch({ core: makeCore(reach) }, tenant, batch))),
  );
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason.constructor.name).toBe("FenceLost");
  if ((await statusOf(maker, number)) === "IN_PROCESS")
    await asWorker(() => processBatch({ core: makeCore(reach) }, tenant, batch));
  expect(await statusOf(maker, number)).toBe("PROCESSED");
  expect(await asOwner("SELECT page FROM batch_page WHERE batch_id = $1", [batch])).toEqual([{ page: 0 }]);
  expect(await asOwner("SELECT 1 FROM card WHERE batch_id = $1", [batch])).toHaveLength(3);
});

test("an order without a price asks nothing of the bank", async () => {
  await asDecided("UPDATE product_fee SET fixed_cents = 0 WHERE batch_type = 'EMISION'");
  const maker = await signedIn("maker1");
  const number = await loaded(
    maker,
    Buffer.from("tipo_documento;numero_documento;nombres;apellidos\nCC;64000001;Ana;Ruiz\n"),
    { type: "EMISION" },
  );
  await confirm(maker, number);
  const { tenant, batch } = await paid(number);
  await asWorker(() => processBatch({ core: makeCore(reach) }, tenant, batch));
  expect(await statusOf(maker, number)).toBe("PROCESSED");
});
