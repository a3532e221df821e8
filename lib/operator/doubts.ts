import { assert } from "@/lib/assert";
import { giveVerdict } from "@/lib/batches/doubt";
import type { OperatorContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import { bankReferenceTyped, requireFreeReference } from "@/lib/operator/bank-reference";
import type { ChangeOf } from "@/lib/operator/changes";
import { findDoubt } from "@/lib/operator/doubt-queries";
import type { AskDoubt, ResolveDoubt } from "@/lib/operator/doubt-schema";
import { instructionAsked, instructionKind, instructNow } from "@/lib/operator/instruction-doubts";
import { lockLot, pageAsked, pageKind, processNow } from "@/lib/operator/page-doubts";
import type { Asked, Picture } from "@/lib/operator/rules";
import { accountTail } from "@/lib/orders/rules";
import { findLivePayment, lockOrderById } from "@/lib/orders/store";
import { addJob } from "@/lib/queue";

/** Asks bank or core again at once, whenever it was to be asked. Refuses doubt.over; @throws NotFound */
export async function askAgain(ctx: OperatorContext, { asunto }: AskDoubt): Promise<void> {
  const doubt = await findDoubt(ctx, asunto);
  if (!doubt) throw new NotFound();
  if (!doubt.open) throw new DomainError("doubt.over", { number: asunto });
  if (doubt.kind === "PAYMENT") await settleNow(ctx, await orderIdOf(ctx, asunto));
  else if (doubt.kind === "PAGE") await processNow(ctx, (await lockLot(ctx, asunto)).id);
  else await instructNow(ctx, asunto);
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

/** A payment's doubt, ended by what two operators found out. `state` is an order's, or what was found out: DEBITED, NOT_DEBITED. */
const paymentKind: ChangeOf = {
  /** Its order stays locked: what the bank answers comes before, or after. A doubt that is over stands otherwise. */
  async current(ctx, subject) {
    const order = await lockOrderById(company(ctx), await orderIdOf(ctx, subject));
    const payment = await findLivePayment(company(ctx), order.id);
    return {
      reference: payment?.reference ?? "",
      total: order.totalCents.toString(),
      currency: order.currency,
      account: accountTail(order.bankAccount),
      state: order.status,
      bankReference: "",
    };
  },
  check(_ctx, { state, bankReference }) {
    assert(state === "DEBITED" || state === "NOT_DEBITED", "a doubt ends in one of two ways");
    assert((state === "DEBITED") === (bankReference !== ""), "only a debit has a reference of the bank's");
  },
  print(key, value, say) {
    if (key !== "state") return value || "—";
    if (value === "DEBITED") return say("doubts.resolve.states.DEBITED");
    return value === "NOT_DEBITED" ? say("doubts.resolve.states.NOT_DEBITED") : say(`orders.status.${value}`);
  },
  /**
   * From now on their verdict alone ends it: the worker posts it to the ledger as it would the bank's answer.
   * Refuses doubt.over, doubt.mayArrive, doubt.referenceTaken.
   */
  async apply(ctx, { id, subject, after }) {
    const order = await lockOrderById(company(ctx), await orderIdOf(ctx, subject));
    const payment = await findLivePayment(company(ctx), order.id);
    if (order.status !== "IN_VERIFICATION" || payment?.status !== "UNKNOWN")
      throw new DomainError("doubt.over", { number: order.number });
    const debited = after.state === "DEBITED";
    const reference = debited ? (after.bankReference ?? "") : null;
    if (reference !== null) await requireFreeReference(ctx, reference, { payment: payment.id });
    const verdict = { debited, bankReference: reference, changeId: id };
    await giveVerdict({ tx: ctx.tx, tenantId: ctx.tenant.id, now: ctx.now }, payment, verdict);
    await settleNow(ctx, order.id);
    await ctx.audit("doubt.resolved", order.number, { ...verdict, reference: payment.reference });
  },
};

/** A doubt of each kind: an order's payment by the order's number, a lot's page by the lot's, an instruction by its own. */
const kindOf = (subject: string): ChangeOf =>
  subject.startsWith("OS-") ? paymentKind : subject.startsWith("CM-") ? instructionKind : pageKind;
const pictured = (of: Picture): ChangeOf => ("page" in of ? pageKind : "asks" in of ? instructionKind : paymentKind);
export const doubtKind: ChangeOf = {
  current: (ctx, subject) => kindOf(subject).current(ctx, subject),
  check: (ctx, after) => pictured(after).check?.(ctx, after),
  print: (key, value, say, of) => pictured(of).print(key, value, say, of),
  apply: (ctx, change) => kindOf(change.subject).apply(ctx, change),
};

/** What an operator asks another to decide of what is in doubt. Refuses doubt.over, and beside its field what is wrong. */
export async function doubtAsked(ctx: OperatorContext, input: ResolveDoubt): Promise<Asked> {
  const { asunto, resultado, referencia, motivo } = input;
  const ofPayment = asunto.startsWith("OS-");
  if (ofPayment === resultado.endsWith("hecho")) throw new DomainError("access.malformed");
  if (asunto.startsWith("CM-")) return instructionAsked(ctx, input);
  if (!ofPayment) return pageAsked(ctx, asunto, resultado === "hecho", motivo);
  const { state } = await doubtKind.current(ctx, asunto);
  if (state !== "IN_VERIFICATION") throw new DomainError("doubt.over", { number: asunto });
  const asked = { kind: "DOUBT", subject: asunto, reason: motivo } as const;
  if (resultado === "no-debitado") return { ...asked, after: { state: "NOT_DEBITED", bankReference: "" } };
  return { ...asked, after: { state: "DEBITED", bankReference: await bankReferenceTyped(ctx, referencia) } };
}
