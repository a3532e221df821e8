import { z } from "zod";
import type { BankRefusal } from "@/lib/gateways/bank";
import { MOVEMENTS_MAX } from "@/lib/gateways/bank-book";
import { centsSchema, referenceSchema } from "@/lib/gateways/wire";
import { currentCents } from "@/lib/simulator/book";
import { contentHash } from "@/lib/simulator/content-hash";
import type { Journal } from "@/lib/simulator/journal";
import { type Reply, reply } from "@/lib/simulator/reply";
import type { State } from "@/lib/simulator/state";

export const orderRequestSchema = z.strictObject({
  reference: referenceSchema,
  account: z.string().min(1).max(64),
  amountCents: centsSchema.refine((cents) => cents > 0n),
  currency: z.string().regex(/^[A-Z]{3}$/),
  description: z.string().max(200),
});
export type OrderRequest = z.infer<typeof orderRequestSchema>;
export type Side = "debit" | "credit";

/**
 * Debits or credits an account once per reference: the same content again answers the same, other content is a conflict (409).
 * A refusal is kept as well; `forced` refuses whatever the account says.
 */
export function order(state: State, journal: Journal, side: Side, request: OrderRequest, forced: string | null): Reply {
  const { reference, account, currency, description } = request;
  const hash = contentHash({ ...request, amountCents: request.amountCents.toString() });
  const earlier = state[`${side}s`].get(reference);
  if (earlier) return earlier.hash === hash ? reply(200, earlier.answer) : reply(409, { reference, error: "conflict" });
  const echoed = { reference, account, amountCents: request.amountCents.toString(), currency };
  const reason = forced ?? refusalOf(state, side, request);
  const bankReference = `BR-${String(state.debits.size + state.credits.size + 1).padStart(10, "0")}`;
  const answer = reason
    ? { ...echoed, status: "REFUSED" as const, reason }
    : { ...echoed, status: "CONFIRMED" as const, bankReference };
  journal.append({ happened: side, hash, answer, at: new Date().toISOString(), description });
  return reply(200, answer);
}

export function orderStatus(state: State, side: Side, reference: string): Reply {
  const found = state[`${side}s`].get(reference);
  return found ? reply(200, found.answer) : reply(404, { reference, error: "notFound" });
}

export function accountBalance(state: State, account: string): Reply {
  const found = state.accounts.get(account);
  if (!found) return reply(404, { account, error: "notFound" });
  const { kind, currency, balanceCents, heldCents } = found;
  return reply(200, {
    account,
    kind,
    currency,
    availableCents: balanceCents.toString(),
    heldCents: heldCents.toString(),
    currentCents: currentCents(found).toString(),
  });
}

export function movements(state: State, account: string, after: number): Reply {
  const found = state.accounts.get(account);
  if (!found) return reply(404, { account, error: "notFound" });
  const page = found.movements
    .slice(after, after + MOVEMENTS_MAX)
    .map(({ amountCents, balanceCents, ...movement }) => ({
      ...movement,
      amountCents: amountCents.toString(),
      balanceCents: balanceCents.toString(),
    }));
  return reply(200, { account, movements: page, more: found.movements.length > after + page.length });
}

/** A real bank does not move another currency on the account either: such an account does not exist for it. */
function refusalOf(state: State, side: Side, { account, amountCents, currency }: OrderRequest): BankRefusal | null {
  const found = state.accounts.get(account);
  if (!found || found.currency !== currency) return "accountUnknown";
  if (found.state === "inactive") return "accountInactive";
  if (found.limitCents !== null && amountCents > found.limitCents) return "limit";
  return side === "debit" && amountCents > found.balanceCents ? "funds" : null;
}
