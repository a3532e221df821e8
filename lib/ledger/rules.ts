/** What a movement of a master account is (`movement_facts` in SQL tells it of the ledger's entry). */
export const masterMovementKinds = [
  "opening",
  "fund",
  "withdraw",
  "withdrawReversed",
  "credit",
  "creditReversed",
  "debit",
  "debitReversed",
  "payment",
  "rejections",
  "charges",
] as const;
export type MasterMovementKind = (typeof masterMovementKinds)[number];
