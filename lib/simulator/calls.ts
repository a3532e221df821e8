import { debit, debitRequestSchema, debitStatus } from "@/lib/simulator/bank";
import type { IssuerKeys } from "@/lib/simulator/card-issue";
import { type PageRequest, pageRequestSchema, pageStatus, submitPage } from "@/lib/simulator/core";
import type { Journal } from "@/lib/simulator/journal";
import type { Reply } from "@/lib/simulator/reply";
import type { Behaviour, Facts } from "@/lib/simulator/scripts";
import type { State } from "@/lib/simulator/state";

export type Desk = { state: State; journal: Journal; keys: IssuerKeys };
/** One request to bank or core, understood but not yet carried out. */
export type Call = { facts: Facts; work(behaviour: Behaviour): Reply };
export type Understood = Call | "noSuchPath" | "invalid";

/** Reads a request to the bank or the core; `body` is undefined for a GET. */
export function understand(desk: Desk, method: string, path: string, body: unknown): Understood {
  if (method === "POST" && path === "/bank/debits") return debitCall(desk, body);
  if (method === "POST" && path === "/core/pages") return pageCall(desk, body);
  const [, target, reference] = /^\/(bank\/debits|core\/pages)\/([A-Za-z0-9][A-Za-z0-9._-]{0,79})$/.exec(path) ?? [];
  if (method !== "GET" || reference === undefined) return "noSuchPath";
  return target === "bank/debits" ? debitStatusCall(desk, reference) : pageStatusCall(desk, reference);
}

function debitCall({ state, journal }: Desk, body: unknown): Understood {
  const parsed = debitRequestSchema.safeParse(body);
  if (!parsed.success) return "invalid";
  const { reference, account } = parsed.data;
  return {
    facts: { target: "bank", operation: "debit", reference, account, cards: [] },
    work: (behaviour) => debit(state, journal, parsed.data, behaviour.do === "refuse" ? behaviour.reason : null),
  };
}

function debitStatusCall({ state }: Desk, reference: string): Call {
  const account = state.debits.get(reference)?.answer.account ?? null;
  return {
    facts: { target: "bank", operation: "debitStatus", reference, account, cards: [] },
    work: () => debitStatus(state, reference),
  };
}

function pageCall({ state, journal, keys }: Desk, body: unknown): Understood {
  const parsed = pageRequestSchema.safeParse(body);
  if (!parsed.success) return "invalid";
  const page = parsed.data;
  return {
    facts: { target: "core", operation: "page", reference: page.reference, account: null, cards: cardsOf(page) },
    work: (behaviour) => submitPage(state, journal, page, keys, behaviour.do === "reject" ? behaviour : null),
  };
}

function pageStatusCall({ state }: Desk, reference: string): Call {
  return {
    facts: { target: "core", operation: "pageStatus", reference, account: null, cards: [] },
    work: () => pageStatus(state, reference),
  };
}

function cardsOf(page: PageRequest): string[] {
  return page.type === "RECARGA" ? page.lines.map((line) => line.card) : [];
}
