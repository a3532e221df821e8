import { assert } from "@/lib/assert";
import { startProcessing } from "@/lib/batches/payment";
import { runAsSystem } from "@/lib/command";
import { mayBegin } from "@/lib/companies/store";
import type { TenantContext } from "@/lib/context";
import { FenceLost } from "@/lib/errors";
import type { Bank, DebitStatus } from "@/lib/gateways/bank";
import { accountsOf, postEntry } from "@/lib/ledger/store";
import { askAgainSeconds } from "@/lib/orders/rules";
import { findLivePayment, type LockedOrder, lockOrderById, moveOrder } from "@/lib/orders/store";
import { addJob } from "@/lib/queue";

export type SettleDeps = { bank: Bank };
type Payment = NonNullable<Awaited<ReturnType<typeof findLivePayment>>>;
type Claimed = { order: LockedOrder; payment: Payment; description: string; sentBefore: boolean };

/**
 * Job: brings a requested payment to its truth. The first time it asks the bank to debit; ever after it asks what became of
 * that reference, and sends the same reference again only when the bank says it never saw it. One reference, one debit.
 * What stays unknown is IN_VERIFICATION and asked again later. While its company is suspended nothing is sent: what was not sent
 * before waits, what was sent is asked for.
 */
export async function settlePayment({ bank }: SettleDeps, tenantId: number, orderId: bigint): Promise<void> {
  const claimed = await runAsSystem(tenantId, (ctx) => claim(ctx, orderId));
  if (!claimed) return;
  const { order, payment, description, sentBefore } = claimed;
  const sent = { account: order.bankAccount, amountCents: order.totalCents, currency: order.currency };
  // An order without a price asks nothing of the bank.
  const free = { kind: "confirmed", bankReference: "", amountCents: 0n } as const;
  const debit = async () =>
    order.totalCents === 0n ? free : bank.debit({ ...sent, reference: payment.reference, description });
  let outcome: DebitStatus = sentBefore ? await bank.debitStatus(payment.reference, sent) : await debit();
  if (outcome.kind === "notFound" && (await runAsSystem(tenantId, mayBegin))) outcome = await debit();
  await runAsSystem(tenantId, (ctx) => settle(ctx, claimed, outcome));
}

/** Marks the payment as sent before anything leaves, so that whoever comes after a crash asks first. */
async function claim(ctx: TenantContext, orderId: bigint): Promise<Claimed | null> {
  const order = await lockOrderById(ctx, orderId);
  if (order.status !== "PAYING" && order.status !== "IN_VERIFICATION") return null;
  const payment = await findLivePayment(ctx, orderId);
  assert(payment && payment.status !== "CONFIRMED", "an order being paid has one payment that is not settled");
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
  if (!sentBefore) {
    await ctx.tx.payment.update({ where: { id: payment.id }, data: { status: "SENT", sentAt: ctx.now } });
    await ctx.audit("payment.sent", order.number, { reference: payment.reference, total: order.totalCents });
  }
  return {
    order: { ...order, fence: fenced.fence },
    payment,
    description: `${order.number} ${ctx.company.name}`.slice(0, 60),
    sentBefore,
  };
}

/** Writes what the bank said. @throws FenceLost when another worker holds the order by now */
async function settle(ctx: TenantContext, { order: held, payment }: Claimed, outcome: DebitStatus): Promise<void> {
  const order = await lockOrderById(ctx, held.id);
  if (order.fence !== held.fence) throw new FenceLost();
  if (order.status !== "PAYING" && order.status !== "IN_VERIFICATION") return;
  if (outcome.kind === "confirmed") return confirm(ctx, order, payment, outcome.bankReference);
  if (outcome.kind === "refused") return refuse(ctx, order, payment, outcome.reason);
  await doubt(ctx, order, payment, outcome.kind === "unknown" ? outcome.detail : outcome.kind);
}

async function confirm(ctx: TenantContext, order: LockedOrder, payment: Payment, bankReference: string): Promise<void> {
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
  });
}

async function refuse(ctx: TenantContext, order: LockedOrder, payment: Payment, reason: string): Promise<void> {
  await ctx.tx.payment.update({ where: { id: payment.id }, data: { status: "REFUSED", reason, resolvedAt: ctx.now } });
  await moveOrder(ctx, order, { status: "PAYMENT_FAILED", failure: reason });
  await ctx.audit("payment.refused", order.number, {
    from: order.status,
    to: "PAYMENT_FAILED",
    reference: payment.reference,
    reason,
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
