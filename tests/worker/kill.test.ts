import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { seedSimulator } from "@/lib/cli/seed";
import { secretsConfig } from "@/lib/config";
import { requestPaymentCode } from "@/lib/orders/commands";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import { asOwner, demonstration, orderedBatch, run, signedIn } from "@/tests/support/make";

// Real worker processes on one database: one is stopped in the middle of a debit that the bank does not answer.

let simulator: Simulator;
const workers: ChildProcess[] = [];
const root = join(import.meta.dirname, "../..");

beforeAll(async () => {
  await demonstration();
  simulator = await startSimulator({
    port: 0,
    dataDir: mkdtempSync(join(tmpdir(), "kill-")),
    secret: process.env.GATEWAY_SECRET ?? "",
  });
  Object.assign(process.env, { BANK_URL: simulator.url, CORE_URL: simulator.url });
  await seedSimulator(process.env);
});
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
});
afterAll(() => simulator.close());

function startWorker(): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env;
  const worker = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", join(root, "lib/cli/worker.ts")],
    { cwd: root, env, stdio: "ignore" },
  );
  workers.push(worker);
  return worker;
}

async function until(what: () => Promise<boolean>, seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (await what()) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}

const stateOf = async (order: string) =>
  (
    await asOwner<{ status: string }>(
      "SELECT o.status FROM service_order o JOIN product p ON p.id = o.product_id WHERE p.code = 'P1' AND o.number = $1",
      [order],
    )
  )[0]?.status;
const isSent = async () => (await asOwner("SELECT 1 FROM payment WHERE status = 'SENT'")).length > 0;

/** An order being paid whose debit the bank does and does not answer for a long time. */
async function payingOrder(): Promise<string> {
  const admin = makeSimulatorAdmin({ url: simulator.url, secret: process.env.GATEWAY_SECRET ?? "" });
  await admin.script({ target: "bank", operation: "debit", behaviour: { do: "hang", afterWork: true } });
  const { order } = await orderedBatch(2);
  const payer = await signedIn("pagador1");
  const confirmacion = await run(payer, "order.pay", (ctx) =>
    requestPaymentCode(ctx, { orden: order }, secretsConfig().secretsKeys),
  );
  await run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order, confirmacion, codigo: "" }));
  return order;
}

test.each([
  ["SIGTERM", 25],
  ["SIGKILL", 60],
] as const)(
  "a worker ended by %s in mid-debit: another brings the payment to its truth, with one debit",
  async (signal, seconds) => {
    const first = startWorker();
    const order = await payingOrder();
    expect(await until(isSent, 90)).toBe(true);
    first.kill(signal);
    await once(first, "exit");
    startWorker();
    expect(
      await until(async () => (await stateOf(order)) === "PROCESSED", seconds),
      `${order} is ${await stateOf(order)}`,
    ).toBe(true);
    const debits = (await makeSimulatorAdmin({ url: simulator.url, secret: process.env.GATEWAY_SECRET ?? "" }).state())
      .debits;
    expect(debits.filter((debit) => debit.reference.includes(order))).toHaveLength(1);
  },
  180_000,
);

test("a job that is lost or out of tries is added anew", async () => {
  const order = await payingOrder();
  await asOwner("DELETE FROM graphile_worker._private_jobs");
  await asOwner("SELECT graphile_worker.add_job('housekeeping', '{}'::json, job_key => 'housekeeping')");
  startWorker();
  expect(
    await until(async () => (await stateOf(order)) === "PROCESSED", 90),
    `${order} is ${await stateOf(order)}`,
  ).toBe(true);
}, 180_000);
