import { DomainError } from "@/lib/errors";
import type { OrderStatus } from "@/lib/generated/prisma/enums";

/** In the order in which an order goes through them. */
export const orderStatuses = [
  "AUTHORIZED",
  "PAYING",
  "IN_PROCESS",
  "PROCESSED",
  "PROCESSED_WITH_REJECTIONS",
  "IN_VERIFICATION",
  "PAYMENT_FAILED",
  "ANNULLED",
] as const satisfies readonly OrderStatus[];

/** The states in which each verb is allowed: asked by the button and by the command. */
export const orderVerbs = {
  pay: ["AUTHORIZED", "PAYMENT_FAILED"],
  annul: ["AUTHORIZED", "PAYMENT_FAILED"],
} as const satisfies Record<string, readonly OrderStatus[]>;

export type OrderVerb = keyof typeof orderVerbs;

/** Whether an order changes its state by itself, so that a page watches it. */
export const orderMoves = (status: OrderStatus): boolean =>
  status === "PAYING" || status === "IN_VERIFICATION" || status === "IN_PROCESS";

export const orderAllows = (verb: OrderVerb, status: OrderStatus): boolean =>
  (orderVerbs[verb] as readonly OrderStatus[]).includes(status);

/** @throws DomainError order.inVerification, order.stateChanged when the verb is not for the state the order is in now */
export function requireOrderState(verb: OrderVerb, order: { number: string; status: OrderStatus }): void {
  if (orderAllows(verb, order.status)) return;
  if (order.status === "IN_VERIFICATION") throw new DomainError("order.inVerification", { number: order.number });
  throw new DomainError("order.stateChanged", { number: order.number, status: order.status });
}

/** The last digits of an account, as a mail may show them. */
export const accountTail = (account: string): string => account.replace(/\D/g, "").slice(-4);

/** What became of a code's mail: under way, not taken yet, with the mail server, or given up. */
export type CodeDelivery = "SENDING" | "DELAYED" | "SENT" | "FAILED";
export type CodeMailFacts = { mailTries: number; mailedAt: Date | null; mailFailedAt: Date | null };

export function codeDelivery({ mailTries, mailedAt, mailFailedAt }: CodeMailFacts): CodeDelivery {
  if (mailedAt) return "SENT";
  if (mailFailedAt) return "FAILED";
  return mailTries === 0 ? "SENDING" : "DELAYED";
}

/** Whether a code's mail is still under way, so that its page watches it. */
export const deliveryMoves = (delivery: CodeDelivery): boolean => delivery === "SENDING" || delivery === "DELAYED";

export const mailTriesMax = 5;

/** Seconds before a code's mail is tried again, after so many tries: 5, 15, 45, 135. Its code lives 600. */
export const mailAgainSeconds = (tries: number): number => 5 * 3 ** (tries - 1);

/** Seconds before the bank or the core is asked again: 5, 10, 20 … at most 300. */
export const askAgainSeconds = (asked: number): number => Math.min(300, 5 * 2 ** Math.min(asked, 6));
