import {
  accountBalance,
  movements,
  type OrderRequest,
  order,
  orderRequestSchema,
  orderStatus,
  type Side,
} from "@/lib/simulator/bank";
import type { IssuerKeys } from "@/lib/simulator/card-issue";
import { type PageRequest, pageRequestSchema, pageStatus, rejectionOf, submitPage } from "@/lib/simulator/core";
import {
  cardBalance,
  type InstructionRequest,
  instruct,
  instructionSchema,
  instructionStatus,
} from "@/lib/simulator/core-cards";
import type { Journal } from "@/lib/simulator/journal";
import type { Reply } from "@/lib/simulator/reply";
import type { Behaviour, Facts, Operation } from "@/lib/simulator/scripts";
import type { State } from "@/lib/simulator/state";

export type Desk = { state: State; journal: Journal; keys: IssuerKeys };
/** One request to bank or core, understood but not yet carried out. */
export type Call = { facts: Facts; work(behaviour: Behaviour): Reply };
export type Understood = Call | "noSuchPath" | "invalid";

/** Reads a request to the bank or the core; `body` is undefined for a GET. */
export function understand(desk: Desk, method: string, path: string, body: unknown): Understood {
  if (method === "POST") return understandPost(desk, path, body);
  const [, target, name = ""] = /^\/([a-z]+\/[a-z]+)\/([A-Za-z0-9][A-Za-z0-9._-]{0,79})$/.exec(path) ?? [];
  if (method === "GET" && target !== undefined) return understandGet(desk, target, name);
  const [, account, after] =
    /^\/bank\/accounts\/([A-Za-z0-9._-]{1,80})\/movements\?after=(0|[1-9][0-9]{0,14})$/.exec(path) ?? [];
  if (method !== "GET" || account === undefined) return "noSuchPath";
  return accountCall("movements", account, () => movements(desk.state, account, Number(after)));
}

function understandPost(desk: Desk, path: string, body: unknown): Understood {
  switch (path) {
    case "/bank/debits":
      return parsed(orderRequestSchema.safeParse(body), (request) => orderCall(desk, "debit", request));
    case "/bank/credits":
      return parsed(orderRequestSchema.safeParse(body), (request) => orderCall(desk, "credit", request));
    case "/core/pages":
      return parsed(pageRequestSchema.safeParse(body), (page) => pageCall(desk, page));
    case "/core/instructions":
      return parsed(instructionSchema.safeParse(body), (instruction) => instructionCall(desk, instruction));
    default:
      return "noSuchPath";
  }
}

function understandGet({ state }: Desk, target: string, name: string): Understood {
  switch (target) {
    case "bank/debits":
      return orderStatusCall(state, "debit", name);
    case "bank/credits":
      return orderStatusCall(state, "credit", name);
    case "bank/accounts":
      return accountCall("accountBalance", name, () => accountBalance(state, name));
    case "core/pages":
      return coreCall("pageStatus", name, [], () => pageStatus(state, name));
    case "core/instructions": {
      const card = state.instructions.get(name)?.answer.card;
      return coreCall("instructionStatus", name, card ? [card] : [], () => instructionStatus(state, name));
    }
    case "core/cards":
      return coreCall("cardBalance", name, [name], () => cardBalance(state, name));
    default:
      return "noSuchPath";
  }
}

function parsed<Request>(
  result: { success: true; data: Request } | { success: false },
  call: (request: Request) => Call,
): Understood {
  return result.success ? call(result.data) : "invalid";
}

function orderCall({ state, journal }: Desk, side: Side, request: OrderRequest): Call {
  const { reference, account } = request;
  return {
    facts: { target: "bank", operation: side, reference, account, cards: [] },
    work: (behaviour) => order(state, journal, side, request, behaviour.do === "refuse" ? behaviour.reason : null),
  };
}

function orderStatusCall(state: State, side: Side, reference: string): Call {
  const account = state[`${side}s`].get(reference)?.answer.account ?? null;
  return {
    facts: { target: "bank", operation: `${side}Status`, reference, account, cards: [] },
    work: () => orderStatus(state, side, reference),
  };
}

function accountCall(operation: "accountBalance" | "movements", account: string, work: () => Reply): Call {
  return { facts: { target: "bank", operation, reference: account, account, cards: [] }, work };
}

function pageCall({ state, journal, keys }: Desk, page: PageRequest): Call {
  return {
    facts: { target: "core", operation: "page", reference: page.reference, account: null, cards: cardsOf(page) },
    work: (behaviour) => submitPage(state, journal, page, keys, behaviour.do === "reject" ? behaviour : null),
  };
}

function instructionCall({ state, journal, keys }: Desk, request: InstructionRequest): Call {
  const { reference, card } = request;
  const forced = (behaviour: Behaviour) => {
    if (behaviour.do === "refuse") return behaviour.reason;
    return behaviour.do === "reject" ? rejectionOf(behaviour, reference, card) : null;
  };
  return {
    facts: { target: "core", operation: "instruction", reference, account: null, cards: [card] },
    work: (behaviour) => instruct(state, journal, request, keys, forced(behaviour)),
  };
}

function coreCall(operation: Operation, reference: string, cards: string[], work: () => Reply): Call {
  return { facts: { target: "core", operation, reference, account: null, cards }, work };
}

function cardsOf(page: PageRequest): string[] {
  return page.type === "RECARGA" ? page.lines.map((line) => line.card) : [];
}
