import { assert } from "@/lib/assert";
import type { Grouping } from "@/lib/batches/rules";

type Place = { company: { code: string }; product: { code: string } };

/** What a preparer reads before confirming; the page sends its digest back. Amounts as decimal strings of cents. */
export function summaryOf(
  { company, product }: Place,
  batch: {
    number: string;
    version: number;
    type: string;
    fileHash: string;
    lineCount: number;
    totalCents: bigint;
    warningCount: number;
  },
) {
  return {
    company: company.code,
    product: product.code,
    number: batch.number,
    version: batch.version,
    type: batch.type,
    fileHash: batch.fileHash,
    lineCount: batch.lineCount,
    totalCents: batch.totalCents.toString(),
    warningCount: batch.warningCount,
  };
}

export type Figures = {
  lineCount: number;
  amountCents: string;
  commissionCents: string;
  taxCents: string;
  totalCents: string;
};
export type Calculated = Figures & {
  number: string;
  version: number;
  type: string;
  digest: string;
  bankAccount: string;
};
/** What a signer reads on the calculated order, kept as it was. */
export type SignatureShown = { grouping: Grouping; lots: Calculated[]; total: Figures };

type Frozen = {
  number: string;
  version: number;
  type: string;
  digest: string | null;
  bankAccount: string | null;
  lineCount: number;
  totalCents: bigint;
  commissionCents: bigint | null;
  taxCents: bigint | null;
  orderTotalCents: bigint | null;
};

/** The calculated order of confirmed lots: each with its figures, and their sums. */
export function calculated(batches: readonly Frozen[], grouping: Grouping): SignatureShown {
  const lots = batches.map((batch) => {
    const { digest, bankAccount, commissionCents, taxCents, orderTotalCents } = batch;
    assert(
      digest && bankAccount && commissionCents !== null && taxCents !== null && orderTotalCents !== null,
      "a confirmed lot is calculated",
    );
    return {
      number: batch.number,
      version: batch.version,
      type: batch.type,
      digest,
      bankAccount,
      lineCount: batch.lineCount,
      amountCents: batch.totalCents.toString(),
      commissionCents: commissionCents.toString(),
      taxCents: taxCents.toString(),
      totalCents: orderTotalCents.toString(),
    };
  });
  return { grouping, lots, total: sumOf(lots) };
}

/** Sums of figures. */
export function sumOf(parts: readonly Figures[]): Figures {
  const sum = (pick: (part: Figures) => string) =>
    parts.reduce((total, part) => total + BigInt(pick(part)), 0n).toString();
  return {
    lineCount: parts.reduce((total, part) => total + part.lineCount, 0),
    amountCents: sum((part) => part.amountCents),
    commissionCents: sum((part) => part.commissionCents),
    taxCents: sum((part) => part.taxCents),
    totalCents: sum((part) => part.totalCents),
  };
}
