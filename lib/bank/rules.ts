import type { Currency } from "@/lib/money";

/** What the bank calls an account, in the order in which they are listed: "Cuentas Corrientes", "Cuentas Ahorros". */
export const bankAccountKinds = ["CHECKING", "SAVINGS"] as const;
export type BankAccountKind = (typeof bankAccountKinds)[number];

export const bankMovementKinds = ["DEBIT", "CREDIT", "DEBIT_NOTE", "CREDIT_NOTE", "RETURNED_CHEQUE"] as const;
export type BankMovementKind = (typeof bankMovementKinds)[number];

/** How movements are looked at, as the manual divides them, each with the kinds that it shows. */
export const movementViews = {
  detalles: bankMovementKinds,
  notas: ["DEBIT_NOTE", "CREDIT_NOTE"],
  devoluciones: ["RETURNED_CHEQUE"],
} as const satisfies Record<string, readonly BankMovementKind[]>;
export type MovementView = keyof typeof movementViews;

/** What the bank was told longer ago than this is asked for anew when somebody looks. */
export const freshSeconds = 60;
/** Until then an answer that was asked for is waited for. */
export const answerSeconds = 45;

export type Looked = { askedAt: Date; answeredAt: Date | null; failedAt: Date | null };
/** How what we know of an account stands: it is being asked for, it was told, the last try met no answer, or nobody answers at all. */
export type LookStanding = "asking" | "told" | "failed" | "silent";

/** How it stands now; nothing is known yet of an account that nobody asked for. */
export function standingOf({ askedAt, answeredAt, failedAt }: Looked, now: Date): LookStanding {
  const heard = Math.max(answeredAt?.getTime() ?? 0, failedAt?.getTime() ?? 0);
  if (heard < askedAt.getTime()) {
    return now.getTime() - askedAt.getTime() < answerSeconds * 1_000 ? "asking" : "silent";
  }
  return (failedAt?.getTime() ?? 0) > (answeredAt?.getTime() ?? 0) ? "failed" : "told";
}

/** Whether to ask anew. */
export const isStale = (askedAt: Date, now: Date): boolean => now.getTime() - askedAt.getTime() > freshSeconds * 1_000;

const currencies = ["COP", "PEN"] as const satisfies readonly Currency[];

/** Things of each currency there is: sums are of one. */
export const byCurrency = <Thing>(things: readonly Thing[], currencyOf: (thing: Thing) => Currency) =>
  currencies
    .map((currency) => ({ currency, of: things.filter((one) => currencyOf(one) === currency) }))
    .filter(({ of }) => of.length > 0);

/** What accounts of one kind and currency hold together. */
export type Sum = {
  kind: BankAccountKind | "MASTER";
  currency: Currency;
  count: number;
  availableCents: bigint;
  heldCents: bigint;
  currentCents: bigint;
};
type Held = Omit<Sum, "count">;

/** The sums of accounts by currency, then by kind in the order of the list. */
export function consolidated(held: readonly Held[]): { currency: Currency; sums: Sum[]; total: Omit<Sum, "kind"> }[] {
  return byCurrency(held, ({ currency }) => currency).map(({ currency, of }) => ({
    currency,
    sums: ([...bankAccountKinds, "MASTER"] as const).flatMap((kind) => {
      const same = of.filter((one) => one.kind === kind);
      return same.length === 0 ? [] : [{ kind, ...sumOf(currency, same) }];
    }),
    total: sumOf(currency, of),
  }));
}

const sumOf = (currency: Currency, of: readonly Held[]): Omit<Sum, "kind"> => ({
  currency,
  count: of.length,
  availableCents: of.reduce((sum, one) => sum + one.availableCents, 0n),
  heldCents: of.reduce((sum, one) => sum + one.heldCents, 0n),
  currentCents: of.reduce((sum, one) => sum + one.currentCents, 0n),
});

/** Accounts of which an answer is still waited for: what a page follows. */
export const movingAccounts = (accounts: readonly (Looked & { number: string })[], now: Date) =>
  accounts
    .map((one) => ({ number: one.number, status: standingOf(one, now) }))
    .filter(({ status }) => status === "asking");
