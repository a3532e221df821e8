import { z } from "zod";
import { type CoreRejection, PAGE_LINES_MAX } from "@/lib/gateways/core";
import { centsSchema, referenceSchema } from "@/lib/gateways/wire";
import { type IssuerKeys, issueCard } from "@/lib/simulator/card-issue";
import { contentHash } from "@/lib/simulator/content-hash";
import type { Journal } from "@/lib/simulator/journal";
import { type Reply, reply } from "@/lib/simulator/reply";
import { type Behaviour, matches } from "@/lib/simulator/scripts";
import type { CardEntry, State } from "@/lib/simulator/state";

const text = z.string().max(120);
const rechargeLineSchema = z.strictObject({
  reference: referenceSchema,
  card: z.string().max(40),
  amountCents: centsSchema.refine((cents) => cents > 0n),
});
const issueLineSchema = z.strictObject({
  reference: referenceSchema,
  documentType: text,
  documentNumber: text,
  firstNames: text,
  lastNames: text,
  branch: text,
  amountCents: centsSchema,
});
const page = { reference: referenceSchema, batch: z.string().min(1).max(80), product: z.string().min(1).max(80) };

export const pageRequestSchema = z
  .discriminatedUnion("type", [
    z.strictObject({
      ...page,
      type: z.literal("RECARGA"),
      lines: z.array(rechargeLineSchema).min(1).max(PAGE_LINES_MAX),
    }),
    z.strictObject({ ...page, type: z.literal("EMISION"), lines: z.array(issueLineSchema).min(1).max(PAGE_LINES_MAX) }),
  ])
  .refine(({ lines }) => new Set(lines.map((line) => line.reference)).size === lines.length);

export type PageRequest = z.infer<typeof pageRequestSchema>;
type RechargeLine = z.infer<typeof rechargeLineSchema>;
type IssueLine = z.infer<typeof issueLineSchema>;
export type Reject = Extract<Behaviour, { do: "reject" }>;

type Work = {
  results: object[];
  acceptedCents: bigint;
  credits: [string, string][];
  issued: CardEntry[];
  rejected: number;
};

/**
 * Does a page once per reference: the same content again answers the same, other content, or a line that another page
 * brought before, is a conflict (409) and nothing is done. Lines stand for themselves: one rejected stops no other.
 */
export function submitPage(
  state: State,
  journal: Journal,
  request: PageRequest,
  keys: IssuerKeys,
  reject: Reject | null,
): Reply {
  const { reference, batch, type, product } = request;
  const hash = contentHash({
    ...request,
    lines: request.lines.map((line) => ({ ...line, amountCents: line.amountCents.toString() })),
  });
  const earlier = state.pages.get(reference);
  if (earlier?.hash === hash) return { status: 200, json: earlier.answer };
  if (earlier || request.lines.some((line) => state.lines.has(line.reference))) {
    return reply(409, { reference, error: "conflict" });
  }
  const work =
    request.type === "RECARGA"
      ? recharge(state, product, request.lines, reject)
      : issue(state, product, request.lines, keys, reject);
  const { results, acceptedCents, ...effects } = work;
  const answer = { reference, batch, type, product, acceptedCents: acceptedCents.toString(), lines: results };
  const lines = request.lines.map((line) => line.reference);
  journal.append({ happened: "page", hash, page: { reference, batch, type, product }, lines, ...effects, answer });
  return { status: 200, json: state.pages.get(reference)?.answer ?? JSON.stringify(answer) };
}

export function pageStatus(state: State, reference: string): Reply {
  const found = state.pages.get(reference);
  return found ? { status: 200, json: found.answer } : reply(404, { reference, error: "notFound" });
}

function recharge(state: State, product: string, lines: RechargeLine[], reject: Reject | null): Work {
  const work = emptyWork();
  /** What earlier lines of this page add to a card, for its limit. */
  const added = new Map<string, bigint>();
  for (const { reference, card, amountCents } of lines) {
    const before = added.get(card) ?? 0n;
    const reason = rejectionOf(reject, reference, card) ?? cardRejection(state, product, card, before + amountCents);
    if (reason) {
      refuseLine(work, reference, reason);
      continue;
    }
    added.set(card, before + amountCents);
    work.credits.push([card, amountCents.toString()]);
    work.acceptedCents += amountCents;
    work.results.push({ reference, result: "ok" });
  }
  return work;
}

function issue(state: State, product: string, lines: IssueLine[], keys: IssuerKeys, reject: Reject | null): Work {
  const work = emptyWork();
  for (const line of lines) {
    const reason = rejectionOf(reject, line.reference, null) ?? (personIsValid(line) ? null : "personInvalid");
    if (reason) {
      refuseLine(work, line.reference, reason);
      continue;
    }
    const card = issueCard(keys, state.cardsIssued + work.issued.length, (one) => state.cards.has(one));
    const balanceCents = line.amountCents.toString();
    work.issued.push({ card: card.cardReference, product, balanceCents, state: "active", limitCents: null });
    work.acceptedCents += line.amountCents;
    work.results.push({ reference: line.reference, result: "ok", ...card });
  }
  return work;
}

function emptyWork(): Work {
  return { results: [], acceptedCents: 0n, credits: [], issued: [], rejected: 0 };
}

function refuseLine(work: Work, reference: string, reason: CoreRejection): void {
  work.rejected += 1;
  work.results.push({ reference, result: "rejected", reason });
}

function cardRejection(state: State, product: string, reference: string, addedCents: bigint): CoreRejection | null {
  const card = state.cards.get(reference);
  if (!card || (card.product !== null && card.product !== product)) return "cardUnknown";
  if (card.state === "blocked") return "cardBlocked";
  if (card.state === "cancelled") return "cardCancelled";
  return card.limitCents !== null && card.balanceCents + addedCents > card.limitCents ? "limit" : null;
}

function personIsValid({ documentType, documentNumber, firstNames, lastNames }: IssueLine): boolean {
  const named = [firstNames, lastNames].every((name) => /^[\p{L}\p{M}' -]*\p{L}[\p{L}\p{M}' -]*$/u.test(name));
  return named && /^[A-Z]{2,5}$/.test(documentType) && /^[A-Z0-9-]{3,20}$/.test(documentNumber);
}

/** A script that names neither lines nor cards rejects the whole page. */
export function rejectionOf(reject: Reject | null, line: string, card: string | null): CoreRejection | null {
  if (!reject) return null;
  const { lines, cards, reason } = reject;
  if (!lines && !cards) return reason;
  const named = lines?.some((pattern) => matches(pattern, line)) ?? false;
  return named || (card !== null && (cards?.some((pattern) => matches(pattern, card)) ?? false)) ? reason : null;
}
