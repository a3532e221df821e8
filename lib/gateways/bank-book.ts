import { z } from "zod";
import { assert } from "@/lib/assert";
import type { SignedHttp } from "@/lib/gateways/signed-http";
import {
  absence,
  centsSchema,
  type NotFound,
  referenceSchema,
  signedCentsSchema,
  type Unknown,
  unknown,
} from "@/lib/gateways/wire";

export const accountKinds = ["CHECKING", "SAVINGS"] as const;
export type AccountKind = (typeof accountKinds)[number];
export const movementKinds = ["DEBIT", "CREDIT", "DEBIT_NOTE", "CREDIT_NOTE", "RETURNED_CHEQUE"] as const;
export type BankMovementKind = (typeof movementKinds)[number];
export const MOVEMENTS_MAX = 500;

export type AccountBalance =
  | {
      kind: "found";
      accountKind: AccountKind;
      /** ISO 4217. */
      currency: string;
      /** What may be spent (Disponible), what waits for clearing (Canje), and both together (Actual). */
      availableCents: bigint;
      heldCents: bigint;
      currentCents: bigint;
    }
  | NotFound
  | Unknown;
export type BankMovement = {
  /** 1, 2, 3 … in each account, without a gap. */
  number: bigint;
  at: Date;
  kind: BankMovementKind;
  /** As the account sees it: below zero for what went out. */
  amountCents: bigint;
  /** Current balance after it. */
  balanceCents: bigint;
  /** Ours for our debits and credits. */
  reference: string;
  description: string;
};
export type AccountMovements =
  | { kind: "found"; movements: BankMovement[] /** Whether there are later ones than these. */; more: boolean }
  | NotFound
  | Unknown;

export type BankBook = {
  /** What an account holds now. Moves nothing: may be asked at will. */
  accountBalance(account: string): Promise<AccountBalance>;
  /**
   * Up to 500 movements of an account after number `after` (0 = from the first), oldest first. What has a gap, or balances that do
   * not follow from the one before, is `unknown`.
   */
  movements(account: string, after: bigint): Promise<AccountMovements>;
};

const balanceSchema = z
  .strictObject({
    account: z.string(),
    kind: z.enum(accountKinds),
    currency: z.string().regex(/^[A-Z]{3}$/),
    availableCents: signedCentsSchema,
    heldCents: centsSchema,
    currentCents: signedCentsSchema,
  })
  .refine(({ availableCents, heldCents, currentCents }) => availableCents + heldCents === currentCents);
const movementSchema = z
  .strictObject({
    number: z
      .int()
      .min(1)
      .transform((number) => BigInt(number)),
    at: z.iso.datetime().transform((text) => new Date(text)),
    kind: z.enum(movementKinds),
    amountCents: signedCentsSchema,
    balanceCents: signedCentsSchema,
    reference: z.string().max(80),
    description: z.string().max(200),
  })
  .refine(({ kind, amountCents }) => amountCents !== 0n && amountCents > 0n === movementAdds(kind));
const movementsSchema = z
  .strictObject({ account: z.string(), movements: z.array(movementSchema).max(MOVEMENTS_MAX), more: z.boolean() })
  .refine(({ movements, more }) => movements.length > 0 || !more);

/** Whether a movement brings money to its account; a returned cheque is one that had been paid in. */
export function movementAdds(kind: BankMovementKind): boolean {
  return kind === "CREDIT" || kind === "CREDIT_NOTE";
}

/** Balance and movements of accounts behind the bank's protocol. */
export function makeBankBook(ask: SignedHttp): BankBook {
  return {
    async accountBalance(account) {
      assert(referenceSchema.safeParse(account).success, "an account can travel in a path");
      const got = await ask({ method: "GET", path: `/bank/accounts/${account}` });
      if (got.kind === "unknown") return unknown(got.why);
      if (got.status === 404) return absence(got.body, account, "account");
      const parsed = balanceSchema.safeParse(got.body);
      if (got.status !== 200 || !parsed.success) return unknown("unexpected");
      const { account: named, kind: accountKind, ...balance } = parsed.data;
      return named === account ? { kind: "found", accountKind, ...balance } : unknown("mismatch");
    },
    async movements(account, after) {
      assert(referenceSchema.safeParse(account).success, "an account can travel in a path");
      assert(after >= 0n, "movements are counted from 1");
      const got = await ask({ method: "GET", path: `/bank/accounts/${account}/movements?after=${after}` });
      if (got.kind === "unknown") return unknown(got.why);
      if (got.status === 404) return absence(got.body, account, "account");
      const parsed = movementsSchema.safeParse(got.body);
      if (got.status !== 200 || !parsed.success) return unknown("unexpected");
      const { account: named, movements, more } = parsed.data;
      return named === account && follow(movements, after) ? { kind: "found", movements, more } : unknown("mismatch");
    },
  };
}

/** Number after number, each balance the one before with its movement. */
function follow(movements: readonly BankMovement[], after: bigint): boolean {
  return movements.every(({ number, amountCents, balanceCents }, index) => {
    const before = movements[index - 1];
    if (number !== (before?.number ?? after) + 1n) return false;
    return before === undefined || before.balanceCents + amountCents === balanceCents;
  });
}
