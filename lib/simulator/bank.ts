import { z } from "zod";
import type { BankRefusal } from "@/lib/gateways/bank";
import { centsSchema, referenceSchema } from "@/lib/gateways/wire";
import { contentHash } from "@/lib/simulator/content-hash";
import type { Journal } from "@/lib/simulator/journal";
import { type Reply, reply } from "@/lib/simulator/reply";
import type { State } from "@/lib/simulator/state";

export const debitRequestSchema = z.strictObject({
  reference: referenceSchema,
  account: z.string().min(1).max(64),
  amountCents: centsSchema.refine((cents) => cents > 0n),
  currency: z.string().regex(/^[A-Z]{3}$/),
  description: z.string().max(200),
});
export type DebitRequest = z.infer<typeof debitRequestSchema>;

/**
 * Debits an account once per reference: the same content again answers the same, other content is a conflict (409).
 * A refusal is kept as well; `forced` refuses whatever the account says.
 */
export function debit(state: State, journal: Journal, request: DebitRequest, forced: BankRefusal | null): Reply {
  const { reference, account, currency } = request;
  const hash = contentHash({ ...request, amountCents: request.amountCents.toString() });
  const earlier = state.debits.get(reference);
  if (earlier) return earlier.hash === hash ? reply(200, earlier.answer) : reply(409, { reference, error: "conflict" });
  const echoed = { reference, account, amountCents: request.amountCents.toString(), currency };
  const reason = forced ?? refusalOf(state, request);
  const bankReference = `BR-${String(state.debits.size + 1).padStart(10, "0")}`;
  const answer = reason
    ? { ...echoed, status: "REFUSED" as const, reason }
    : { ...echoed, status: "CONFIRMED" as const, bankReference };
  journal.append({ happened: "debit", hash, answer });
  return reply(200, answer);
}

export function debitStatus(state: State, reference: string): Reply {
  const found = state.debits.get(reference);
  return found ? reply(200, found.answer) : reply(404, { reference, error: "notFound" });
}

/** A real bank does not move another currency from the account either: such an account does not exist for it. */
function refusalOf(state: State, { account, amountCents, currency }: DebitRequest): BankRefusal | null {
  const found = state.accounts.get(account);
  if (!found || found.currency !== currency) return "accountUnknown";
  if (found.state === "inactive") return "accountInactive";
  if (found.limitCents !== null && amountCents > found.limitCents) return "limit";
  return amountCents > found.balanceCents ? "funds" : null;
}
