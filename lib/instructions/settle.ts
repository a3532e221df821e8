import { assert } from "@/lib/assert";
import { type Answer, keepAnswers, listen } from "@/lib/batches/answers";
import { overtakeChange } from "@/lib/batches/doubt";
import { addCards } from "@/lib/cards/store";
import { runAsSystem } from "@/lib/command";
import { mayBegin } from "@/lib/companies/store";
import type { TenantContext } from "@/lib/context";
import { FenceLost } from "@/lib/errors";
import type { Bank, CreditStatus, DebitStatus } from "@/lib/gateways/bank";
import type { Core, IssuedCard } from "@/lib/gateways/core";
import type { CardBalance, CardInstruction, InstructionStatus } from "@/lib/gateways/core-cards";
import { unknown } from "@/lib/gateways/wire";
import { findInstructionVerdict, type InstructionVerdict, maySendUntil } from "@/lib/instructions/doubt";
import { instructionEvent, ofBank } from "@/lib/instructions/rules";
import { type LockedInstruction, lockInstruction } from "@/lib/instructions/store";
import { accountsOf, type EntryKind, type Move, postEntry } from "@/lib/ledger/store";
import { log } from "@/lib/log";
import { askAgainSeconds } from "@/lib/orders/rules";
import { addJob } from "@/lib/queue";

export type InstructDeps = { bank: Bank; core: Core };
type Claimed = { instruction: LockedInstruction; reference: string; sentBefore: boolean; maySend: boolean };
type Outcome = DebitStatus | CreditStatus | InstructionStatus | CardBalance;

/** Whoever was held up for so long after claiming sends nothing: another may hold it by then. */
const sendWithinMs = 15_000;

/**
 * Job: brings an instruction to its truth. The first time it is sent; ever after it is asked for by its reference, and sent again under the
 * same only when they say that they never saw it. What stays unknown is asked again later. Refused = what the ledger moved is reversed.
 * While its company is suspended nothing is sent that was not sent before, and while two operators are asked to decide what became of it,
 * nothing at all; what they decided ends it without asking.
 */
export async function settleInstruction(deps: InstructDeps, tenantId: number, id: bigint): Promise<void> {
  const began = Date.now();
  const claimed = await runAsSystem(tenantId, (ctx) => claim(ctx, id));
  if (!claimed) return;
  const answers: Answer[] = [];
  const inTime = () => Date.now() - began < sendWithinMs;
  const outcome = await askOutside(deps, claimed, answers, { inTime, mayGoOn: () => runAsSystem(tenantId, mayBegin) });
  const kept = worthKeeping(claimed, answers);
  if (kept.length > 0) await runAsSystem(tenantId, (ctx) => hear(ctx, claimed, kept));
  const wasInDoubt = await runAsSystem(tenantId, (ctx) => settle(ctx, claimed, outcome)).catch(async (error) => {
    // What was said to a worker that lost its hold is said to nobody else, and two may have decided otherwise.
    if (kept.length === 0) await runAsSystem(tenantId, (ctx) => hear(ctx, claimed, answers));
    throw error;
  });
  // On its own: whoever decides the change holds it before they wait for the instruction.
  if (wasInDoubt) await runAsSystem(tenantId, (ctx) => overtakeChange(ctx, claimed.instruction.number));
}

/** Keeps what they said; that it is otherwise than two operators decided meanwhile stands in the trail. */
async function hear(ctx: TenantContext, claimed: Claimed, answers: readonly Answer[]): Promise<void> {
  const { instruction, reference } = claimed;
  const about = { instructionId: instruction.id, reference, account: instruction.account ?? undefined };
  await keepAnswers(ctx, about, answers);
  const said = answers.at(-1)?.outcome;
  const verdict = await findInstructionVerdict(ctx, instruction.id);
  if (!verdict || !said || !["confirmed", "done", "refused"].includes(said.kind)) return;
  const agrees =
    said.kind === "confirmed" ? said.bankReference === verdict.bankReference : verdict.done === (said.kind === "done");
  if (agrees) return;
  await ctx.audit(instructionEvent(instruction.kind, "Contradicted"), instruction.number, {
    reference,
    said: said.kind,
    change: verdict.changeId,
  });
  log.error({ instruction: instruction.number, reference, said: said.kind }, "contradicts what two operators decided");
}

/** What was answered as it should be at once needs no look at the operator's desk. */
const worthKeeping = ({ sentBefore }: Claimed, answers: readonly Answer[]): readonly Answer[] =>
  !sentBefore && answers.length === 1 && ["done", "confirmed", "found"].includes(answers[0]?.outcome.kind ?? "")
    ? []
    : answers;

async function claim(ctx: TenantContext, id: bigint): Promise<Claimed | null> {
  const instruction = await lockInstruction(ctx, id);
  if (instruction.status === "DONE" || instruction.status === "REFUSED") return null;
  const verdict = await findInstructionVerdict(ctx, id);
  if (verdict) {
    await endByVerdict(ctx, instruction, verdict);
    return null;
  }
  const sentBefore = instruction.status !== "REQUESTED";
  if (!sentBefore && !(await mayBegin(ctx))) {
    await ctx.audit(instructionEvent(instruction.kind, "Held"), instruction.number, { why: "companySuspended" });
    return null;
  }
  const arrivesUntil = await maySendUntil(ctx, instruction);
  const { fence } = await ctx.tx.instruction.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id } },
    data: {
      fence: { increment: 1 },
      ...(arrivesUntil && { arrivesUntil }),
      ...(!sentBefore && { status: "SENT", sentAt: ctx.now }),
    },
    select: { fence: true },
  });
  const reference = `${ctx.company.code}-${instruction.number}`;
  return {
    instruction: { ...instruction, fence, status: sentBefore ? instruction.status : "SENT" },
    reference,
    sentBefore,
    maySend: arrivesUntil !== null,
  };
}

async function askOutside(
  deps: InstructDeps,
  claimed: Claimed,
  answers: Answer[],
  { inTime, mayGoOn }: { inTime: () => boolean; mayGoOn: () => Promise<boolean> },
): Promise<Outcome> {
  const { card } = asks(claimed);
  if (claimed.instruction.kind === "BALANCE") {
    return listen(answers, "cardBalance", () => deps.core.cardBalance(card));
  }
  const { send, status } = waysOf(deps, claimed, answers);
  const sending = () => (inTime() ? send() : Promise.resolve(unknown("timeout")));
  const outcome = claimed.sentBefore ? await status() : await sending();
  return outcome.kind === "notFound" && claimed.maySend && (await mayGoOn()) ? sending() : outcome;
}

const asks = ({ instruction: { cardReference, cents, account } }: Claimed) => ({
  card: cardReference ?? "",
  cents: cents ?? 0n,
  account: account ?? "",
});

type Ways = { send: () => Promise<Outcome>; status: () => Promise<Outcome> };

/** How each kind is sent, and asked for afterwards. */
function waysOf({ bank, core }: InstructDeps, claimed: Claimed, answers: Answer[]): Ways {
  const { instruction, reference } = claimed;
  const { cents, account } = asks(claimed);
  if (ofBank(instruction.kind)) {
    const sent = { account, amountCents: cents, currency: instruction.currency };
    const description = `${instruction.number} ${instruction.description ?? ""}`.slice(0, 60).trim();
    return instruction.kind === "FUND"
      ? {
          send: () => listen(answers, "debit", (hears) => bank.debit({ ...sent, reference, description }, hears)),
          status: () => listen(answers, "debitStatus", (hears) => bank.debitStatus(reference, sent, hears)),
        }
      : {
          send: () => listen(answers, "credit", (hears) => bank.credit({ ...sent, reference, description }, hears)),
          status: () => listen(answers, "creditStatus", (hears) => bank.creditStatus(reference, sent, hears)),
        };
  }
  const sent = cardInstruction(claimed);
  return {
    send: () => listen(answers, "instruct", () => core.instruct(sent)),
    status: () => listen(answers, "instructionStatus", () => core.instructionStatus(reference, sent)),
  };
}

function cardInstruction(claimed: Claimed): CardInstruction {
  const { kind, reason } = claimed.instruction;
  const { card, cents } = asks(claimed);
  const { reference } = claimed;
  switch (kind) {
    case "CREDIT":
    case "DEBIT":
      return { reference, card, kind, amountCents: cents };
    case "BLOCK":
    case "REPLACE":
      assert(reason, "who blocks or replaces a card says why");
      return { reference, card, kind, reason };
    case "UNBLOCK":
      return { reference, card, kind };
    default:
      throw new Error(`${kind} is not asked of the core as an instruction`);
  }
}

/**
 * Writes what was answered, unless it was decided meanwhile. Returns whether a doubt ended by the answer.
 * @throws FenceLost when another worker holds the instruction by now
 */
async function settle(ctx: TenantContext, { instruction: held }: Claimed, outcome: Outcome): Promise<boolean> {
  const instruction = await lockInstruction(ctx, held.id);
  if (instruction.fence !== held.fence) throw new FenceLost();
  if (instruction.status === "DONE" || instruction.status === "REFUSED") return false;
  const verdict = await findInstructionVerdict(ctx, instruction.id);
  if (verdict) await endByVerdict(ctx, instruction, verdict);
  else await endByAnswer(ctx, instruction, outcome);
  return instruction.status === "UNKNOWN" && ["confirmed", "done", "refused"].includes(outcome.kind);
}

/** A card that replaced another is known from the core alone: of that nobody decides that it was done. */
async function endByVerdict(ctx: TenantContext, instruction: LockedInstruction, verdict: InstructionVerdict) {
  const { done, bankReference, changeId: change } = verdict;
  if (done) await finish(ctx, instruction, { outside: bankReference ?? undefined }, change);
  else await refuse(ctx, instruction, "notDone", change);
}

async function endByAnswer(ctx: TenantContext, instruction: LockedInstruction, outcome: Outcome): Promise<void> {
  switch (outcome.kind) {
    case "confirmed":
      return finish(ctx, instruction, { outside: outcome.bankReference });
    case "done":
      return finish(ctx, instruction, {
        outside: outcome.coreReference,
        toldCents: outcome.balanceCents,
        replacement: outcome.replacement,
      });
    case "found":
      return finish(ctx, instruction, { toldCents: outcome.balanceCents, toldState: outcome.state });
    case "refused":
      return refuse(ctx, instruction, outcome.reason);
    default:
      return doubt(ctx, instruction, outcome.kind === "unknown" ? outcome.detail : outcome.kind);
  }
}

type Told = { outside?: string; toldCents?: bigint; toldState?: string; replacement?: IssuedCard };

async function finish(ctx: TenantContext, instruction: LockedInstruction, told: Told, change?: bigint): Promise<void> {
  const { replacement, ...facts } = told;
  const successor = instruction.kind === "REPLACE" ? await succeed(ctx, instruction, replacement) : null;
  await ctx.tx.instruction.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id: instruction.id } },
    data: { status: "DONE", resolvedAt: ctx.now, failure: null, ...facts, replacedBy: successor?.card },
    select: { id: true },
  });
  if (instruction.kind === "FUND") {
    const accounts = await accountsOf(ctx, instruction.productId);
    const move = { debit: accounts.BANK_CLEARING, credit: accounts.MASTER, cents: instruction.cents ?? 0n };
    await post(ctx, instruction, "master.fund", move);
  }
  if (successor) {
    // Its account is locked since the instruction ended.
    const { id: debit, balanceCents: cents } = await accountOfCard(ctx, instruction);
    await post(ctx, instruction, "card.replace", { debit, credit: successor.account, cents });
  }
  if (instruction.kind === "BLOCK") await moveCard(ctx, instruction, "BLOCKED");
  if (instruction.kind === "UNBLOCK") await moveCard(ctx, instruction, "ACTIVE");
  await ctx.audit(instructionEvent(instruction.kind, "Done"), instruction.number, {
    card: instruction.cardReference,
    amount: instruction.cents,
    outside: told.outside,
    change,
  });
}

/** What the ledger moved at once goes back, now that nothing holds it. */
async function refuse(
  ctx: TenantContext,
  instruction: LockedInstruction,
  failure: string,
  change?: bigint,
): Promise<void> {
  await ctx.tx.instruction.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id: instruction.id } },
    data: { status: "REFUSED", resolvedAt: ctx.now, failure },
    select: { id: true },
  });
  const { kind } = instruction;
  if (kind === "CREDIT" || kind === "DEBIT" || kind === "WITHDRAW") {
    const accounts = await accountsOf(ctx, instruction.productId);
    const cents = instruction.cents ?? 0n;
    const own = kind === "WITHDRAW" ? accounts.BANK_CLEARING : (await accountOfCard(ctx, instruction)).id;
    const [debit, credit] = kind === "DEBIT" ? [accounts.MASTER, own] : [own, accounts.MASTER];
    await post(ctx, instruction, reversals[kind], { debit, credit, cents });
  }
  await ctx.audit(instructionEvent(kind, "Refused"), instruction.number, {
    card: instruction.cardReference,
    amount: instruction.cents,
    reason: failure,
    change,
  });
}

const reversals = {
  CREDIT: "card.creditReversed",
  DEBIT: "card.debitReversed",
  WITHDRAW: "master.withdrawReversed",
} as const satisfies Record<string, EntryKind>;

/** Nobody knows yet. A balance that was not told is asked for anew by whoever wants it; whatever moves something is asked about again. */
async function doubt(ctx: TenantContext, instruction: LockedInstruction, detail: string): Promise<void> {
  if (instruction.kind === "BALANCE")
    return refuse(ctx, instruction, detail === "notFound" ? "cardUnknown" : "noAnswer");
  await ctx.tx.instruction.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id: instruction.id } },
    data: { status: "UNKNOWN", failure: detail },
    select: { id: true },
  });
  // Said once; what each asking brought stands with the answers.
  if (instruction.status !== "UNKNOWN")
    await ctx.audit(instructionEvent(instruction.kind, "InDoubt"), instruction.number, {
      card: instruction.cardReference,
      amount: instruction.cents,
      detail,
    });
  const runAt = new Date(Date.now() + askAgainSeconds(Number(instruction.fence) - 1) * 1000);
  const id = instruction.id.toString();
  await addJob(ctx, "settle-instruction", { instruction: id }, { key: `settle-instruction:${id}`, runAt });
}

async function post(
  ctx: TenantContext,
  instruction: LockedInstruction,
  kind: EntryKind,
  move: Omit<Move, "line">,
): Promise<void> {
  const suffix = kind.endsWith("Reversed") ? ":reversed" : "";
  const posted = await postEntry(ctx, { kind, key: `instruction:${instruction.id}${suffix}` }, [move]);
  assert(posted !== null, "the end of an instruction is posted once");
}

async function accountOfCard(ctx: TenantContext, { card }: LockedInstruction) {
  return ctx.tx.account.findUniqueOrThrow({
    where: { cardId: card ?? 0n, tenantId: ctx.company.id },
    select: { id: true, balanceCents: true },
  });
}

async function moveCard(
  ctx: TenantContext,
  { card }: LockedInstruction,
  status: "ACTIVE" | "BLOCKED" | "REPLACED",
): Promise<void> {
  await ctx.tx.card.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id: card ?? 0n } },
    data: { status },
    select: { id: true },
  });
}

/** The card that the core made for the same person, with its account; the old one is one no more. */
async function succeed(
  ctx: TenantContext,
  instruction: LockedInstruction,
  replacement: IssuedCard | undefined,
): Promise<{ card: bigint; account: bigint }> {
  assert(replacement, "a card that was replaced has its successor");
  const old = await ctx.tx.card.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: ctx.company.id, id: instruction.card ?? 0n } },
    select: { document: true, holder: true },
  });
  await moveCard(ctx, instruction, "REPLACED");
  const { cardReference: reference, bin, last4, token, fingerprint } = replacement;
  const made = { reference, bin, last4, token, fingerprint, ...old };
  const accounts = await addCards(ctx, { productId: instruction.productId, batchId: null }, [made]);
  const account = accounts.get(reference);
  assert(account, "a new card has its account");
  const { id: card } = await ctx.tx.card.findUniqueOrThrow({ where: { reference }, select: { id: true } });
  return { card, account };
}
