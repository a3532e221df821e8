import { assert } from "@/lib/assert";
import { type Answer, keepAnswers, listen } from "@/lib/batches/answers";
import { askingMs, findVerdict, mayStillSend, overtakeChange, type Verdict } from "@/lib/batches/doubt";
import { startProcessing } from "@/lib/batches/payment";
import { runAsSystem } from "@/lib/command";
import { mayBegin } from "@/lib/companies/store";
import type { TenantContext } from "@/lib/context";
import { FenceLost } from "@/lib/errors";
import type { DebitStatus, Debits } from "@/lib/gateways/bank";
import { unknown } from "@/lib/gateways/wire";
import { accountsOf, postEntry } from "@/lib/ledger/store";
import { log } from "@/lib/log";
import { askAgainSeconds } from "@/lib/orders/rules";
import { findLivePayment, type LockedOrder, lockOrderById, moveOrder } from "@/lib/orders/store";
import { addJob } from "@/lib/queue";

export type SettleDeps = { bank: Debits };
type Payment = NonNullable<Awaited<ReturnType<typeof findLivePayment>>>;
type Claimed = {
  order: LockedOrder;
  payment: Payment;
  description: string;
  sentBefore: boolean;
  maySend: boolean;
};

/**
 * Job: brings a requested payment to its truth. The first time it asks the bank to debit; ever after it asks what became of
 * that reference, and sends the same reference again only when the bank says it never saw it. One reference, one debit.
 * What stays unknown is IN_VERIFICATION and asked again later. What two operators decided meanwhile ends it without asking. While its
 * company is suspended nothing is sent: what was not sent before waits, what was sent is asked for.
 */
export async function settlePayment({ bank }: SettleDeps, tenantId: number, orderId: bigint): Promise<void> {
  const began = Date.now();
  const claimed = await runAsSystem(tenantId, (ctx) => claim(ctx, orderId));
  if (!claimed) return;
  const answers: Answer[] = [];
  // Whoever was held up for long sends nothing: two operators may have decided meanwhile that nothing was sent.
  const inTime = () => Date.now() - began < askingMs / 2;
  const outcome = await askBank(bank, claimed, answers, { inTime, mayGoOn: () => runAsSystem(tenantId, mayBegin) });
  await runAsSystem(tenantId, (ctx) => hear(ctx, claimed, answers));
  const wasInDoubt = await runAsSystem(tenantId, (ctx) => settle(ctx, claimed, outcome));
  if (wasInDoubt) await runAsSystem(tenantId, (ctx) => overtakeChange(ctx, claimed.order.number));
}

async function askBank(
  bank: Debits,
  { order, payment, description, sentBefore, maySend }: Claimed,
  answers: Answer[],
  { inTime, mayGoOn }: { inTime: () => boolean; mayGoOn: () => Promise<boolean> },
): Promise<DebitStatus> {
  const sent = { account: order.bankAccount, amountCents: order.totalCents, currency: order.currency };
  // An order without a price asks nothing of the bank.
  if (order.totalCents === 0n) return { kind: "confirmed", bankReference: "", amountCents: 0n };
  const debit = async () =>
    inTime()
      ? listen(answers, "debit", (hears) => bank.debit({ ...sent, reference: payment.reference, description }, hears))
      : unknown("timeout");
  const status = () => listen(answers, "debitStatus", (hears) => bank.debitStatus(payment.reference, sent, hears));
  const outcome: DebitStatus = sentBefore ? await status() : await debit();
  return outcome.kind === "notFound" && maySend && (await mayGoOn()) ? debit() : outcome;
}

/** Marks the payment as sent before anything leaves, so that whoever comes after a crash asks first. */
async function claim(ctx: TenantContext, orderId: bigint): Promise<Claimed | null> {
  const order = await lockOrderById(ctx, orderId);
  if (order.status !== "PAYING" && order.status !== "IN_VERIFICATION") return null;
  const payment = await findLivePayment(ctx, orderId);
  assert(payment && payment.status !== "CONFIRMED", "an order being paid has one payment that is not settled");
  const verdict = await findVerdict(ctx, payment.id);
  if (verdict) {
    await endByVerdict(ctx, order, payment, verdict);
    return null;
  }
  const sentBefore = payment.status !== "REQUESTED";
  if (!sentBefore && !(await mayBegin(ctx))) {
    await ctx.audit("payment.held", order.number, { reference: payment.reference, why: "companySuspended" });
    return null;
  }
  const fenced = await ctx.tx.serviceOrder.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id: orderId } },
    data: { fence: { increment: 1 } },
    select: { fence: true },
  });
  const maySend = await mayStillSend(ctx, order, payment.id);
  if (!sentBefore) {
    await ctx.tx.payment.update({ where: { id: payment.id }, data: { status: "SENT", sentAt: ctx.now } });
    await ctx.audit("payment.sent", order.number, { reference: payment.reference, total: order.totalCents });
  }
  return {
    order: { ...order, fence: fenced.fence },
    payment,
    description: `${order.number} ${ctx.company.name}`.slice(0, 60),
    sentBefore,
    maySend,
  };
}

/** Keeps what the bank said; that it says otherwise than two operators decided meanwhile stands in the trail. */
async function hear(ctx: TenantContext, { order, payment }: Claimed, answers: readonly Answer[]): Promise<void> {
  const { reference } = payment;
  await keepAnswers(ctx, { orderId: order.id, reference, account: order.bankAccount }, answers);
  const verdict = await findVerdict(ctx, payment.id);
  const said = answers.at(-1)?.outcome;
  if (!verdict || !said || (said.kind !== "confirmed" && said.kind !== "refused")) return;
  const agrees = said.kind === "confirmed" ? said.bankReference === verdict.bankReference : !verdict.debited;
  if (agrees) return;
  await ctx.audit("payment.contradicted", order.number, { reference, said: said.kind, change: verdict.changeId });
  log.error({ order: order.number, reference, said: said.kind }, "the bank contradicts what two operators decided");
}

/**
 * Writes what the bank said, unless it was decided meanwhile. Returns whether a doubt ended by its answer.
 * @throws FenceLost when another worker holds the order by now
 */
async function settle(ctx: TenantContext, { order: held, payment }: Claimed, outcome: DebitStatus): Promise<boolean> {
  const order = await lockOrderById(ctx, held.id);
  if (order.fence !== held.fence) throw new FenceLost();
  if (order.status !== "PAYING" && order.status !== "IN_VERIFICATION") return false;
  const verdict = await findVerdict(ctx, payment.id);
  if (verdict) await endByVerdict(ctx, order, payment, verdict);
  else if (outcome.kind === "confirmed") await confirm(ctx, order, payment, outcome.bankReference);
  else if (outcome.kind === "refused") await refuse(ctx, order, payment, outcome.reason);
  else await doubt(ctx, order, payment, outcome.kind === "unknown" ? outcome.detail : outcome.kind);
  return order.status === "IN_VERIFICATION" && (outcome.kind === "confirmed" || outcome.kind === "refused");
}

async function endByVerdict(ctx: TenantContext, order: LockedOrder, payment: Payment, verdict: Verdict): Promise<void> {
  const { debited, bankReference, changeId } = verdict;
  if (debited) await confirm(ctx, order, payment, bankReference ?? "", changeId);
  else await refuse(ctx, order, payment, "notDebited", changeId);
}

async function confirm(
  ctx: TenantContext,
  order: LockedOrder,
  payment: Payment,
  bankReference: string,
  change?: bigint,
): Promise<void> {
  await ctx.tx.payment.update({
    where: { id: payment.id },
    data: { status: "CONFIRMED", bankReference, resolvedAt: ctx.now, reason: null },
  });
  const accounts = await accountsOf(ctx, order.productId);
  const posted = await postEntry(ctx, { kind: "order.payment", key: `order:${order.id}:payment` }, [
    { debit: accounts.BANK_CLEARING, credit: accounts.ORDER_FUNDS, cents: order.totalCents },
  ]);
  assert(posted !== null, "an order's payment is posted once");
  await moveOrder(ctx, order, { status: "IN_PROCESS", paidAt: ctx.now });
  await startProcessing(ctx, order);
  await ctx.audit("payment.confirmed", order.number, {
    from: order.status,
    to: "IN_PROCESS",
    reference: payment.reference,
    bankReference,
    total: order.totalCents,
    change,
  });
}

async function refuse(
  ctx: TenantContext,
  order: LockedOrder,
  payment: Payment,
  reason: string,
  change?: bigint,
): Promise<void> {
  await ctx.tx.payment.update({ where: { id: payment.id }, data: { status: "REFUSED", reason, resolvedAt: ctx.now } });
  await moveOrder(ctx, order, { status: "PAYMENT_FAILED", failure: reason });
  await ctx.audit("payment.refused", order.number, {
    from: order.status,
    to: "PAYMENT_FAILED",
    reference: payment.reference,
    reason,
    change,
  });
}

async function doubt(ctx: TenantContext, order: LockedOrder, payment: Payment, detail: string): Promise<void> {
  await ctx.tx.payment.update({ where: { id: payment.id }, data: { status: "UNKNOWN", reason: detail } });
  if (order.status === "PAYING") await moveOrder(ctx, order, { status: "IN_VERIFICATION" });
  await ctx.audit("payment.inDoubt", order.number, {
    from: order.status,
    to: "IN_VERIFICATION",
    reference: payment.reference,
    detail,
  });
  const runAt = new Date(Date.now() + askAgainSeconds(Number(order.fence) - 1) * 1000);
  await addJob(ctx, "settle-payment", { order: order.id.toString() }, { key: `settle-payment:${order.id}`, runAt });
}
