import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { seedSimulator } from "@/lib/cli/seed";
import { runOperator } from "@/lib/command";
import { secretsConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { doubtKind } from "@/lib/operator/doubts";
import { requestPaymentCode } from "@/lib/orders/commands";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import { asOwner, demonstration, orderedBatch, run, signedIn } from "@/tests/support/make";
import { soaking } from "@/tests/support/soak";

// Two operators end a doubt while a worker, a process of its own, asks the bank about the same payment: the bank answers first, they
// decide first, or both at once. Whatever came first, the books have it once and the bank has debited at most once.

const root = join(import.meta.dirname, "../..");
// Each takes a second and a half; `npm run soak` has more of them.
const rounds = soaking ? 100 : 4;
let simulator: Simulator;
let worker: ChildProcess;
let admin: ReturnType<typeof makeSimulatorAdmin>;

beforeAll(async () => {
  await demonstration();
  const secret = process.env.GATEWAY_SECRET ?? "";
  simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(tmpdir(), "races-")), secret });
  Object.assign(process.env, { BANK_URL: simulator.url, CORE_URL: simulator.url });
  await seedSimulator(process.env);
  admin = makeSimulatorAdmin({ url: simulator.url, secret });
  const { DATABASE_URL: _, ...env } = process.env;
  const program = ["--conditions=react-server", "--import", "tsx", join(root, "lib/cli/worker.ts")];
  worker = spawn(process.execPath, program, { cwd: root, env, stdio: "ignore" });
}, 60_000);
afterAll(async () => {
  worker.kill("SIGKILL");
  await once(worker, "exit");
  await simulator.close();
});

type Order = { number: string; id: string; tenant: number };

/** An order whose debit the bank took, or did not, and said nothing about. */
async function inDoubt(taken: boolean): Promise<Order> {
  const { order } = await orderedBatch(2);
  const reference = `E1-${order}-1`;
  await admin.script({
    target: "bank",
    operation: "debit",
    match: { reference },
    behaviour: { do: "disconnect", afterWork: taken },
  });
  const payer = await signedIn("pagador1");
  const confirmacion = await run(payer, "order.pay", (ctx) =>
    requestPaymentCode(ctx, { orden: order }, secretsConfig().secretsKeys),
  );
  await run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order, confirmacion, codigo: "" }));
  const [row] = await asOwner<{ id: string; tenant: number }>(
    "SELECT o.id, o.tenant_id AS tenant FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = 'E1' AND o.number = $1",
    [order],
  );
  const made = { number: order, id: row?.id ?? "", tenant: row?.tenant ?? 0 };
  await expect.poll(() => stateOf(made), { timeout: 20_000, interval: 50 }).toBe("IN_VERIFICATION");
  return made;
}
const stateOf = async ({ id }: Order) =>
  (await asOwner<{ status: string }>("SELECT status FROM service_order WHERE id = $1", [id]))[0]?.status ?? "";

async function proposed({ number, tenant }: Order, state: "DEBITED" | "NOT_DEBITED"): Promise<bigint> {
  const caller: Caller = { ...(await signedIn("oper1")), company: "E1", product: null };
  return runOperator(caller, "change.propose", async (ctx) => {
    await ctx.audit("doubt.tried", number);
    const before = await doubtKind.current(ctx, number);
    const after = { ...before, state, ...(state === "DEBITED" && { bankReference: `FAX-${number}` }) };
    const [row] = await ctx.tx.$queryRaw<{ id: bigint }[]>`
      INSERT INTO pending_change (tenant_id, kind, subject, before, after, digest, reason, proposed_by)
      VALUES (${tenant}, 'DOUBT', ${number}, ${before}::jsonb, ${after}::jsonb, repeat('0', 64), 'Lo dijo el banco', ${ctx.user.id}) RETURNING id`;
    return row?.id ?? 0n;
  });
}

/** As the desk decides: applied only while it stands as it stood. */
async function decided(caller: Caller, { number }: Order, id: bigint): Promise<string> {
  return runOperator(caller, "change.decide", async (ctx) => {
    await ctx.audit("doubt.tried", number);
    const [change] = await ctx.tx.$queryRaw<
      { before: Record<string, string>; after: Record<string, string>; status: string }[]
    >`SELECT before, after, status::text AS status FROM pending_change WHERE id = ${id} FOR NO KEY UPDATE`;
    if (change?.status !== "PENDING") return "overtaken";
    const now = await doubtKind.current(ctx, number);
    if (Object.entries(now).some(([key, value]) => change.before[key] !== value)) return "overtaken";
    await ctx.tx.$executeRaw`
      UPDATE pending_change SET status = 'APPLIED', decided_by = ${ctx.user.id}, decided_at = app_now() WHERE id = ${id}`;
    await doubtKind.apply(ctx, { id, subject: number, ...change, reason: "" });
    return "applied";
  });
}

const changeState = async (id: bigint) =>
  (await asOwner<{ status: string }>("SELECT status FROM pending_change WHERE id = $1", [id]))[0]?.status;

const askNow = ({ id }: Order) =>
  asOwner("UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key = $1", [`settle-payment:${id}`]);

test.each([
  ["debited, and so they found", true, "DEBITED"],
  ["debited, and they found that it was not", true, "NOT_DEBITED"],
  ["not debited, and so they found", false, "NOT_DEBITED"],
] as const)(
  "%s: who comes first ends it, once",
  async (_, taken, state) => {
    const won = { applied: 0, overtaken: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const order = await inDoubt(taken);
      const id = await proposed(order, state);
      await asOwner("UPDATE payment SET arrives_until = now() - interval '1 second' WHERE order_id = $1", [order.id]);
      const caller: Caller = { ...(await signedIn("oper2")), company: "E1", product: null };
      // By turns the bank is slow, so that they decide while it is asked.
      if (round % 2 === 0)
        await admin.script({
          target: "bank",
          operation: "debitStatus",
          match: { reference: `E1-${order.number}-1` },
          behaviour: { do: "slow", ms: 40 * (round % 4) },
        });
      const [outcome] = await Promise.all([decided(caller, order, id), askNow(order)]);
      won[outcome as "applied"] += 1;
      const ends = ["IN_PROCESS", "PROCESSED", "PAYMENT_FAILED"];
      await expect.poll(async () => ends.includes(await stateOf(order)), { timeout: 20_000, interval: 20 }).toBe(true);
      const failed = (await stateOf(order)) === "PAYMENT_FAILED";
      expect([round, outcome, failed]).toEqual([round, outcome, outcome === "applied" && state === "NOT_DEBITED"]);
      const entries = await asOwner("SELECT 1 FROM ledger_entry WHERE key = $1", [`order:${order.id}:payment`]);
      expect(entries).toHaveLength(failed ? 0 : 1);
      const wanted = outcome === "applied" ? "APPLIED" : "OVERTAKEN";
      await expect.poll(() => changeState(id), { timeout: 5_000, interval: 20 }).toBe(wanted);
      const debits = (await admin.state()).debits.filter(({ reference }) => reference.includes(order.number));
      expect(debits).toHaveLength(taken ? 1 : 0);
    }
    expect(won.applied + won.overtaken).toBe(rounds);
  },
  120_000,
);
