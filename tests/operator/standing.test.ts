import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runHousekeeping } from "@/lib/batches/housekeeping";
import { payOrder } from "@/lib/batches/payment";
import { processBatch } from "@/lib/batches/process";
import { settlePayment } from "@/lib/batches/settle";
import { validateBatch } from "@/lib/batches/validate";
import { seedSimulator } from "@/lib/cli/seed";
import { read, readOperator, readOwn, runOperator } from "@/lib/command";
import { inOwnCompanies } from "@/lib/companies/queries";
import { secretsConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { listOwnPlaces } from "@/lib/home/places";
import { liftShown, liftSuspension, suspendCompany, suspensionShown } from "@/lib/operator/company";
import { countHeld } from "@/lib/operator/company-queries";
import { checkPaymentCode, requestPaymentCode } from "@/lib/orders/commands";
import { unseal } from "@/lib/secrets";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import {
  asOwner,
  asWorker,
  confirmedBatch,
  demonstration,
  idsOf,
  orderedBatch,
  outcomeOf,
  recharge,
  run,
  sign,
  signedIn,
  upload,
  workerUrl,
} from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

// A company that is suspended while its people and its jobs are at work, with the worker's own functions and the simulated bank and core.

const { secretsKeys } = secretsConfig();
const secret = "a-shared-secret-of-the-standing-tests";
let simulator: Simulator;
let admin: ReturnType<typeof makeSimulatorAdmin>;
let bank: ReturnType<typeof makeBank>;
let core: ReturnType<typeof makeCore>;

beforeAll(async () => {
  await demonstration();
  simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(tmpdir(), "standing-")), secret });
  const reach = { url: simulator.url, secret, timeoutMs: 400 };
  [admin, bank, core] = [makeSimulatorAdmin(reach), makeBank(reach), makeCore(reach)];
  await seedSimulator({ ...process.env, BANK_URL: simulator.url, CORE_URL: simulator.url, GATEWAY_SECRET: secret });
});
afterAll(() => simulator.close());
beforeEach(() => asOwner("DELETE FROM graphile_worker._private_jobs"));
afterEach(async () => {
  await admin.resetScripts();
  await asOwner("UPDATE company SET status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL");
});

const desk = async (): Promise<Caller> => ({ ...(await signedIn("oper1")), company: "E1", product: null });
const motivo = "Pedido de la empresa";
const suspend = async () => runOperator(await desk(), "registry.suspend", (ctx) => suspendCompany(ctx, { motivo }));
const lift = async () => runOperator(await desk(), "registry.suspend", (ctx) => liftSuspension(ctx, { motivo }));
const jobs = async () =>
  (
    await asOwner<{ key: string }>("SELECT key FROM graphile_worker._private_jobs WHERE key IS NOT NULL ORDER BY key")
  ).map(({ key }) => key);
const trailOf = async (event: string) =>
  asOwner(
    "SELECT e.actor, e.data FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE t.code = 'E1' AND e.event = $1 ORDER BY e.id DESC",
    [event],
  );

/** An order of E1 that its payer pays: requested, and not sent yet. */
async function paying(): Promise<{ order: string; id: bigint; tenant: number }> {
  const { order } = await orderedBatch(2);
  const payer = await signedIn("pagador1");
  const confirmacion = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden: order }, secretsKeys));
  const [job] = await asOwner<{ sealed: string }>(
    "SELECT payload ->> 'sealedCode' AS sealed FROM graphile_worker._private_jobs WHERE payload ->> 'confirmation' = $1",
    [confirmacion],
  );
  const codigo = unseal(secretsKeys, job?.sealed ?? "", { purpose: "mail-code", owner: confirmacion });
  const input = { orden: order, confirmacion, codigo };
  await run(payer, "order.pay", (ctx) => checkPaymentCode(ctx, input, secretsKeys));
  await run(payer, "order.pay", (ctx) => payOrder(ctx, input));
  const [row] = await asOwner<{ id: string; tenant: number }>(
    "SELECT o.id, o.tenant_id AS tenant FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = 'E1' AND o.number = $1",
    [order],
  );
  return { order, id: BigInt(row?.id ?? 0), tenant: row?.tenant ?? 0 };
}
const standing = async (id: bigint) => {
  const [row] = await asOwner<{ order: string; payment: string }>(
    "SELECT o.status AS order, p.status AS payment FROM service_order o JOIN payment p ON p.tenant_id = o.tenant_id AND p.order_id = o.id WHERE o.id = $1",
    [id.toString()],
  );
  return [row?.order, row?.payment];
};
const debits = async (order: string) =>
  (await admin.state()).debits.filter(({ reference }) => reference.includes(order)).length;
const settle = (tenant: number, id: bigint) => asWorker(() => settlePayment({ bank }, tenant, id));

describe("its people", () => {
  test("are out at their next request and told so, in no other company; and in again when it is lifted", async () => {
    const [maker, both, stranger] = [await signedIn("maker1"), await signedIn("multi1"), await signedIn("maker2")];
    const look = (caller: Caller) => outcomeOf(read({ ...caller, company: "E1", product: "P1" }, "any", async () => 1));
    await suspend();
    expect(await look(maker)).toBe("access.suspended");
    // Whoever is no member learns nothing of it.
    expect(await look(stranger)).toBe("NotFound");
    expect(await readOwn(both, (ctx) => inOwnCompanies(ctx, async (own) => own))).toMatchObject([{ code: "E2" }]);
    expect(await readOwn(both, listOwnPlaces)).toEqual([
      { kind: "COMPANY", code: "E1", name: "Comercial Andina S.A.S.", suspended: true, sections: [] },
      { kind: "COMPANY", code: "E2", name: "Transportes del Sur S.A.S.", suspended: false, sections: [] },
    ]);
    await lift();
    expect(await look(maker)).toBe("ok");
  });

  test("sign nothing and upload nothing while it lasts, whoever had begun", async () => {
    const lote = await confirmedBatch(2);
    const signer = await signedIn("firma1");
    await suspend();
    expect(await outcomeOf(sign(signer, [lote]))).toBe("access.suspended");
    expect(await outcomeOf(upload(await signedIn("maker1"), recharge(2)))).toBe("access.suspended");
    const [refused] = await asOwner(
      "SELECT actor, result, data ->> 'code' AS code FROM audit_event WHERE event = 'batch.upload' OR subject = 'batch.upload' ORDER BY id DESC LIMIT 1",
    );
    expect(refused).toMatchObject({ actor: "maker1", result: "refused" });
  });
});

describe("its jobs", () => {
  test("a payment that was not sent waits, told in the trail; lifting sends it at once", async () => {
    const { order, id, tenant } = await paying();
    await suspend();
    await settle(tenant, id);
    expect(await standing(id)).toEqual(["PAYING", "REQUESTED"]);
    expect(await debits(order)).toBe(0);
    expect((await trailOf("payment.held"))[0]).toMatchObject({ actor: "system", data: { why: "companySuspended" } });
    expect(await readOperator(await desk(), "registry.read", countHeld)).toMatchObject({ payments: 1, lots: 0 });
    // Nobody gives it a job again meanwhile.
    await asOwner("DELETE FROM graphile_worker._private_jobs");
    await asWorker(runHousekeeping);
    expect(await jobs()).not.toContain(`settle-payment:${id}`);
    await lift();
    expect(await jobs()).toContain(`settle-payment:${id}`);
    await settle(tenant, id);
    expect([await debits(order), ...(await standing(id))]).toEqual([1, "IN_PROCESS", "CONFIRMED"]);
  });

  test("a payment that was sent comes to its end, and its lots reach the cards", async () => {
    const { id, tenant, order } = await paying();
    await admin.script({ target: "bank", operation: "debit", behaviour: { do: "late", ms: 900 } });
    await settle(tenant, id);
    expect(await standing(id)).toEqual(["IN_VERIFICATION", "UNKNOWN"]);
    await suspend();
    await settle(tenant, id);
    expect([await debits(order), ...(await standing(id))]).toEqual([1, "IN_PROCESS", "CONFIRMED"]);
    const [lot] = await asOwner<{ id: string }>("SELECT id FROM batch WHERE order_id = $1", [id.toString()]);
    await asWorker(() => processBatch({ core }, tenant, BigInt(lot?.id ?? 0)));
    expect((await standing(id))[0]).toBe("PROCESSED");
  });

  test("a payment in doubt that the bank never saw is not sent while it lasts", async () => {
    const { id, tenant, order } = await paying();
    await admin.script({ target: "bank", operation: "debit", behaviour: { do: "disconnect" } });
    await settle(tenant, id);
    expect(await standing(id)).toEqual(["IN_VERIFICATION", "UNKNOWN"]);
    await suspend();
    await settle(tenant, id);
    expect([await debits(order), ...(await standing(id))]).toEqual([0, "IN_VERIFICATION", "UNKNOWN"]);
    await lift();
    await settle(tenant, id);
    expect([await debits(order), ...(await standing(id))]).toEqual([1, "IN_PROCESS", "CONFIRMED"]);
  });

  test("a lot that was not begun waits unread, one that a worker had begun is read to its end", async () => {
    const maker = await signedIn("maker1");
    const [waiting, begun] = [await upload(maker, recharge(2)), await upload(maker, recharge(3))];
    const [first, second] = [await idsOf(maker, waiting), await idsOf(maker, begun)];
    await asOwner("UPDATE batch SET status = 'VALIDATING', fence = fence + 1 WHERE id = $1", [second.id.toString()]);
    const reading = async () => (await jobs()).filter((key) => key.startsWith("validate"));
    const states = async () =>
      (
        await asOwner<{ status: string }>("SELECT status FROM batch WHERE id IN ($1, $2) ORDER BY id", [
          first.id.toString(),
          second.id.toString(),
        ])
      ).map(({ status }) => status);
    await suspend();
    await asOwner("DELETE FROM graphile_worker._private_jobs");
    // Of the two only the one that was begun comes back when its job was lost.
    await asWorker(runHousekeeping);
    expect(await reading()).toEqual([`validate-batch:${second.id}`]);
    await asOwner("DELETE FROM graphile_worker._private_jobs");
    await asWorker(async () => {
      for (const { id, tenant } of [first, second]) await validateBatch({ workerUrl: workerUrl() }, tenant, id);
      await runHousekeeping();
    });
    expect(await states()).toEqual(["RECEIVED", "VALID"]);
    expect(await reading()).toEqual([]);
    expect(await trailOf("batch.held")).toHaveLength(1);
    await lift();
    expect(await jobs()).toContain(`validate-batch:${first.id}`);
    await asWorker(() => validateBatch({ workerUrl: workerUrl() }, first.tenant, first.id));
    expect(await states()).toEqual(["VALID", "VALID"]);
  });
});

test("whoever suspends waits for the job that was told it may begin, and comes before the next", async () => {
  await connected("app_worker", async (worker) => {
    await worker.query("BEGIN");
    await worker.query("SELECT set_config('app.tenant', (SELECT tenant_of('E1'))::text, true)");
    expect((await worker.query("SELECT company_may_begin() AS may")).rows).toEqual([{ may: true }]);
    await connected("owner", async (owner) => {
      await owner.query("SET lock_timeout = 50");
      const suspending = owner.query(
        "UPDATE company SET status = 'SUSPENDED', suspended_at = now(), suspend_reason = 'De la prueba'",
      );
      await expect(suspending).rejects.toMatchObject({ code: "55P03" });
    });
    await worker.query("COMMIT");
    await suspend();
    await worker.query("BEGIN");
    await worker.query("SELECT set_config('app.tenant', (SELECT tenant_of('E1'))::text, true)");
    expect((await worker.query("SELECT company_may_begin() AS may")).rows).toEqual([{ may: false }]);
    await worker.query("COMMIT");
  });
});

test("what is confirmed is the company, both states and the reason; twice is refused, and its trail says both", async () => {
  const { shown, subject } = await readOperator(await desk(), "registry.suspend", (ctx) =>
    suspensionShown(ctx, { motivo }),
  );
  expect([subject, shown]).toEqual([
    "E1",
    { code: "E1", name: "Comercial Andina S.A.S.", from: "ACTIVE", to: "SUSPENDED", reason: motivo },
  ]);
  expect(await outcomeOf(lift())).toBe("registry.notSuspended");
  await suspend();
  expect(await outcomeOf(suspend())).toBe("registry.suspended");
  const again = async () => readOperator(await desk(), "registry.suspend", (ctx) => suspensionShown(ctx, { motivo }));
  expect(await outcomeOf(again())).toBe("registry.suspended");
  await lift();
  const lifted = async () => readOperator(await desk(), "registry.suspend", (ctx) => liftShown(ctx, { motivo }));
  expect(await outcomeOf(lifted())).toBe("registry.notSuspended");
  expect((await trailOf("registry.suspended"))[0]).toMatchObject({ actor: "oper1", data: { reason: motivo } });
  expect((await trailOf("registry.lifted"))[0]).toMatchObject({ actor: "oper1", data: { reason: motivo } });
});
