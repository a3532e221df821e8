import { confirmedByPassword, digestOf, openedByPassword, useConfirmation } from "@/lib/approvals/confirmations";
import { holdRegistry } from "@/lib/batches/recalculate";
import {
  calculate,
  type Grouping,
  groupsForOrders,
  requireConfirmable,
  requireState,
  statusAfterSignature,
} from "@/lib/batches/rules";
import type {
  ConfirmBatch,
  DeleteBatch,
  EndBatch,
  PrepareSignature,
  SignBatches,
  WithdrawSignature,
} from "@/lib/batches/schema";
import { calculated, type SignatureShown, summaryOf } from "@/lib/batches/shown";
import {
  addSignature,
  authorizeBatch,
  feeOf,
  freezeBatch,
  type LockedBatch,
  lockBatch,
  lockBatches,
  moveBatch,
  requireSameContent,
  voidSignatures,
} from "@/lib/batches/store";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { issueOrder } from "@/lib/orders/commands";

/** Freezes a valid lot, its calculation and its digest, for others to sign. Refuses as requireConfirmable, or confirm.changed. */
export async function confirmBatch(ctx: Context, { lote, version, visto, motivo }: ConfirmBatch): Promise<void> {
  await holdRegistry(ctx);
  const batch = await lockBatch(ctx, lote);
  requireConfirmable(batch, motivo);
  const shown = summaryOf(ctx, batch);
  if (batch.version !== version || digestOf(shown) !== visto) throw new DomainError("confirm.changed");
  const calculation = calculate(batch, await feeOf(ctx, batch.type));
  const digest = await freezeBatch(ctx, batch, calculation, batch.warningCount > 0 ? motivo : null);
  await confirmedByPassword(ctx, { purpose: "batch.confirm", subject: batch.number, shown });
  await ctx.audit("batch.confirmed", batch.number, {
    from: batch.status,
    to: "CONFIRMED",
    digest,
    warningsReason: motivo || null,
  });
}

/** Takes a lot that nobody has confirmed out of the tray; the lot stays as ANNULLED. Refuses batch.stateChanged. */
export async function deleteBatch(ctx: Context, { lote }: DeleteBatch): Promise<void> {
  const batch = await lockBatch(ctx, lote);
  requireState("delete", batch);
  await moveBatch(ctx, batch, "ANNULLED", { endedBy: ctx.actor.membershipId });
  await ctx.audit("batch.deleted", batch.number, { from: batch.status, to: "ANNULLED" });
}

/**
 * Calculates the order of the chosen lots and keeps what the signer will see, for five minutes. Signs nothing yet. The portal asks for
 * the clave before it, the App before signing.
 * Refuses as statusAfterSignature, batch.noneChosen, confirm.changed. Returns the statement's id.
 */
export async function prepareSignature(ctx: Context, { lotes, proceso }: PrepareSignature): Promise<string> {
  if (lotes.length === 0) throw new DomainError("batch.noneChosen");
  const batches = await lockBatches(ctx, lotes);
  for (const batch of batches) {
    statusAfterSignature(batch, ctx.actor.user, ctx.company);
    await requireSameContent(ctx, batch);
  }
  const shown = calculated(batches, proceso === "tipo" ? "type" : "batch");
  const id = await openedByPassword(ctx, {
    purpose: signingIn(ctx),
    subject: batches.map((batch) => batch.number).join(" "),
    shown,
  });
  await ctx.audit("batch.signaturePrepared", batches.map((batch) => batch.number).join(" "), {
    total: shown.total.totalCents,
  });
  return id;
}

/**
 * Signs exactly what the statement showed; the last required signature issues the order of a lot.
 * Refuses as useConfirmation and statusAfterSignature, or confirm.changed when a lot is not what was shown.
 * Returns the numbers of the orders issued.
 */
export async function signBatches(ctx: Context, { confirmacion }: SignBatches): Promise<string[]> {
  const { shown } = await useConfirmation(ctx, confirmacion, signingIn(ctx));
  const { lots, grouping } = shown as SignatureShown;
  const batches = await lockBatches(
    ctx,
    lots.map((lot) => lot.number),
  );
  const complete: LockedBatch[] = [];
  for (const batch of batches) {
    const seen = lots.find((lot) => lot.number === batch.number);
    const status = statusAfterSignature(batch, ctx.actor.user, ctx.company);
    if (seen?.digest !== batch.digest || seen?.version !== batch.version) throw new DomainError("confirm.changed");
    await addSignature(ctx, batch, confirmacion);
    if (status === "AUTHORIZED") complete.push(batch);
    else await moveBatch(ctx, batch, status);
    await ctx.audit("batch.signed", batch.number, {
      from: batch.status,
      to: status,
      digest: batch.digest,
      confirmation: confirmacion,
    });
  }
  return issueOrders(ctx, complete, grouping);
}

/** What a statement of a signature is for: one that the App opened, where no clave was typed yet, signs nothing in the portal. */
export const signingIn = ({ actor }: Context): string => (actor.channel === "APP" ? "batch.signInApp" : "batch.sign");

async function issueOrders(ctx: Context, batches: readonly LockedBatch[], grouping: Grouping): Promise<string[]> {
  const numbers: string[] = [];
  for (const group of groupsForOrders(batches, grouping)) {
    const order = await issueOrder(ctx, calculated(group, grouping));
    for (const batch of group) await authorizeBatch(ctx, batch, order.id);
    numbers.push(order.number);
  }
  return numbers;
}

/** A signer refuses a lot, with a reason; signatures it had become void. Refuses batch.stateChanged, confirm.changed. */
export async function rejectBatch(ctx: Context, input: EndBatch): Promise<void> {
  await endBatch(ctx, input, "reject", "REJECTED", "batch.rejected");
}

/** A signer takes a lot back before it is authorized, with a reason. Refuses batch.stateChanged, confirm.changed. */
export async function annulBatch(ctx: Context, input: EndBatch): Promise<void> {
  await endBatch(ctx, input, "annul", "ANNULLED", "batch.annulled");
}

async function endBatch(
  ctx: Context,
  { lote, version, motivo }: EndBatch,
  verb: "reject" | "annul",
  to: "REJECTED" | "ANNULLED",
  event: "batch.rejected" | "batch.annulled",
) {
  const batch = await lockBatch(ctx, lote);
  requireState(verb, batch);
  if (batch.version !== version) throw new DomainError("confirm.changed");
  await confirmedByPassword(ctx, {
    purpose: `batch.${verb}`,
    subject: batch.number,
    shown: { ...calculated([batch], "batch"), reason: motivo },
  });
  await voidSignatures(ctx, batch, motivo);
  await moveBatch(ctx, batch, to, { endReason: motivo, endedBy: ctx.actor.membershipId });
  await ctx.audit(event, batch.number, { from: batch.status, to, reason: motivo });
}

/** Takes one's own signature back while another is missing. Refuses batch.stateChanged, batch.notYourSignature. */
export async function withdrawSignature(ctx: Context, { lote, version }: WithdrawSignature): Promise<void> {
  const batch = await lockBatch(ctx, lote);
  requireState("withdraw", batch);
  if (batch.version !== version) throw new DomainError("confirm.changed");
  await confirmedByPassword(ctx, {
    purpose: "batch.withdraw",
    subject: batch.number,
    shown: calculated([batch], "batch"),
  });
  const voided = await voidSignatures(ctx, batch, "withdrawn", ctx.actor.membershipId);
  if (voided === 0) throw new DomainError("batch.notYourSignature", { number: batch.number });
  await moveBatch(ctx, batch, "CONFIRMED");
  await ctx.audit("batch.signatureWithdrawn", batch.number, { from: batch.status, to: "CONFIRMED" });
}
