import { confirmedByPassword, digestOf, useConfirmation } from "@/lib/approvals/confirmations";
import { holdRegistry, recalculateReturned } from "@/lib/batches/recalculate";
import {
  type LockedBatch,
  lockBatchesOfOrder,
  lostSigners,
  moveBatch,
  requireSameContent,
  voidSignatures,
} from "@/lib/batches/store";
import type { Context, TenantContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { paymentShown } from "@/lib/orders/commands";
import { requireOrderState } from "@/lib/orders/rules";
import type { AnnulOrder, PayOrder } from "@/lib/orders/schema";
import { type LockedOrder, lockOrder, moveOrder } from "@/lib/orders/store";
import { addJob } from "@/lib/queue";

// Verbs that move an order together with its lots. Everybody locks the order first, then its lots in id order.

/**
 * Starts the payment of an order whose code was right: every signer must still be one, and every lot still say what was signed.
 * Refuses requireOrderState, useConfirmation, confirm.changed. When a signer lost the right, the order is annulled instead
 * and its lots wait for signatures again.
 */
export async function payOrder(ctx: Context, { orden, confirmacion }: PayOrder): Promise<"paying" | "signerLost"> {
  const order = await lockOrder(ctx, orden);
  const { subject, digest } = await useConfirmation(ctx, confirmacion, "order.pay");
  requireOrderState("pay", order);
  if (subject !== order.number || digest !== digestOf(paymentShown(ctx, order)))
    throw new DomainError("confirm.changed");
  const batches = await lockBatchesOfOrder(ctx, order.id);
  const lost = await lostSigners(ctx, order.id);
  if (lost.length > 0) {
    await returnLots(ctx, order, batches, lost.join(", "));
    return "signerLost";
  }
  for (const batch of batches) {
    if (batch.signers.length < (batch.signaturesRequired ?? 2)) throw new DomainError("confirm.changed");
    await requireSameContent(ctx, batch);
  }
  const attempt = 1 + (await ctx.tx.payment.count({ where: { tenantId: ctx.company.id, orderId: order.id } }));
  const reference = `${ctx.company.code}-${order.number}-${attempt}`;
  await ctx.tx.payment.create({
    data: {
      tenantId: ctx.company.id,
      orderId: order.id,
      attempt,
      reference,
      requestedBy: ctx.actor.membershipId,
      confirmationId: confirmacion,
    },
    select: { id: true },
  });
  await moveOrder(ctx, order, { status: "PAYING", failure: null });
  await addJob(ctx, "settle-payment", { order: order.id.toString() }, { key: `settle-payment:${order.id}` });
  await ctx.audit("order.paid", order.number, { from: order.status, to: "PAYING", reference, total: order.totalCents });
  return "paying";
}

async function returnLots(
  ctx: Context,
  order: LockedOrder,
  batches: readonly LockedBatch[],
  lost: string,
): Promise<void> {
  await holdRegistry(ctx);
  await moveOrder(ctx, order, { status: "ANNULLED", annulReason: lost });
  for (const batch of batches) {
    await voidSignatures(ctx, batch, `signerLost: ${lost}`);
    await moveBatch(ctx, batch, "CONFIRMED");
    await ctx.tx.batch.update({
      where: { tenantId_id: { tenantId: ctx.company.id, id: batch.id } },
      data: { orderId: null },
    });
    await ctx.audit("batch.signaturesVoided", batch.number, { from: batch.status, to: "CONFIRMED", lost });
    await recalculateReturned(ctx, { ...batch, status: "CONFIRMED", orderId: null }, `signerLost: ${lost}`);
  }
  await ctx.audit("order.annulled", order.number, { from: order.status, to: "ANNULLED", signerLost: lost });
}

/** Annuls an unpaid order and its lots. Refuses requireOrderState: never while its payment is under way or in doubt. */
export async function annulOrder(ctx: Context, { orden }: AnnulOrder): Promise<void> {
  const order = await lockOrder(ctx, orden);
  requireOrderState("annul", order);
  await confirmedByPassword(ctx, { purpose: "order.annul", subject: order.number, shown: paymentShown(ctx, order) });
  const batches = await lockBatchesOfOrder(ctx, order.id);
  await moveOrder(ctx, order, { status: "ANNULLED" });
  for (const batch of batches) await moveBatch(ctx, batch, "ANNULLED", { endedBy: ctx.actor.membershipId });
  await ctx.audit("order.annulled", order.number, {
    from: order.status,
    to: "ANNULLED",
    lots: batches.map((batch) => batch.number),
  });
}

/** Sends a paid order's lots to the card core. */
export async function startProcessing(ctx: TenantContext, order: LockedOrder): Promise<void> {
  for (const batch of await lockBatchesOfOrder(ctx, order.id)) {
    if (batch.status !== "AUTHORIZED")
      throw new DomainError("batch.stateChanged", { number: batch.number, status: batch.status });
    await moveBatch(ctx, batch, "IN_PROCESS");
    await addJob(ctx, "process-batch", { batch: batch.id.toString() }, { key: `process-batch:${batch.id}` });
    await ctx.audit("batch.processing", batch.number, { from: batch.status, to: "IN_PROCESS" });
  }
}
