import type { TenantContext } from "@/lib/context";
import type { CreditStatus, DebitStatus } from "@/lib/gateways/bank";
import type { PageOutcome, PageStatus } from "@/lib/gateways/core";
import type { CardBalance, InstructionStatus } from "@/lib/gateways/core-cards";
import type { Hear, Heard } from "@/lib/gateways/wire";
import { accountTail } from "@/lib/orders/rules";

type Operation =
  | "debit"
  | "debitStatus"
  | "credit"
  | "creditStatus"
  | "page"
  | "pageStatus"
  | "instruct"
  | "instructionStatus"
  | "cardBalance";
type Outcome = DebitStatus | CreditStatus | PageOutcome | PageStatus | InstructionStatus | CardBalance;
export type Answer = { operation: Operation; outcome: Outcome; heard: Heard | null; tookMs: number };

/** Asks once and remembers what came back, to be kept (`keepAnswers`). */
export async function listen<Said extends Outcome>(
  answers: Answer[],
  operation: Operation,
  ask: (hear: Hear) => Promise<Said>,
): Promise<Said> {
  const began = performance.now();
  let heard: Heard | null = null;
  const outcome = await ask((came) => {
    heard = came;
  });
  answers.push({ operation, outcome, heard, tookMs: Math.round(performance.now() - began) });
  return outcome;
}

type About = { reference: string; account?: string } & (
  | { orderId: bigint; batchId?: bigint }
  | { instructionId: bigint }
);
/** What the core says is of cards and people. */
const ofCore: readonly Operation[] = ["page", "pageStatus", "instruct", "instructionStatus", "cardBalance"];

/**
 * Keeps what bank or core answered, in the order in which it came; nothing keeps it from being kept, whatever became of the payment
 * meanwhile. Of the account only its tail stays, and of what the core says of cards and people no word.
 */
export async function keepAnswers(ctx: TenantContext, about: About, answers: readonly Answer[]): Promise<void> {
  const { account, ...named } = about;
  if (answers.length === 0) return;
  await ctx.tx.gatewayAnswer.createMany({
    data: answers.map(({ operation, outcome, heard, tookMs }) => ({
      tenantId: ctx.company.id,
      ...named,
      operation,
      ...saidBy(outcome),
      status: heard?.status,
      body: heard && !ofCore.includes(operation) ? withoutAccount(heard.body, account) : undefined,
      tookMs,
    })),
  });
}

function saidBy(outcome: Outcome): { outcome: string; detail?: string } {
  switch (outcome.kind) {
    case "confirmed":
      return { outcome: "confirmed", detail: outcome.bankReference };
    case "refused":
      return { outcome: "refused", detail: outcome.reason };
    case "unknown":
      return { outcome: "unknown", detail: outcome.detail };
    case "done":
    case "found":
      return { outcome: "confirmed" };
    default:
      return { outcome: "notFound" };
  }
}

const withoutAccount = (body: string, account = ""): string =>
  account === "" ? body : body.replaceAll(account, `•••• ${accountTail(account)}`);
