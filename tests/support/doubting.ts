import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { payOrder } from "@/lib/batches/payment";
import { settlePayment } from "@/lib/batches/settle";
import { seedSimulator } from "@/lib/cli/seed";
import { readOperator, runOperator } from "@/lib/command";
import { secretsConfig } from "@/lib/config";
import type { Caller, OperatorContext } from "@/lib/context";
import { database, openDatabase } from "@/lib/db";
import { type Debits, makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { decideChange, proposeChange } from "@/lib/operator/changes";
import { findDoubt, listDoubts } from "@/lib/operator/doubt-queries";
import { resolveDoubtSchema } from "@/lib/operator/doubt-schema";
import { doubtAsked } from "@/lib/operator/doubts";
import { decideSchema } from "@/lib/operator/schema";
import { requestPaymentCode } from "@/lib/orders/commands";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import type { Behaviour } from "@/lib/simulator/scripts";
import { startSimulator } from "@/lib/simulator/server";
import { asOwner, asWorker, demonstration, orderedBatch, run, signedIn, workerUrl } from "@/tests/support/make";
import { addressOf } from "@/tests/support/roles";

// Payments in doubt: made so by the simulator's bank, and looked at from the desk.

const secret = "a-shared-secret-of-the-doubt-tests";
export let admin: ReturnType<typeof makeSimulatorAdmin>;
export let core: ReturnType<typeof makeCore>;
let bank: Debits;
let reach: { url: string; secret: string; timeoutMs: number };
/** Where bank and core are, and how long they are waited for. */
export const gateway = () => reach;

/** The demonstration, with a bank and a core of its own that are given little time. Returns what ends them. */
export async function startDoubting(): Promise<() => Promise<void>> {
  await demonstration();
  const simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(tmpdir(), "doubts-")), secret });
  reach = { url: simulator.url, secret, timeoutMs: 1_500 };
  admin = makeSimulatorAdmin(reach);
  bank = makeBank(reach);
  core = makeCore(reach);
  await seedSimulator({ ...process.env, BANK_URL: simulator.url, CORE_URL: simulator.url, GATEWAY_SECRET: secret });
  return () => simulator.close();
}

export const at = async (username = "oper1", company: string | null = "E1"): Promise<Caller> => ({
  ...(await signedIn(username)),
  company,
  product: null,
});
export const looking = async <Result>(work: (ctx: OperatorContext) => Promise<Result>, company: string | null = "E1") =>
  readOperator(await at("oper1", company), "doubt.read", work);
export const found = (subject: string) => looking((ctx) => findDoubt(ctx, subject));
export const listed = async (text: string | null = null) =>
  (await looking((ctx) => listDoubts(ctx, { text, sort: null, page: 1, size: 100 }), null)).rows;

export type Paying = { batch: string; order: string; id: bigint; tenant: number };
/** An order whose payment was requested. */
export async function paying(company: "E1" | "E2" = "E1", lines = 2): Promise<Paying> {
  const { batch, order } = await orderedBatch(lines, company);
  const payer = await signedIn(company === "E1" ? "pagador1" : "pagador9", company);
  const confirmacion = await run(payer, "order.pay", (ctx) =>
    requestPaymentCode(ctx, { orden: order }, secretsConfig().secretsKeys),
  );
  await run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order, confirmacion, codigo: "" }));
  const [row] = await asOwner<{ id: string; tenant_id: number }>(
    "SELECT o.id, o.tenant_id FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = $1 AND o.number = $2",
    [company, order],
  );
  return { batch, order, id: BigInt(row?.id ?? 0), tenant: row?.tenant_id ?? 0 };
}
export const settle = ({ tenant, id }: Paying, with_: Debits = bank) =>
  asWorker(() => settlePayment({ bank: with_ }, tenant, id));
export const bankWill = (operation: "debit" | "debitStatus", behaviour: Behaviour) =>
  admin.script({ target: "bank", operation, behaviour });

/** A payment that the bank took, or did not, and said nothing about. */
export async function inDoubt(taken: boolean, company: "E1" | "E2" = "E1"): Promise<Paying> {
  const order = await paying(company);
  await bankWill("debit", { do: "disconnect", afterWork: taken });
  await settle(order);
  return order;
}
export const stateOf = async ({ id }: Paying) =>
  (await asOwner<{ status: string }>("SELECT status FROM service_order WHERE id = $1", [id]))[0]?.status;
export const debitsOf = async ({ order, tenant }: Paying) => {
  const [row] = await asOwner<{ code: string }>("SELECT code FROM tenant WHERE id = $1", [tenant]);
  return (await admin.state()).debits.filter(({ reference }) => reference.startsWith(`${row?.code}-${order}-`));
};
export const trailOf = async ({ order, tenant }: Paying, event: string) =>
  asOwner<{ actor: string; data: Record<string, unknown> }>(
    "SELECT actor, data FROM audit_event WHERE tenant_id = $1 AND subject = $2 AND event = $3 ORDER BY id",
    [tenant, order, event],
  );

/** The bank can take no more of what was sent. */
export const later = ({ id }: Paying) =>
  asOwner("UPDATE payment SET arrives_until = now() - interval '1 second' WHERE order_id = $1", [id]);

type Resolved = { resultado: string; referencia?: string };
export const resolving = (asunto: string, resolved: Resolved) =>
  resolveDoubtSchema.parse({ asunto, motivo: "Lo dijeron por teléfono", ...resolved });
/** What an operator found out, as a change that waits. */
export const proposing = async (asunto: string, resolved: Resolved, by = "oper1") =>
  runOperator(await at(by), "change.ask", async (ctx) =>
    proposeChange(ctx, await doubtAsked(ctx, resolving(asunto, resolved))),
  );
/** The second operator's word. */
export const deciding = async (id: bigint, decision: "aprobar" | "rechazar" = "aprobar", by = "oper2") =>
  runOperator(await at(by), "change.decide", (ctx) =>
    decideChange(
      ctx,
      decideSchema.parse({
        cambio: id.toString(),
        decision,
        ...(decision === "rechazar" && { respuesta: "No es lo que dijeron" }),
      }),
    ),
  );
/** Work of the desk while a worker waits for bank or core. */
export async function atDesk<Result>(work: () => Promise<Result>): Promise<Result> {
  openDatabase(addressOf("app_web"), { connectionsMax: 2 });
  try {
    return await work();
  } finally {
    await database().$disconnect();
    openDatabase(workerUrl(), { connectionsMax: 2 });
  }
}
export const changeState = async (id: bigint) =>
  (await asOwner<{ status: string }>("SELECT status::text FROM pending_change WHERE id = $1", [id]))[0]?.status;

export const jobs = (key: string) =>
  asOwner<{ due: boolean; tries: number }>(
    "SELECT run_at <= now() AS due, attempts AS tries FROM graphile_worker._private_jobs WHERE key = $1",
    [key],
  );
