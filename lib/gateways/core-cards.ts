import { z } from "zod";
import { assert } from "@/lib/assert";
import type { IssuedCard } from "@/lib/gateways/core";
import { issuedCard } from "@/lib/gateways/core-answer";
import type { SignedHttp } from "@/lib/gateways/signed-http";
import {
  absence,
  centsSchema,
  doubtOfConflict,
  type NotFound,
  referenceSchema,
  type Unknown,
  unknown,
} from "@/lib/gateways/wire";

export const cardReasons = ["LOST", "STOLEN", "DAMAGED", "OTHER"] as const;
export type CardReason = (typeof cardReasons)[number];
export const cardRefusals = ["cardUnknown", "cardBlocked", "cardCancelled", "cardActive", "funds", "limit"] as const;
export type CardRefusal = (typeof cardRefusals)[number];
export const cardStates = ["active", "blocked", "cancelled"] as const;

/** One thing to be done to one card, by its 10-digit reference; amounts are positive cents. */
export type CardInstruction = {
  /** One for ever per intent: the core answers the same to the same reference. */
  reference: string;
  card: string;
} & (
  | { kind: "CREDIT" | "DEBIT"; amountCents: bigint }
  | { kind: "BLOCK" | "REPLACE"; reason: CardReason }
  | { kind: "UNBLOCK" }
);
export type InstructionOutcome =
  | {
      kind: "done";
      /** Of the card after it; after REPLACE, of the new one. */
      balanceCents: bigint;
      coreReference: string;
      /** Exactly after REPLACE: the card that took the place and the balance of the old one, which is cancelled. */
      replacement?: IssuedCard;
    }
  | { kind: "refused"; reason: CardRefusal }
  | Unknown;
export type InstructionStatus = InstructionOutcome | NotFound;
export type CardBalance =
  | { kind: "found"; balanceCents: bigint; state: (typeof cardStates)[number] }
  | NotFound
  | Unknown;

export type CoreCards = {
  /** Asks the core for one thing on one card. Only `done` means that it was done; `unknown` is settled by `instructionStatus`. */
  instruct(instruction: CardInstruction): Promise<InstructionOutcome>;
  /** What became of an instruction. With `sent`, an answer about another card, kind or amount is `unknown`. */
  instructionStatus(reference: string, sent?: CardInstruction): Promise<InstructionStatus>;
  /** What a card holds now. Moves nothing: may be asked at will. */
  cardBalance(card: string): Promise<CardBalance>;
};

const card = z.string().regex(/^[0-9]{10}$/);
const echoed = { reference: z.string(), card };
const money = { ...echoed, kind: z.enum(["CREDIT", "DEBIT"]), amountCents: centsSchema };
const done = { status: z.literal("DONE"), balanceCents: centsSchema, coreReference: referenceSchema };
const refused = { status: z.literal("REFUSED"), reason: z.enum(cardRefusals) };
const answerSchema = z.union([
  z.strictObject({ ...money, ...done }),
  z.strictObject({ ...echoed, kind: z.enum(["BLOCK", "UNBLOCK"]), ...done }),
  z.strictObject({ ...echoed, kind: z.literal("REPLACE"), ...done, replacement: z.strictObject(issuedCard) }),
  z.strictObject({ ...money, ...refused }),
  z.strictObject({ ...echoed, kind: z.enum(["BLOCK", "UNBLOCK", "REPLACE"]), ...refused }),
]);
const balanceSchema = z.strictObject({ card, balanceCents: centsSchema, state: z.enum(cardStates) });

/** Single cards behind the core's protocol (ARCHITECTURE.md). What does not match the instruction sent is `unknown`. */
export function makeCoreCards(ask: SignedHttp): CoreCards {
  return {
    async instruct(instruction) {
      assertInstruction(instruction);
      const got = await ask({ method: "POST", path: "/core/instructions", body: wireInstruction(instruction) });
      if (got.kind === "unknown") return unknown(got.why);
      if (got.status === 409) return doubtOfConflict(got.body, instruction.reference);
      return got.status === 200 ? outcomeOf(got.body, instruction.reference, instruction) : unknown("unexpected");
    },
    async instructionStatus(reference, sent) {
      assert(referenceSchema.safeParse(reference).success, "an instruction's reference can travel in a path");
      const got = await ask({ method: "GET", path: `/core/instructions/${reference}` });
      if (got.kind === "unknown") return unknown(got.why);
      if (got.status === 404) return absence(got.body, reference);
      return got.status === 200 ? outcomeOf(got.body, reference, sent) : unknown("unexpected");
    },
    async cardBalance(asked) {
      assert(card.safeParse(asked).success, "a card is named by ten digits");
      const got = await ask({ method: "GET", path: `/core/cards/${asked}` });
      if (got.kind === "unknown") return unknown(got.why);
      if (got.status === 404) return absence(got.body, asked, "card");
      const parsed = balanceSchema.safeParse(got.body);
      if (got.status !== 200 || !parsed.success) return unknown("unexpected");
      const { card: named, ...balance } = parsed.data;
      return named === asked ? { kind: "found", ...balance } : unknown("mismatch");
    },
  };
}

function assertInstruction(instruction: CardInstruction): void {
  assert(referenceSchema.safeParse(instruction.reference).success, "an instruction's reference can travel in a path");
  assert(card.safeParse(instruction.card).success, "a card is named by ten digits");
  if ("amountCents" in instruction) assert(instruction.amountCents > 0n, "an instruction's amount is positive");
}

/** Only what the protocol names leaves the house, whatever else the caller's instruction carries. */
function wireInstruction(instruction: CardInstruction): object {
  const { reference, card, kind } = instruction;
  if ("amountCents" in instruction) return { reference, card, kind, amountCents: instruction.amountCents.toString() };
  return "reason" in instruction ? { reference, card, kind, reason: instruction.reason } : { reference, card, kind };
}

function outcomeOf(body: unknown, reference: string, sent: CardInstruction | undefined): InstructionOutcome {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) return unknown("unexpected");
  const answer = parsed.data;
  if (answer.reference !== reference) return unknown("mismatch");
  if (sent && !answers(answer, sent)) return unknown("mismatch");
  if (answer.status === "REFUSED") return { kind: "refused", reason: answer.reason };
  const { balanceCents, coreReference } = answer;
  if (answer.kind !== "REPLACE") return { kind: "done", balanceCents, coreReference };
  if (answer.replacement.cardReference === answer.card) return unknown("mismatch");
  return { kind: "done", balanceCents, coreReference, replacement: answer.replacement };
}

/** Same card, same kind, same amount where there is one. */
function answers(answer: z.infer<typeof answerSchema>, sent: CardInstruction): boolean {
  if (answer.card !== sent.card || answer.kind !== sent.kind) return false;
  const asked = "amountCents" in sent ? sent.amountCents : null;
  return ("amountCents" in answer ? answer.amountCents : null) === asked;
}
