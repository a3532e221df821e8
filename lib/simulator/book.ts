import type { AccountKind, BankMovementKind } from "@/lib/gateways/bank-book";

export type AccountState = "active" | "inactive";

/** What is put into the book of an account; amounts in the journal are decimal strings of cents, as on the wire. */
export type PastMovement = {
  at: string;
  kind: BankMovementKind;
  amountCents: string;
  reference: string;
  description: string;
};
export type AccountEntry = {
  account: string;
  currency: string;
  /** What may be spent; `heldCents` waits beside it. */
  balanceCents: string;
  state: AccountState;
  limitCents: string | null;
  /** Journals of before accounts had a book hold neither this nor what follows. */
  kind?: AccountKind;
  heldCents?: string;
  /** The whole book anew, ending at the balance. Without it, another balance than before is one more movement. */
  movements?: PastMovement[];
};

export type Movement = {
  number: number;
  at: string;
  kind: BankMovementKind;
  amountCents: bigint;
  balanceCents: bigint;
  reference: string;
  description: string;
};
export type Account = {
  currency: string;
  balanceCents: bigint;
  heldCents: bigint;
  kind: AccountKind;
  state: AccountState;
  limitCents: bigint | null;
  /** Oldest first, numbered from 1. */
  movements: Movement[];
};

/** Available and held together. */
export function currentCents({ balanceCents, heldCents }: Pick<Account, "balanceCents" | "heldCents">): bigint {
  return balanceCents + heldCents;
}

/** The account as an entry says it is from now on; what it says nothing of stays as it was. */
export function accountOf({ account: _, ...entry }: AccountEntry, before: Account | undefined, at: string): Account {
  const account: Account = {
    ...entry,
    balanceCents: BigInt(entry.balanceCents),
    heldCents: entry.heldCents === undefined ? (before?.heldCents ?? 0n) : BigInt(entry.heldCents),
    kind: entry.kind ?? before?.kind ?? "CHECKING",
    limitCents: entry.limitCents === null ? null : BigInt(entry.limitCents),
    movements: before?.movements ?? [],
  };
  if (entry.movements) return { ...account, movements: bookEndingAt(currentCents(account), entry.movements) };
  const differs = before === undefined ? 0n : currentCents(account) - currentCents(before);
  if (differs === 0n) return account;
  const kind = differs > 0n ? "CREDIT_NOTE" : "DEBIT_NOTE";
  return { ...account, movements: [...account.movements, nextMovement(account, { at, kind, amountCents: differs })] };
}

/** A debit or credit done: the account's balance and its next movement. */
export function enter(account: Account, movement: Omit<Movement, "number" | "balanceCents">): void {
  account.balanceCents += movement.amountCents;
  account.movements.push(nextMovement(account, movement));
}

type Entered = Pick<Movement, "at" | "kind" | "amountCents"> & Partial<Pick<Movement, "reference" | "description">>;

/** The movement that brought the account to the balance it has. */
function nextMovement(account: Account, movement: Entered): Movement {
  const number = account.movements.length + 1;
  return { reference: "", description: "", ...movement, number, balanceCents: currentCents(account) };
}

function bookEndingAt(endCents: bigint, past: readonly PastMovement[]): Movement[] {
  let balanceCents = past.reduce((cents, movement) => cents - BigInt(movement.amountCents), endCents);
  return past.map((movement, index) => {
    const amountCents = BigInt(movement.amountCents);
    balanceCents += amountCents;
    return { ...movement, number: index + 1, amountCents, balanceCents };
  });
}
