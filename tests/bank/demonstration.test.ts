import { expect, test } from "vitest";
import { follows } from "@/lib/bank/refresh";
import { accountOf } from "@/lib/simulator/book";
import { bankBook } from "@/prisma/seed/bank-book";

// The demonstration's year at the bank: the same on every machine, and one that the portal takes.

const until = new Date("2026-11-22T18:00:00Z");
const paid = [
  {
    reference: "P-1",
    number: "OS-2026-000001",
    cents: 12_345_600n,
    credit: false,
    at: new Date("2026-03-14T20:00:00Z"),
  },
  { reference: "P-2", number: "CM-2026-000001", cents: 99_000n, credit: true, at: new Date("2026-08-14T20:00:00Z") },
];

test.each([50_000_000_000n, 8_000_000_000n])("a year that ends at %s follows movement after movement", (endCents) => {
  const book = bankBook(paid, { endCents, until });
  expect(bankBook(paid, { endCents, until })).toEqual(book);
  const entry = {
    account: "x",
    currency: "COP",
    balanceCents: String(endCents),
    state: "active" as const,
    limitCents: null,
    movements: book.map((one) => ({
      ...one,
      at: one.at.toISOString(),
      amountCents: String(one.amountCents),
      reference: one.reference ?? "",
      description: one.description ?? "",
    })),
  };
  const { movements } = accountOf(entry, undefined, until.toISOString());
  const taken = movements.map((one) => ({ ...one, number: BigInt(one.number), at: new Date(one.at) }));
  expect(follows(null, taken)).toBe(true);
  expect(taken.at(-1)?.balanceCents).toBe(endCents);
  expect(taken.every(({ balanceCents }) => balanceCents > 0n)).toBe(true);
  expect(taken.filter(({ kind }) => kind === "RETURNED_CHEQUE")).toHaveLength(1);
  const ofOurs = taken.filter(({ reference }) => reference.startsWith("P-"));
  expect(ofOurs.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
    ["DEBIT", -12_345_600n],
    ["CREDIT", 99_000n],
  ]);
  expect(new Set(book.map(({ at }) => at.toISOString().slice(0, 7))).size).toBe(13);
});
