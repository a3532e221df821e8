import { createHash } from "node:crypto";
import { canonicalize } from "@/lib/canonical";

/** What a lot's digest covers; amounts in whole cents. */
export type DigestFacts = {
  company: string;
  product: string;
  number: string;
  version: number;
  type: string;
  fileHash: string;
  linesHash: string;
  lineCount: number;
  totalCents: bigint;
  /** The reason with which its warnings were accepted; null when it had none. */
  acceptedWarnings: string | null;
  commissionCents: bigint;
  taxCents: bigint;
  orderTotalCents: bigint;
  bankAccount: string;
};

/** SHA-256, in hex, of the RFC 8785 JSON of everything that is signed. Described for outsiders in SECURITY.md. */
export function batchDigest(facts: DigestFacts): string {
  const text = canonicalize({
    version: facts.version,
    company: facts.company,
    product: facts.product,
    lot: facts.number,
    type: facts.type,
    fileHash: facts.fileHash,
    lineCount: facts.lineCount,
    total: facts.totalCents.toString(),
    linesHash: facts.linesHash,
    acceptedWarnings: facts.acceptedWarnings,
    repairs: [],
    calculation: {
      commission: facts.commissionCents.toString(),
      tax: facts.taxCents.toString(),
      total: facts.orderTotalCents.toString(),
      bankAccount: facts.bankAccount,
    },
  });
  return createHash("sha256").update(text).digest("hex");
}
