import { z } from "zod";
import { type CardRefusal, cardReasons } from "@/lib/gateways/core-cards";
import { centsSchema, referenceSchema } from "@/lib/gateways/wire";
import { type IssuerKeys, issueCard } from "@/lib/simulator/card-issue";
import { contentHash } from "@/lib/simulator/content-hash";
import type { Journal } from "@/lib/simulator/journal";
import { type Reply, reply } from "@/lib/simulator/reply";
import type { Card, CardEntry, InstructionAnswer, State } from "@/lib/simulator/state";

const named = { reference: referenceSchema, card: z.string().max(40) };
const amountCents = centsSchema.refine((cents) => cents > 0n);

export const instructionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...named, kind: z.enum(["CREDIT", "DEBIT"]), amountCents }),
  z.strictObject({ ...named, kind: z.literal("BLOCK"), reason: z.enum(cardReasons) }),
  z.strictObject({ ...named, kind: z.literal("REPLACE"), reason: z.enum(cardReasons) }),
  z.strictObject({ ...named, kind: z.literal("UNBLOCK") }),
]);
export type InstructionRequest = z.infer<typeof instructionSchema>;

/**
 * Carries out an instruction on one card once per reference: the same content again answers the same, other content is a
 * conflict (409). A refusal is kept as well; `forced` refuses whatever the card says.
 */
export function instruct(
  state: State,
  journal: Journal,
  request: InstructionRequest,
  keys: IssuerKeys,
  forced: string | null,
): Reply {
  const { reference, card, kind } = request;
  const amounts = "amountCents" in request ? { amountCents: request.amountCents.toString() } : {};
  const hash = contentHash({ ...request, ...amounts });
  const earlier = state.instructions.get(reference);
  if (earlier) return earlier.hash === hash ? reply(200, earlier.answer) : reply(409, { reference, error: "conflict" });
  const held = state.cards.get(card);
  const reason = forced ?? refusalOf(held, request);
  const echoed = { reference, card, kind, ...amounts };
  const work: Work =
    held && reason === null
      ? carryOut(state, keys, { request, held, echoed })
      : { cards: [], issued: 0, answer: { ...echoed, status: "REFUSED", reason: reason ?? "cardUnknown" } };
  journal.append({ happened: "instruction", hash, ...work });
  return reply(200, work.answer);
}

export function instructionStatus(state: State, reference: string): Reply {
  const found = state.instructions.get(reference);
  return found ? reply(200, found.answer) : reply(404, { reference, error: "notFound" });
}

export function cardBalance(state: State, card: string): Reply {
  const found = state.cards.get(card);
  if (!found) return reply(404, { card, error: "notFound" });
  return reply(200, { card, balanceCents: found.balanceCents.toString(), state: found.state });
}

type Work = { cards: CardEntry[]; issued: number; answer: InstructionAnswer };
type Echoed = Pick<InstructionAnswer, "reference" | "card" | "kind" | "amountCents">;

function carryOut(
  state: State,
  keys: IssuerKeys,
  { request, held, echoed }: { request: InstructionRequest; held: Card; echoed: Echoed },
): Work {
  const { card, kind } = request;
  const coreReference = `CR-${String(state.instructions.size + 1).padStart(10, "0")}`;
  if (kind === "REPLACE") {
    const replacement = issueCard(keys, state.cardsIssued, (one) => state.cards.has(one));
    const balanceCents = held.balanceCents.toString();
    return {
      cards: [
        entryOf(card, { ...held, balanceCents: 0n, state: "cancelled" }),
        entryOf(replacement.cardReference, { ...held, state: "active" }),
      ],
      issued: 1,
      answer: { ...echoed, status: "DONE", balanceCents, coreReference, replacement },
    };
  }
  const after = { ...held, ...changeOf(request, held) };
  const balanceCents = after.balanceCents.toString();
  return {
    cards: [entryOf(card, after)],
    issued: 0,
    answer: { ...echoed, status: "DONE", balanceCents, coreReference },
  };
}

function changeOf(request: Exclude<InstructionRequest, { kind: "REPLACE" }>, held: Card): Partial<Card> {
  switch (request.kind) {
    case "CREDIT":
      return { balanceCents: held.balanceCents + request.amountCents };
    case "DEBIT":
      return { balanceCents: held.balanceCents - request.amountCents };
    case "BLOCK":
      return { state: "blocked" };
    case "UNBLOCK":
      return { state: "active" };
  }
}

/** Money moves on active cards only; what is blocked can be unblocked or replaced, what is cancelled stays so. */
function refusalOf(held: Card | undefined, request: InstructionRequest): CardRefusal | null {
  if (!held) return "cardUnknown";
  if (held.state === "cancelled") return "cardCancelled";
  switch (request.kind) {
    case "UNBLOCK":
      return held.state === "active" ? "cardActive" : null;
    case "REPLACE":
      return null;
    case "BLOCK":
      return held.state === "blocked" ? "cardBlocked" : null;
    case "CREDIT":
      if (held.state === "blocked") return "cardBlocked";
      return held.limitCents !== null && held.balanceCents + request.amountCents > held.limitCents ? "limit" : null;
    case "DEBIT":
      if (held.state === "blocked") return "cardBlocked";
      return request.amountCents > held.balanceCents ? "funds" : null;
  }
}

function entryOf(card: string, { balanceCents, limitCents, ...rest }: Card): CardEntry {
  return {
    card,
    ...rest,
    balanceCents: balanceCents.toString(),
    limitCents: limitCents === null ? null : limitCents.toString(),
  };
}
