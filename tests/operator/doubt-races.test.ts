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
import { DomainError } from "@/lib/errors";
import { decideChange, proposeChange } from "@/lib/operator/changes";
import { resolveDoubtSchema } from "@/lib/operator/doubt-schema";
import { askAgain, doubtAsked } from "@/lib/operator/doubts";
import { decideSchema } from "@/lib/operator/schema";
import { requestPaymentCode } from "@/lib/orders/commands";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import {
  asOwner,
  batchOf,
  confirm,
  demonstration,
  outcomeOf,
  recharge,
  run,
  sign,
  signedIn,
  statusOf,
  upload,
} from "@/tests/support/make";
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
});
afterAll(async () => {
  worker.kill("SIGKILL");
  await once(worker, "exit");
  await simulator.close();
});

type Order = { number: string; id: string; tenant: number };

/** A lot signed by all who must, which the worker beside this test validated: nobody else does. Its order's number. */
async function ordered(): Promise<string> {
  const maker = await signedIn("maker1");
  const lot = await upload(maker, recharge(2));
  await expect.poll(() => statusOf(maker, lot), { timeout: 30_000, interval: 50 }).toBe("VALID");
  const { warningCount } = await batchOf(maker, lot);
  await confirm(maker, lot, warningCount > 0 ? "Lote de prueba" : "");
  await sign(await signedIn("firma1"), [lot]);
  const [order] = await sign(await signedIn("firma2"), [lot]);
  return order ?? "";
}

/** An order whose debit the bank took, or did not, and said nothing about. */
async function inDoubt(taken: boolean): Promise<Order> {
  const order = await ordered();
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
  await expect.poll(() => stateOf(made), { timeout: 30_000, interval: 50 }).toBe("IN_VERIFICATION");
  return made;
}
const stateOf = async ({ id }: Order) =>
  (await asOwner<{ status: string }>("SELECT status FROM service_order WHERE id = $1", [id]))[0]?.status ?? "";

const at = async (username: string): Promise<Caller> => ({
  ...(await signedIn(username)),
  company: "E1",
  product: null,
});
const proposed = async ({ number }: Order, debited: boolean) =>
  runOperator(await at("oper1"), "change.ask", async (ctx) => {
    const found = debited ? { resultado: "debitado", referencia: `FAX-${number}` } : { resultado: "no-debitado" };
    const typed = resolveDoubtSchema.parse({ asunto: number, motivo: "Lo dijo el banco", ...found });
    return proposeChange(ctx, await doubtAsked(ctx, typed));
  });

/** Applied, overtaken, or overtaken before it was looked at. */
async function decided(caller: Caller, id: bigint): Promise<"APPLIED" | "OVERTAKEN"> {
  const input = decideSchema.parse({ cambio: id.toString(), decision: "aprobar" });
  try {
    return (await runOperator(caller, "change.decide", (ctx) => decideChange(ctx, input))) as "APPLIED" | "OVERTAKEN";
  } catch (error) {
    if (error instanceof DomainError && error.code === "change.decided") return "OVERTAKEN";
    throw error;
  }
}

const changeState = async (id: bigint) =>
  (await asOwner<{ status: string }>("SELECT status FROM pending_change WHERE id = $1", [id]))[0]?.status;

/** The desk asks, and the worker takes it up at once; there is nothing to ask any more once it was decided. */
const askNow = async ({ number }: Order) => {
  const caller = await at("oper1");
  const outcome = await outcomeOf(runOperator(caller, "doubt.ask", (ctx) => askAgain(ctx, { asunto: number })));
  expect(["ok", "doubt.over"]).toContain(outcome);
};

/** How often the bank has been asked what became of an order's debit. */
const askedOf = async ({ id }: Order) =>
  (await asOwner<{ n: number }>("SELECT count(*)::int AS n FROM gateway_answer WHERE order_id = $1", [id]))[0]?.n ?? 0;

test.each([
  ["debited, and so they found", true, true],
  ["debited, and they found that it was not", true, false],
  ["not debited, and so they found", false, false],
] as const)(
  "%s: who comes first ends it, once",
  async (_, taken, foundDebited) => {
    const won = { APPLIED: 0, OVERTAKEN: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const order = await inDoubt(taken);
      const id = await proposed(order, foundDebited);
      await asOwner("UPDATE payment SET arrives_until = now() - interval '1 second' WHERE order_id = $1", [order.id]);
      const caller = await at("oper2");
      // By turns at once, while the bank takes its time, and just as its answer arrives.
      const reference = `E1-${order.number}-1`;
      const behaviour = { do: "slow", ms: [0, 60, 15, 0][round % 4] ?? 0 } as const;
      await admin.script({ target: "bank", operation: "debitStatus", match: { reference }, behaviour });
      const before = await askedOf(order);
      const asking = askNow(order);
      if (round % 4 === 3)
        await expect.poll(() => askedOf(order), { timeout: 30_000, interval: 1 }).toBeGreaterThan(before);
      else if (round % 4 !== 0) await asking;
      const [outcome] = await Promise.all([decided(caller, id), asking]);
      won[outcome] += 1;
      const ends = ["IN_PROCESS", "PROCESSED", "PAYMENT_FAILED"];
      await expect.poll(async () => ends.includes(await stateOf(order)), { timeout: 30_000, interval: 20 }).toBe(true);
      const failed = (await stateOf(order)) === "PAYMENT_FAILED";
      expect([round, outcome, failed]).toEqual([round, outcome, outcome === "APPLIED" && !foundDebited]);
      const entries = await asOwner("SELECT 1 FROM ledger_entry WHERE key = $1", [`order:${order.id}:payment`]);
      expect(entries).toHaveLength(failed ? 0 : 1);
      await expect.poll(() => changeState(id), { timeout: 30_000, interval: 20 }).toBe(outcome);
      const debits = (await admin.state()).debits.filter(({ reference }) => reference.includes(order.number));
      expect(debits).toHaveLength(taken ? 1 : 0);
    }
    expect(won.APPLIED + won.OVERTAKEN).toBe(rounds);
  },
  120_000,
);
