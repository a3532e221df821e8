import type { TenantContext } from "@/lib/context";
import type { DebitStatus } from "@/lib/gateways/bank";
import type { PageOutcome, PageStatus } from "@/lib/gateways/core";
import type { Hear, Heard } from "@/lib/gateways/wire";
import { accountTail } from "@/lib/orders/rules";

type Operation = "debit" | "debitStatus" | "page" | "pageStatus";
type Outcome = DebitStatus | PageOutcome | PageStatus;
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

type About = { orderId: bigint; batchId?: bigint; reference: string; account?: string };

/**
 * Keeps what bank or core answered, in the order in which it came; nothing keeps it from being kept, whatever became of the payment
 * meanwhile. Of the account only its tail stays, and of what the core says of cards and people no word.
 */
export async function keepAnswers(ctx: TenantContext, about: About, answers: readonly Answer[]): Promise<void> {
  const { orderId, batchId, reference, account } = about;
  if (answers.length === 0) return;
  await ctx.tx.gatewayAnswer.createMany({
    data: answers.map(({ operation, outcome, heard, tookMs }) => ({
      tenantId: ctx.company.id,
      orderId,
      batchId,
      reference,
      operation,
      ...saidBy(outcome),
      status: heard?.status,
      body: heard ? withoutAccount(heard.body, account) : undefined,
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
      return { outcome: "confirmed" };
    default:
      return { outcome: "notFound" };
  }
}

const withoutAccount = (body: string, account = ""): string =>
  account === "" ? body : body.replaceAll(account, `•••• ${accountTail(account)}`);
