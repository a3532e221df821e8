import type { BankRefusal } from "@/lib/gateways/bank";

export type AccountState = "active" | "inactive";
export type CardState = "active" | "blocked" | "cancelled";

/** Amounts in the journal are decimal strings of cents, as on the wire. */
export type AccountEntry = {
  account: string;
  currency: string;
  balanceCents: string;
  state: AccountState;
  limitCents: string | null;
};
export type CardEntry = {
  card: string;
  product: string | null;
  balanceCents: string;
  state: CardState;
  limitCents: string | null;
};
export type DebitAnswer = { reference: string; account: string; amountCents: string; currency: string } & (
  | { status: "CONFIRMED"; bankReference: string }
  | { status: "REFUSED"; reason: BankRefusal }
);
export type PageSummary = { reference: string; batch: string; type: string; product: string };

/** All that ever happens here. Outcomes are recorded, not causes, so that a replay decides nothing again. */
export type Event =
  | { happened: "accounts"; accounts: AccountEntry[] }
  | { happened: "cards"; cards: CardEntry[] }
  | { happened: "debit"; hash: string; answer: DebitAnswer }
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

export type Account = { currency: string; balanceCents: bigint; state: AccountState; limitCents: bigint | null };
export type Card = { product: string | null; balanceCents: bigint; state: CardState; limitCents: bigint | null };
export type Page = PageSummary & { hash: string; lines: number; rejected: number; answer: string };

export type State = {
  accounts: Map<string, Account>;
  cards: Map<string, Card>;
  debits: Map<string, { hash: string; answer: DebitAnswer }>;
  pages: Map<string, Page>;
  /** Every line ever done: a core does a line once, in whichever page it comes again. */
  lines: Set<string>;
  cardsIssued: number;
};

export function emptyState(): State {
  return {
    accounts: new Map(),
    cards: new Map(),
    debits: new Map(),
    pages: new Map(),
    lines: new Set(),
    cardsIssued: 0,
  };
}

/** The state after one event, the same at the moment it happens and when the journal is replayed. */
export function applyEvent(state: State, event: Event): void {
  switch (event.happened) {
    case "accounts":
      for (const { account, ...entry } of event.accounts) state.accounts.set(account, withCents(entry));
      return;
    case "cards":
      for (const { card, ...entry } of event.cards) state.cards.set(card, withCents(entry));
      return;
    case "debit":
      applyDebit(state, event);
      return;
    case "page":
      applyPage(state, event);
      return;
  }
}

function applyDebit(state: State, { hash, answer }: Extract<Event, { happened: "debit" }>): void {
  state.debits.set(answer.reference, { hash, answer });
  const account = state.accounts.get(answer.account);
  if (answer.status === "CONFIRMED" && account) account.balanceCents -= BigInt(answer.amountCents);
}

function applyPage(state: State, event: Extract<Event, { happened: "page" }>): void {
  for (const { card, ...entry } of event.issued) state.cards.set(card, withCents(entry));
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

function withCents<Entry extends { balanceCents: string; limitCents: string | null }>(entry: Entry) {
  const limitCents = entry.limitCents === null ? null : BigInt(entry.limitCents);
  return { ...entry, balanceCents: BigInt(entry.balanceCents), limitCents };
}
