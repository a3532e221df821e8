import { openedByCode, tryCode } from "@/lib/approvals/confirmations";
import type { Context } from "@/lib/context";
import { nextNumber } from "@/lib/counters";
import { DomainError } from "@/lib/errors";
import { accountTail, mailTriesMax, requireOrderState } from "@/lib/orders/rules";
import type { PayOrder, RequestCode } from "@/lib/orders/schema";
import { type LockedOrder, lockOrder } from "@/lib/orders/store";
import { addJob } from "@/lib/queue";
import { type SecretsKeys, seal } from "@/lib/secrets";

type Ordered = {
  lots: readonly { number: string; bankAccount: string }[];
  total: { lineCount: number; amountCents: string; commissionCents: string; taxCents: string; totalCents: string };
};

/** Writes the service order of signed lots, with the sums that were signed. */
export async function issueOrder(ctx: Context, { lots, total }: Ordered): Promise<{ id: bigint; number: string }> {
  const number = await nextNumber(ctx, "OS");
  const order = await ctx.tx.serviceOrder.create({
    data: {
      tenantId: ctx.company.id,
      productId: ctx.product.id,
      number,
      lineCount: total.lineCount,
      amountCents: BigInt(total.amountCents),
      commissionCents: BigInt(total.commissionCents),
      taxCents: BigInt(total.taxCents),
      totalCents: BigInt(total.totalCents),
      bankAccount: lots[0]?.bankAccount ?? ctx.company.bankAccount,
      issuedBy: ctx.actor.membershipId,
    },
    select: { id: true },
  });
  await addJob(ctx, "print-order", { order: order.id.toString() }, { key: `print-order:${order.id}` });
  await ctx.audit("order.issued", number, { lots: lots.map((lot) => lot.number), total: total.totalCents });
  return { id: order.id, number };
}

/** What a payer confirms by the mailed code. Amounts as decimal strings of cents. */
export const paymentShown = (ctx: Context, order: LockedOrder) => ({
  company: ctx.company.code,
  product: ctx.product.code,
  order: order.number,
  totalCents: order.totalCents.toString(),
  bankAccount: order.bankAccount,
});

/**
 * Has a code mailed to the payer that names order, total and account; older codes for the order become void. It does not wait
 * for the mail: what became of it is told by `codeDelivery`.
 * Refuses requireOrderState, confirm.tooManyCodes. Returns the statement's id.
 */
export async function requestPaymentCode(
  ctx: Context,
  { orden }: RequestCode,
  secretsKeys: SecretsKeys,
): Promise<string> {
  const order = await lockOrder(ctx, orden);
  requireOrderState("pay", order);
  const statement = { purpose: "order.pay", subject: order.number, shown: paymentShown(ctx, order) };
  const { id, code } = await openedByCode(ctx, statement, secretsKeys);
  await addJob(
    ctx,
    "mail-code",
    { confirmation: id, sealedCode: seal(secretsKeys, code, { purpose: "mail-code", owner: id }) },
    { key: `mail-code:${id}`, triesMax: mailTriesMax },
  );
  await ctx.audit("order.codeRequested", order.number, {
    total: order.totalCents,
    account: accountTail(order.bankAccount),
  });
  return id;
}

/**
 * Counts a try at the code, in a transaction of its own, before the payment looks at anything. Throws nothing for a wrong
 * code, so that the try stays counted: the caller refuses.
 */
export async function checkPaymentCode(
  ctx: Context,
  { confirmacion, codigo }: PayOrder,
  secretsKeys: SecretsKeys,
): Promise<DomainError | null> {
  const { right, left } = await tryCode(ctx, confirmacion, codigo, secretsKeys);
  await ctx.audit(right ? "order.codeRight" : "order.codeWrong", confirmacion, { left }, right ? "done" : "refused");
  if (right) return null;
  return left > 0
    ? new DomainError("confirm.wrongCode", { left }, "codigo")
    : new DomainError("confirm.noTries", {}, "codigo");
}
