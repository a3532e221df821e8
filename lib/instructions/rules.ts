import type { Permission } from "@/lib/catalog";
import type { CardReason } from "@/lib/gateways/core-cards";
import type { CardStatus, InstructionKind, InstructionStatus } from "@/lib/generated/prisma/enums";

export const instructionKinds = [
  "FUND",
  "WITHDRAW",
  "CREDIT",
  "DEBIT",
  "BALANCE",
  "BLOCK",
  "UNBLOCK",
  "REPLACE",
] as const satisfies readonly InstructionKind[];

/** Of the master account and the bank, and of single cards. */
export type MasterKind = "FUND" | "WITHDRAW";
export type CardKind = Exclude<InstructionKind, MasterKind>;

/** Whether the bank is asked, and not the core. */
export const ofBank = (kind: InstructionKind): kind is MasterKind => kind === "FUND" || kind === "WITHDRAW";

/** What asking for each needs (`instruction_permission` in SQL says the same). */
export const instructionPermission = {
  FUND: "master.fund",
  WITHDRAW: "master.withdraw",
  CREDIT: "card.credit",
  DEBIT: "card.debit",
  BALANCE: "card.balance",
  BLOCK: "card.block",
  UNBLOCK: "card.unblock",
  REPLACE: "card.replace",
} as const satisfies Record<InstructionKind, Permission>;

/** The states of a card in which each is allowed: asked by the button and by `instruct` in SQL. */
export const cardVerbs = {
  CREDIT: ["ACTIVE"],
  DEBIT: ["ACTIVE"],
  BALANCE: ["ACTIVE", "BLOCKED"],
  BLOCK: ["ACTIVE"],
  UNBLOCK: ["BLOCKED"],
  REPLACE: ["ACTIVE", "BLOCKED"],
} as const satisfies Record<CardKind, readonly CardStatus[]>;

export const cardAllows = (kind: CardKind, status: CardStatus): boolean =>
  (cardVerbs[kind] as readonly CardStatus[]).includes(status);

/** Why a card is blocked or replaced, as the core takes it. */
export const cardReasons = ["LOST", "STOLEN", "DAMAGED", "OTHER"] as const satisfies readonly CardReason[];

/** Cards in one selection. */
export const cardsMax = 100;

/** How long a page waits for the end of what it asked before it says that it goes on. */
export const waitMs = 5_000;

/** Whether it moves by itself, so that a page watches it. */
export const instructionMoves = (status: InstructionStatus): boolean => status !== "DONE" && status !== "REFUSED";

/** What an end is called in the trail: `card.creditDone`. */
export const instructionEvent = (
  kind: InstructionKind,
  end: "Requested" | "Repeated" | "Done" | "Refused" | "InDoubt" | "Held" | "Contradicted",
): string => `${instructionPermission[kind]}${end}`;

export type Item = { card: string; amountCents: bigint | null };

/** The sum of a selection; 0 when nothing is moved. */
export const totalOf = (items: readonly Item[]): bigint =>
  items.reduce((sum, { amountCents }) => sum + (amountCents ?? 0n), 0n);
