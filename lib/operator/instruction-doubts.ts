import { assert } from "@/lib/assert";
import type { OperatorContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import type { InstructionKind, InstructionStatus } from "@/lib/generated/prisma/enums";
import { giveInstructionVerdict, refuseUnknownCard } from "@/lib/instructions/doubt";
import { ofBank } from "@/lib/instructions/rules";
import type { Currency } from "@/lib/money";
import { bankReferenceTyped, requireFreeReference } from "@/lib/operator/bank-reference";
import type { ChangeOf } from "@/lib/operator/changes";
import type { ResolveDoubt } from "@/lib/operator/doubt-schema";
import type { Asked } from "@/lib/operator/rules";
import { accountTail } from "@/lib/orders/rules";
import { addJob } from "@/lib/queue";

/** What the desk may know of an instruction: nothing of cards or people. A balance is none of its business. */
export type InstructionFacts = {
  id: bigint;
  kind: Exclude<InstructionKind, "BALANCE">;
  status: InstructionStatus;
  cents: bigint | null;
  currency: Currency;
  product: string;
  timeZone: string;
  account: string | null;
  requestedAt: Date;
  sentAt: Date | null;
  arrivesUntil: Date | null;
  resolvedAt: Date | null;
  /** The bank's reference, where the bank did it. */
  outside: string | null;
};

/** An instruction of the company being served; `locked`: whoever sends or ends it comes before, or after. */
export async function findInstructionFacts(
  { tx }: OperatorContext,
  number: string,
  locked = false,
): Promise<InstructionFacts | null> {
  const [row] = await tx.$queryRaw<InstructionFacts[]>`
    SELECT id, kind, status, cents, currency, product, time_zone AS "timeZone", account, requested_at AS "requestedAt", sent_at AS "sentAt",
           arrives_until AS "arrivesUntil", resolved_at AS "resolvedAt", outside FROM instruction_in_doubt(${number}, ${locked})`;
  return row ?? null;
}

async function lockFacts(ctx: OperatorContext, number: string): Promise<InstructionFacts> {
  const facts = await findInstructionFacts(ctx, number, true);
  if (!facts) throw new NotFound();
  return facts;
}

/** Has it asked for at once, whenever it was to be. @throws NotFound */
export async function instructNow(ctx: OperatorContext, number: string): Promise<void> {
  const { id } = await lockFacts(ctx, number);
  const { tx, tenant } = ctx;
  const instruction = id.toString();
  const key = `settle-instruction:${instruction}`;
  await addJob({ tx, company: { id: tenant.id } }, "settle-instruction", { instruction }, { key });
}

/** An instruction's doubt, ended by what two operators found out. `state` is the instruction's, or what was found out: DONE, NOT_DONE. */
export const instructionKind: ChangeOf = {
  async current(ctx, subject) {
    const { kind, cents, currency, account, status } = await lockFacts(ctx, subject);
    return {
      reference: `${ctx.tenant.code}-${subject}`,
      asks: kind,
      total: cents?.toString() ?? "",
      currency,
      account: account === null ? "" : accountTail(account),
      state: status,
      bankReference: "",
    };
  },
  check(_ctx, { state, asks, bankReference }) {
    assert(state === "DONE" || state === "NOT_DONE", "an instruction's doubt ends in one of two ways");
    const bankDid = state === "DONE" && ofBank(asks as InstructionKind);
    assert(bankDid === (bankReference !== ""), "only what the bank did has a reference of the bank's");
  },
  print(key, value, say) {
    if (key !== "state") return value || "—";
    if (value === "DONE") return say("doubts.instruction.states.DONE");
    return value === "NOT_DONE" ? say("doubts.instruction.states.NOT_DONE") : say("doubts.title");
  },
  /**
   * From now on their verdict alone ends it: the worker posts or reverses by it as it would by an answer.
   * Refuses doubt.over, doubt.mayArrive, doubt.cardUnknown, doubt.referenceTaken.
   */
  async apply(ctx, { id, subject, after }) {
    const facts = await lockFacts(ctx, subject);
    if (facts.status !== "UNKNOWN") throw new DomainError("doubt.over", { number: subject });
    const reference = after.bankReference || null;
    if (reference !== null) await requireFreeReference(ctx, reference, { instruction: facts.id });
    const verdict = { done: after.state === "DONE", bankReference: reference, changeId: id };
    await giveInstructionVerdict({ tx: ctx.tx, tenantId: ctx.tenant.id, now: ctx.now }, facts, verdict);
    await instructNow(ctx, subject);
    await ctx.audit("doubt.resolved", subject, { ...verdict, reference: after.reference });
  },
};

/** What an operator asks another to decide of an instruction. Refuses doubt.over, doubt.cardUnknown, and as `bankReferenceTyped`. */
export async function instructionAsked(
  ctx: OperatorContext,
  { asunto, resultado, referencia, motivo }: ResolveDoubt,
): Promise<Asked> {
  const { kind, status } = await lockFacts(ctx, asunto);
  if (status !== "UNKNOWN") throw new DomainError("doubt.over", { number: asunto });
  const done = resultado === "hecho";
  refuseUnknownCard(kind, done, "resultado");
  const bankReference = done && ofBank(kind) ? await bankReferenceTyped(ctx, referencia) : "";
  const after = { state: done ? "DONE" : "NOT_DONE", bankReference };
  return { kind: "DOUBT", subject: asunto, after, reason: motivo };
}
