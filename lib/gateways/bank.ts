import { z } from "zod";
import { assert } from "@/lib/assert";
import { makeSignedHttp, type SignedHttpOptions } from "@/lib/gateways/signed-http";
import {
  absence,
  centsSchema,
  doubtOfConflict,
  type Hear,
  referenceSchema,
  type Unknown,
  unknown,
} from "@/lib/gateways/wire";

export type Debit = {
  /** One for ever per intent: the bank answers the same to the same reference. */
  reference: string;
  account: string;
  amountCents: bigint;
  /** ISO 4217, three letters. */
  currency: string;
  description: string;
};
export type BankRefusal = "funds" | "accountInactive" | "limit" | "accountUnknown";
export type DebitOutcome =
  | { kind: "confirmed"; bankReference: string; amountCents: bigint }
  | { kind: "refused"; reason: BankRefusal }
  | Unknown;
export type DebitStatus = DebitOutcome | { kind: "notFound" };
export type SentDebit = Pick<Debit, "account" | "amountCents" | "currency">;

export type Bank = {
  /** Asks the bank to debit an account. Only `confirmed` means that money moved; `unknown` is settled by `debitStatus`. */
  debit(debit: Debit, hear?: Hear): Promise<DebitOutcome>;
  /** What became of a debit. With `sent`, an answer about another account, amount or currency is `unknown`. */
  debitStatus(reference: string, sent?: SentDebit, hear?: Hear): Promise<DebitStatus>;
};

const echoed = {
  reference: z.string(),
  account: z.string(),
  amountCents: centsSchema,
  currency: z.string(),
};
const answerSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...echoed, status: z.literal("CONFIRMED"), bankReference: referenceSchema }),
  z.strictObject({
    ...echoed,
    status: z.literal("REFUSED"),
    reason: z.enum(["funds", "accountInactive", "limit", "accountUnknown"]),
  }),
]);

/** The bank behind its protocol (ARCHITECTURE.md). Anything that does not match what was sent is `unknown`, never success. */
export function makeBank(options: SignedHttpOptions): Bank {
  const ask = makeSignedHttp(options);
  return {
    async debit(debit, hear) {
      assert(referenceSchema.safeParse(debit.reference).success, "a debit's reference can travel in a path");
      assert(debit.amountCents > 0n, "a debit is positive");
      const { reference, account, amountCents, currency, description } = debit;
      const body = { reference, account, amountCents: amountCents.toString(), currency, description };
      const got = await ask({ method: "POST", path: "/bank/debits", body, hear });
      if (got.kind === "unknown") return unknown(got.why);
      if (got.status === 409) return doubtOfConflict(got.body, debit.reference);
      return got.status === 200 ? outcomeOf(got.body, debit.reference, debit) : unknown("unexpected");
    },
    async debitStatus(reference, sent, hear) {
      assert(referenceSchema.safeParse(reference).success, "a debit's reference can travel in a path");
      const got = await ask({ method: "GET", path: `/bank/debits/${reference}`, hear });
      if (got.kind === "unknown") return unknown(got.why);
      if (got.status === 404) return absence(got.body, reference);
      return got.status === 200 ? outcomeOf(got.body, reference, sent) : unknown("unexpected");
    },
  };
}

function outcomeOf(body: unknown, reference: string, sent: SentDebit | undefined): DebitOutcome {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) return unknown("unexpected");
  const answer = parsed.data;
  const matches =
    answer.reference === reference &&
    (sent === undefined ||
      (answer.account === sent.account &&
        answer.amountCents === sent.amountCents &&
        answer.currency === sent.currency));
  if (!matches) return unknown("mismatch");
  if (answer.status === "REFUSED") return { kind: "refused", reason: answer.reason };
  return { kind: "confirmed", bankReference: answer.bankReference, amountCents: answer.amountCents };
}
