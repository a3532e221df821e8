import { createHash } from "node:crypto";
import type { OrderPaper, PaperLot } from "@/lib/orders/pdf";
import { accountTail } from "@/lib/orders/rules";

const signers = [
  { name: "Ana María Torres", signedAt: new Date("2026-11-21T14:32:00Z") },
  { name: "Luis Fernando Gómez Ñáñez", signedAt: new Date("2026-11-21T15:02:00Z") },
];

function lot(index: number): PaperLot {
  const amountCents = 125_000_000n * BigInt(index);
  return {
    number: `L-2026-${String(index).padStart(6, "0")}`,
    type: "RECARGA",
    lineCount: 200,
    amountCents,
    commissionCents: 16_000_000n,
    taxCents: 3_040_000n,
    totalCents: amountCents + 19_040_000n,
    digest: createHash("sha256").update(String(index)).digest("hex"),
    signers,
  };
}

/** An order of so many lots of E1, as its paper says it. */
export function orderPaper(lotCount: number, changes: Partial<OrderPaper> = {}): OrderPaper {
  const lots = Array.from({ length: lotCount }, (_, index) => lot(index + 1));
  const sum = (pick: (one: PaperLot) => bigint) => lots.reduce((total, one) => total + pick(one), 0n);
  return {
    number: "OS-2026-000045",
    issuedAt: new Date("2026-11-21T15:02:00Z"),
    company: "Comercial Andina S.A.S.",
    taxId: "900512347-2",
    country: "CO",
    timeZone: "America/Bogota",
    product: "Tarjeta Beneficios",
    currency: "COP",
    accountTail: accountTail("0012-3456-7890"),
    lots,
    lineCount: lots.reduce((total, one) => total + one.lineCount, 0),
    amountCents: sum((one) => one.amountCents),
    commissionCents: sum((one) => one.commissionCents),
    taxCents: sum((one) => one.taxCents),
    totalCents: sum((one) => one.totalCents),
    ...changes,
  };
}
