import { expect, test } from "vitest";
import { batchDigest, type DigestFacts } from "@/lib/batches/digest";

const facts: DigestFacts = {
  company: "E1",
  product: "P1",
  number: "L-2026-000001",
  version: 2,
  type: "RECARGA",
  fileHash: "a".repeat(64),
  linesHash: "b".repeat(64),
  lineCount: 3,
  totalCents: 150_000n,
  acceptedWarnings: null,
  commissionCents: 900n,
  taxCents: 171n,
  orderTotalCents: 151_071n,
  bankAccount: "0012-3456-7890",
};

test("the same facts are the same digest", () => {
  expect(batchDigest(facts)).toMatch(/^[0-9a-f]{64}$/);
  expect(batchDigest({ ...facts })).toBe(batchDigest(facts));
});

test.each<[keyof DigestFacts, Partial<DigestFacts>]>([
  ["company", { company: "E2" }],
  ["product", { product: "P2" }],
  ["number", { number: "L-2026-000002" }],
  ["version", { version: 3 }],
  ["type", { type: "EMISION" }],
  ["fileHash", { fileHash: "c".repeat(64) }],
  ["linesHash", { linesHash: "c".repeat(64) }],
  ["lineCount", { lineCount: 4 }],
  ["totalCents", { totalCents: 150_001n }],
  ["acceptedWarnings", { acceptedWarnings: "Dos pagos del mes" }],
  ["commissionCents", { commissionCents: 901n }],
  ["taxCents", { taxCents: 172n }],
  ["orderTotalCents", { orderTotalCents: 151_072n }],
  ["bankAccount", { bankAccount: "0098-7654-3210" }],
])("another %s is another digest", (_, change) => {
  expect(batchDigest({ ...facts, ...change })).not.toBe(batchDigest(facts));
});
