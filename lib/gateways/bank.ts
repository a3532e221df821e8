import { z } from "zod";
import { assert } from "@/lib/assert";
import { type BankBook, makeBankBook } from "@/lib/gateways/bank-book";
import { makeSignedHttp, type SignedHttp, type SignedHttpOptions } from "@/lib/gateways/signed-http";
import {
  absence,
  centsSchema,
  doubtOfConflict,
  type Hear,
  type NotFound,
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
/** Money to an account; its references are not those of debits. */
export type Credit = Debit;
export const creditRefusals = ["accountInactive", "limit", "accountUnknown"] as const;
export const debitRefusals = ["funds", ...creditRefusals] as const;
export type CreditRefusal = (typeof creditRefusals)[number];
export type BankRefusal = (typeof debitRefusals)[number];
type OrderOutcome<Refusal> =
  | { kind: "confirmed"; bankReference: string; amountCents: bigint }
  | { kind: "refused"; reason: Refusal }
  | Unknown;
export type DebitOutcome = OrderOutcome<BankRefusal>;
export type DebitStatus = DebitOutcome | NotFound;
export type CreditOutcome = OrderOutcome<CreditRefusal>;
export type CreditStatus = CreditOutcome | NotFound;
export type SentDebit = Pick<Debit, "account" | "amountCents" | "currency">;
export type SentCredit = SentDebit;

export type Debits = {
  /** Asks the bank to debit an account. Only `confirmed` means that money moved; `unknown` is settled by `debitStatus`. */
  debit(debit: Debit, hear?: Hear): Promise<DebitOutcome>;
  /** What became of a debit. With `sent`, an answer about another account, amount or currency is `unknown`. */
  debitStatus(reference: string, sent?: SentDebit, hear?: Hear): Promise<DebitStatus>;
};
export type Credits = {
  /** Asks the bank to credit an account. Only `confirmed` means that money moved; `unknown` is settled by `creditStatus`. */
  credit(credit: Credit, hear?: Hear): Promise<CreditOutcome>;
  /** What became of a credit. With `sent`, an answer about another account, amount or currency is `unknown`. */
  creditStatus(reference: string, sent?: SentCredit, hear?: Hear): Promise<CreditStatus>;
};
export type Bank = Debits & Credits & BankBook;

const echoed = {
  reference: z.string(),
  account: z.string(),
  amountCents: centsSchema,
  currency: z.string(),
};
const confirmedSchema = z.strictObject({ ...echoed, status: z.literal("CONFIRMED"), bankReference: referenceSchema });
const refusedSchema = <const Refusals extends readonly [string, ...string[]]>(refusals: Refusals) =>
  z.strictObject({ ...echoed, status: z.literal("REFUSED"), reason: z.enum(refusals) });
const debitSchema = z.discriminatedUnion("status", [confirmedSchema, refusedSchema(debitRefusals)]);
const creditSchema = z.discriminatedUnion("status", [confirmedSchema, refusedSchema(creditRefusals)]);
type Answer<Refusal> =
  | z.infer<typeof confirmedSchema>
  | (Omit<z.infer<typeof confirmedSchema>, "status" | "bankReference"> & { status: "REFUSED"; reason: Refusal });

/** The bank behind its protocol (ARCHITECTURE.md). Anything that does not match what was sent is `unknown`, never success. */
export function makeBank(options: SignedHttpOptions): Bank {
  const ask = makeSignedHttp(options);
  return {
    debit: (debit, hear) => order(ask, "/bank/debits", debitSchema, debit, hear),
    debitStatus: (reference, sent, hear) => orderStatus(ask, "/bank/debits", debitSchema, { reference, sent, hear }),
    credit: (credit, hear) => order(ask, "/bank/credits", creditSchema, credit, hear),
    creditStatus: (reference, sent, hear) => orderStatus(ask, "/bank/credits", creditSchema, { reference, sent, hear }),
    ...makeBankBook(ask),
  };
}

async function order<Refusal>(
  ask: SignedHttp,
  path: string,
  schema: z.ZodType<Answer<Refusal>>,
  sent: Debit,
  hear: Hear | undefined,
): Promise<OrderOutcome<Refusal>> {
  const { reference, account, amountCents, currency, description } = sent;
  assert(referenceSchema.safeParse(reference).success, "a reference can travel in a path");
  assert(amountCents > 0n, "an amount is positive");
  const body = { reference, account, amountCents: amountCents.toString(), currency, description };
  const got = await ask({ method: "POST", path, body, hear });
  if (got.kind === "unknown") return unknown(got.why);
  if (got.status === 409) return doubtOfConflict(got.body, reference);
  return got.status === 200 ? outcomeOf(schema, got.body, reference, sent) : unknown("unexpected");
}

type Asked = { reference: string; sent: SentDebit | undefined; hear: Hear | undefined };

async function orderStatus<Refusal>(
  ask: SignedHttp,
  path: string,
  schema: z.ZodType<Answer<Refusal>>,
  { reference, sent, hear }: Asked,
): Promise<OrderOutcome<Refusal> | NotFound> {
  assert(referenceSchema.safeParse(reference).success, "a reference can travel in a path");
  const got = await ask({ method: "GET", path: `${path}/${reference}`, hear });
  if (got.kind === "unknown") return unknown(got.why);
  if (got.status === 404) return absence(got.body, reference);
  return got.status === 200 ? outcomeOf(schema, got.body, reference, sent) : unknown("unexpected");
}

function outcomeOf<Refusal>(
  schema: z.ZodType<Answer<Refusal>>,
  body: unknown,
  reference: string,
  sent: SentDebit | undefined,
): OrderOutcome<Refusal> {
  const parsed = schema.safeParse(body);
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
