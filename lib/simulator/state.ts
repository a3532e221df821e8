import type { IssuedCard } from "@/lib/gateways/core";
import type { CardInstruction } from "@/lib/gateways/core-cards";
import { type Account, type AccountEntry, accountOf, enter } from "@/lib/simulator/book";

export type CardState = "active" | "blocked" | "cancelled";

/** Amounts in the journal are decimal strings of cents, as on the wire. */
export type CardEntry = {
  card: string;
  product: string | null;
  balanceCents: string;
  state: CardState;
  limitCents: string | null;
};
/** Of a debit or a credit. Scripts may have it refused for any reason, also for one that the protocol does not know here. */
export type OrderAnswer = { reference: string; account: string; amountCents: string; currency: string } & (
  | { status: "CONFIRMED"; bankReference: string }
  | { status: "REFUSED"; reason: string }
);
export type InstructionAnswer = {
  reference: string;
  card: string;
  kind: CardInstruction["kind"];
  amountCents?: string;
} & (
  | { status: "DONE"; balanceCents: string; coreReference: string; replacement?: IssuedCard }
  | { status: "REFUSED"; reason: string }
);
export type PageSummary = { reference: string; batch: string; type: string; product: string };

/** All that ever happens here. Outcomes are recorded, not causes, so that a replay decides nothing again. */
export type Event =
  | { happened: "accounts"; accounts: AccountEntry[]; at?: string }
  | { happened: "cards"; cards: CardEntry[] }
  | { happened: "debit" | "credit"; hash: string; answer: OrderAnswer; at?: string; description?: string }
  | {
      happened: "instruction";
      hash: string;
      /** The cards it touched or made, as they are after it. */
      cards: CardEntry[];
      issued: number;
      answer: InstructionAnswer;
    }
  | {
      happened: "page";
      hash: string;
      page: PageSummary;
      lines: string[];
      rejected: number;
      credits: [card: string, cents: string][];
      issued: CardEntry[];
      answer: object;
    };

export type Card = { product: string | null; balanceCents: bigint; state: CardState; limitCents: bigint | null };
export type Page = PageSummary & { hash: string; lines: number; rejected: number; answer: string };
export type Answered<Answer> = { hash: string; answer: Answer };

export type State = {
  accounts: Map<string, Account>;
  cards: Map<string, Card>;
  debits: Map<string, Answered<OrderAnswer>>;
  credits: Map<string, Answered<OrderAnswer>>;
  instructions: Map<string, Answered<InstructionAnswer>>;
  pages: Map<string, Page>;
  /** Every line ever done: a core does a line once, in whichever page it comes again. */
  lines: Set<string>;
  cardsIssued: number;
};

/** Of events of before they had a time. */
const longAgo = "1970-01-01T00:00:00.000Z";

export function emptyState(): State {
  return {
    accounts: new Map(),
    cards: new Map(),
    debits: new Map(),
    credits: new Map(),
    instructions: new Map(),
    pages: new Map(),
    lines: new Set(),
    cardsIssued: 0,
  };
}

/** The state after one event, the same at the moment it happens and when the journal is replayed. */
export function applyEvent(state: State, event: Event): void {
  switch (event.happened) {
    case "accounts":
      for (const entry of event.accounts) {
        const { account } = entry;
        state.accounts.set(account, accountOf(entry, state.accounts.get(account), event.at ?? longAgo));
      }
      return;
    case "cards":
      setCards(state, event.cards);
      return;
    case "debit":
    case "credit":
      applyOrder(state, event);
      return;
    case "instruction":
      setCards(state, event.cards);
      state.cardsIssued += event.issued;
      state.instructions.set(event.answer.reference, { hash: event.hash, answer: event.answer });
      return;
    case "page":
      applyPage(state, event);
      return;
  }
}

function applyOrder(state: State, event: Extract<Event, { happened: "debit" | "credit" }>): void {
  const { happened, hash, answer, at = longAgo, description = "" } = event;
  state[`${happened}s`].set(answer.reference, { hash, answer });
  const account = state.accounts.get(answer.account);
  if (answer.status !== "CONFIRMED" || !account) return;
  const cents = BigInt(answer.amountCents);
  const [kind, amountCents] = happened === "debit" ? (["DEBIT", -cents] as const) : (["CREDIT", cents] as const);
  enter(account, { at, kind, amountCents, reference: answer.reference, description });
}

function applyPage(state: State, event: Extract<Event, { happened: "page" }>): void {
  setCards(state, event.issued);
  state.cardsIssued += event.issued.length;
  for (const [reference, cents] of event.credits) {
    const card = state.cards.get(reference);
    if (card) card.balanceCents += BigInt(cents);
  }
  for (const line of event.lines) state.lines.add(line);
  state.pages.set(event.page.reference, {
    ...event.page,
    hash: event.hash,
    lines: event.lines.length,
    rejected: event.rejected,
    answer: JSON.stringify(event.answer),
  });
}

function setCards(state: State, cards: readonly CardEntry[]): void {
  for (const { card, ...entry } of cards) {
    const limitCents = entry.limitCents === null ? null : BigInt(entry.limitCents);
    state.cards.set(card, { ...entry, balanceCents: BigInt(entry.balanceCents), limitCents });
  }
}
