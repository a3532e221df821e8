import type { MovementSeed } from "@/lib/simulator/admin";

/** A debit or credit that the year made, of an order or of the master account: by our reference, whole cents. */
export type Paid = { reference: string; number: string; cents: bigint; credit: boolean; at: Date };

const monthsTold = 12;
const day = 86_400_000;

/** Ten in the morning in Bogotá, on a day of the month that lies so many before. */
const morning = (until: Date, before: number, date: number): Date =>
  new Date(Date.UTC(until.getUTCFullYear(), until.getUTCMonth() - before, date, 15));

/**
 * An account's year at the bank: what came in each month, the bank's own notes, one cheque that came back, and the debits of the
 * year's orders; oldest first. The same on every machine but for the dates, which lead up to `until`.
 */
export function bankBook(
  paid: readonly Paid[],
  { endCents, until }: { endCents: bigint; until: Date },
): MovementSeed[] {
  const months = Array.from({ length: monthsTold + 1 }, (_, index) => monthsTold - index).flatMap((before) =>
    monthOf(until, before, endCents),
  );
  const debits = paid.map(
    ({ reference, number, cents, credit, at }): MovementSeed => ({
      at,
      kind: credit ? "CREDIT" : "DEBIT",
      amountCents: credit ? cents : -cents,
      reference,
      description: `${credit ? "Abono" : "Débito"} ${number}`,
    }),
  );
  return [...months, ...debits]
    .filter(({ at }) => at.getTime() < until.getTime() - day)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** A month's movements; what comes in is a part of what the account holds at the end. */
function monthOf(until: Date, before: number, endCents: bigint): MovementSeed[] {
  const name = String(before).padStart(2, "0");
  const one = (date: number, kind: MovementSeed["kind"], amountCents: bigint, description: string): MovementSeed => ({
    at: morning(until, before, date),
    kind,
    amountCents,
    reference: `B${name}${String(date).padStart(2, "0")}`,
    description,
  });
  const income = endCents / 20n + BigInt(before % 5) * 7_500_000n;
  const month = [
    one(3, "CREDIT", income, "Consignación nacional"),
    one(12, "CREDIT", endCents / 100n + BigInt(before) * 1_250_000n, "Transferencia recibida"),
    one(15, "DEBIT_NOTE", -4_165_000n, "Comisión de transferencias e IVA"),
    one(20, "DEBIT_NOTE", -1_190_000n - BigInt(before % 3) * 119_000n, "Gravamen a los movimientos financieros"),
    one(27, "CREDIT_NOTE", 312_500n + BigInt(before % 4) * 12_345n, "Abono de rendimientos"),
  ];
  // One cheque that was paid in and came back.
  const returned = [
    one(6, "CREDIT", 18_750_000n, "Consignación en cheque 000123"),
    one(9, "RETURNED_CHEQUE", -18_750_000n, "Cheque devuelto 000123: fondos insuficientes"),
  ];
  return before === 4 ? [...month, ...returned] : month;
}
