import { assert } from "@/lib/assert";
import { giveVerdict } from "@/lib/batches/doubt";
import type { OperatorContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import { referenceSchema } from "@/lib/gateways/wire";
import { findDoubt } from "@/lib/operator/doubt-queries";
import type { AskDoubt, ResolveDoubt } from "@/lib/operator/doubt-schema";
import { accountTail } from "@/lib/orders/rules";
import { findLivePayment, lockOrderById } from "@/lib/orders/store";
import { addJob } from "@/lib/queue";

/** Asks bank or core again at once, whenever it was to be asked. Refuses doubt.over; @throws NotFound */
export async function askAgain(ctx: OperatorContext, { asunto }: AskDoubt): Promise<void> {
  const doubt = await findDoubt(ctx, asunto);
  if (!doubt) throw new NotFound();
  if (!doubt.open) throw new DomainError("doubt.over", { number: asunto });
  if (doubt.kind === "PAYMENT") await settleNow(ctx, await orderIdOf(ctx, asunto));
  else await processNow(ctx, asunto);
  await ctx.audit("doubt.asked", asunto);
}

const company = ({ tx, tenant }: OperatorContext) => ({ tx, company: { id: tenant.id } });

async function orderIdOf({ tx, tenant }: OperatorContext, number: string): Promise<bigint> {
  const order = await tx.serviceOrder.findUnique({
    where: { tenantId_number: { tenantId: tenant.id, number } },
    select: { id: true },
  });
  if (!order) throw new NotFound();
  return order.id;
}

const settleNow = (ctx: OperatorContext, id: bigint) =>
  addJob(company(ctx), "settle-payment", { order: id.toString() }, { key: `settle-payment:${id}` });

async function processNow(ctx: OperatorContext, number: string): Promise<void> {
  const [lot] = await ctx.tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM batch WHERE tenant_id = ${ctx.tenant.id} AND number = ${number}`;
  assert(lot, "a lot in doubt is there");
  await addJob(company(ctx), "process-batch", { batch: lot.id.toString() }, { key: `process-batch:${lot.id}` });
}

/** A payment in doubt as it is compared, line by line: whole cents in decimal digits, `state` an order's or what was found out. */
type Picture = Record<string, string>;

/**
 * How a payment stands, its order locked until the transaction ends: what a decision's `before` is compared with. A doubt that is over
 * stands otherwise. @throws NotFound
 */
export async function currentDoubt(ctx: OperatorContext, change: { subject: string }): Promise<Picture> {
  const order = await lockOrderById(company(ctx), await orderIdOf(ctx, change.subject));
  const payment = await findLivePayment(company(ctx), order.id);
  return {
    order: order.number,
    reference: payment?.reference ?? "",
    total: order.totalCents.toString(),
    currency: order.currency,
    account: accountTail(order.bankAccount),
    state: order.status,
  };
}

/**
 * Ends a payment's doubt as two operators found out, from then on by their verdict alone: the worker posts it to the ledger as it would
 * the bank's answer. Refuses doubt.over, doubt.mayArrive, doubt.referenceTaken.
 */
export async function applyDoubt(
  ctx: OperatorContext,
  change: { id: bigint; subject: string; after: Picture },
): Promise<void> {
  const order = await lockOrderById(company(ctx), await orderIdOf(ctx, change.subject));
  const payment = await findLivePayment(company(ctx), order.id);
  if (order.status !== "IN_VERIFICATION" || payment?.status !== "UNKNOWN")
    throw new DomainError("doubt.over", { number: order.number });
  const debited = change.after.state === "DEBITED";
  const bankReference = debited ? (change.after.bankReference ?? null) : null;
  if (bankReference !== null) await requireFreeReference(ctx, bankReference, payment.id);
  await giveVerdict({ tx: ctx.tx, tenantId: ctx.tenant.id, now: ctx.now }, payment, {
    debited,
    bankReference,
    changeId: change.id,
  });
  await settleNow(ctx, order.id);
  const { reference } = payment;
  await ctx.audit("doubt.resolved", order.number, { change: change.id, reference, debited, bankReference });
}

/** What an operator proposes of a payment in doubt, as it stands and as it is to end. Refuses doubt.over and what beside its field is wrong. */
export async function doubtProposed(
  ctx: OperatorContext,
  { asunto, resultado, referencia }: ResolveDoubt,
): Promise<{ before: Picture; after: Picture }> {
  const before = await currentDoubt(ctx, { subject: asunto });
  if (before.state !== "IN_VERIFICATION") throw new DomainError("doubt.over", { number: asunto });
  if (resultado === "no-debitado") return { before, after: { ...before, state: "NOT_DEBITED" } };
  if (referencia === "") throw new DomainError("doubt.referenceNeeded", {}, "referencia");
  if (!referenceSchema.safeParse(referencia).success) throw new DomainError("doubt.referenceUnread", {}, "referencia");
  await requireFreeReference(ctx, referencia, null);
  return { before, after: { ...before, state: "DEBITED", bankReference: referencia } };
}

/** The bank gives a reference to one debit. */
async function requireFreeReference({ tx, tenant }: OperatorContext, reference: string, mine: bigint | null) {
  const [taken] = await tx.$queryRaw<{ number: string }[]>`
    SELECT o.number FROM payment p JOIN service_order o ON o.id = p.order_id LEFT JOIN payment_verdict v ON v.payment_id = p.id
     WHERE p.tenant_id = ${tenant.id} AND ${reference} IN (p.bank_reference, v.bank_reference) AND p.id IS DISTINCT FROM ${mine}::bigint LIMIT 1`;
  if (taken) throw new DomainError("doubt.referenceTaken", { number: taken.number }, "referencia");
}
