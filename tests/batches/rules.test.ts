import { expect, test } from "vitest";
import { calculate, groupsForOrders, statusAfterSignature } from "@/lib/batches/rules";

const fee = { fixedCents: 100n, basisPoints: 50, taxBasisPoints: 1_900 };

test("an order is amount, commission and tax; of a CARGO, which takes money out of cards, commission and tax alone", () => {
  const lot = { type: "RECARGA", lineCount: 2, totalCents: 100_000n };
  const sums = { amountCents: 100_000n, commissionCents: 700n, taxCents: 133n };
  expect(calculate(lot, fee)).toEqual({ ...sums, totalCents: 100_833n });
  expect(calculate({ ...lot, type: "CARGO" }, fee)).toEqual({ ...sums, totalCents: 833n });
});

test("lots share an order by type and only from the same account", () => {
  const lots = [
    { type: "RECARGA", bankAccount: "1" },
    { type: "RECARGA", bankAccount: "2" },
    { type: "RECARGA", bankAccount: "1" },
    { type: "EMISION", bankAccount: "1" },
  ];
  expect(groupsForOrders(lots, "type").map((group) => group.length)).toEqual([2, 1, 1]);
  expect(groupsForOrders(lots, "batch")).toHaveLength(4);
});

test("who prepared a lot signs it only where one signature is enough and the company says so", () => {
  const lot = { number: "L", status: "CONFIRMED" as const, makers: ["CC-1"], signers: [] };
  const sign = (signaturesRequired: number, makerMaySign: boolean) => () =>
    statusAfterSignature({ ...lot, signaturesRequired }, { document: "CC-1" }, { makerMaySign });
  expect(sign(1, true)()).toBe("AUTHORIZED");
  for (const refused of [sign(1, false), sign(2, true), sign(2, false)]) expect(refused).toThrow("batch.makerSigns");
});
