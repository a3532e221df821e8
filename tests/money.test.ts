import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  amountCapCents,
  amountProposal,
  cumulativePart,
  feeFor,
  formatCount,
  formatMoney,
  moneyKept,
  parseAmountCents,
  parseSumCents,
  partsByCumulativeRounding,
  plainAmount,
} from "@/lib/money";

describe("amounts of files and forms", () => {
  test.each([
    ["1500", 150_000n],
    ["1500,00", 150_000n],
    ["1500.50", 150_050n],
    ["0,01", 1n],
    ["0.01", 1n],
    ["007", 700n],
    ["9999999999,99", amountCapCents],
  ])("%s is read as cents", (text, cents) => {
    expect(parseAmountCents(text)).toBe(cents);
  });

  test.each([
    "",
    " ",
    "0",
    "0,00",
    "10000000000",
    "1.500",
    "1,500",
    "1.500,00",
    "1 500",
    "1500,0",
    "1500,",
    ",50",
    ".50",
    "1500,000",
    "20000,005",
    "-1",
    "+1",
    "−1",
    "(1)",
    "1e3",
    "1E3",
    "0x10",
    "1_000",
    "1'000",
    "$1500",
    "1500 ",
    "１５００",
    "١٥٠٠",
    "१५००",
    "NaN",
    "Infinity",
    "1500n",
    "1,5,0",
    "=1+1",
    "1500\u0000",
    "1500\n",
    "\u202e1500",
  ])("%j is refused", (text) => {
    expect(parseAmountCents(text)).toBeNull();
  });

  test("a sum may be zero or beyond the cap, and has no sign either", () => {
    expect([parseSumCents("0"), parseSumCents("10000000000,01")]).toEqual([0n, 1_000_000_000_001n]);
    for (const text of ["-1", "-1,00", "+1", "(1)", "1,0"]) expect([text, parseSumCents(text)]).toEqual([text, null]);
  });

  test("agrees with the written grammar on whatever text", () => {
    const pieces = fc.constantFrom("0", "1", "9", "00", "12", ",", ".", "-", " ", "e", "٣", "500");
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join("")),
        (text) => {
          const groups = /^([0-9]+)([.,]([0-9][0-9]))?$/.exec(text);
          const cents = groups ? BigInt(groups[1] ?? "") * 100n + BigInt(groups[3] ?? "0") : null;
          const valid = cents !== null && cents > 0n && cents <= 999_999_999_999n;
          expect(parseAmountCents(text)).toBe(valid ? cents : null);
          expect(parseSumCents(text)).toBe(cents);
        },
      ),
    );
  });

  test("reads back every amount it writes", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, amountCapCents), (cents) => {
        expect(parseAmountCents(plainAmount(cents))).toBe(cents);
      }),
    );
  });
});

describe("proposals", () => {
  test.each([
    ["1.500", null],
    ["1,500", null],
    ["-20000,00", null],
    ["20000,005", null],
    ["20000,500", "20000,50"],
    ["1.250.000,00", "1250000,00"],
    ["1,250,000.00", "1250000,00"],
    ["1'250.000,00", "1250000,00"],
    ["1.250.000", "1250000"],
    ["1.500,5", "1500,50"],
    ["1500,5", "1500,50"],
    ["$ 1.250.000,00", "1250000,00"],
    ["+1500", "1500"],
    ["1 500", "1500"],
    ["1.250.00", null],
    ["1.250,000,00", null],
    ["1,5E+06", null],
    ["", null],
    ["0.000.000,00", null],
  ])("%j proposes %j", (text, proposal) => {
    expect(amountProposal(text)).toBe(proposal);
  });

  test("a proposal is always an amount that the grammar takes", () => {
    const pieces = fc.constantFrom("1", "250", "000", "00", ",", ".", "'", " ", "$", "-", "5");
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join("")),
        (text) => {
          const proposal = amountProposal(text);
          if (proposal !== null) expect(parseAmountCents(proposal)).not.toBeNull();
        },
      ),
    );
  });
});

test.each([
  [125_000_000n, "COP", "$ 1.250.000,00"],
  [125_000n, "PEN", "S/ 1,250.00"],
  [22_730_000n, "USD", "US$ 227,300.00"],
  [0n, "COP", "$ 0,00"],
  [5n, "COP", "$ 0,05"],
  [-99_999n, "COP", "\u2212$ 999,99"],
  [-100_000n, "PEN", "\u2212S/ 1,000.00"],
  [9_007_199_254_740_993_01n, "COP", "$ 9.007.199.254.740.993,01"],
] as const)("%s %s prints as %s", (cents, currency, text) => {
  expect(formatMoney(cents, currency)).toBe(text);
});

test.each([
  [0, "COP", "0"],
  [999, "COP", "999"],
  [1000, "COP", "1.000"],
  [200_000, "PEN", "200,000"],
  [1_234_567, "COP", "1.234.567"],
] as const)("%s of %s is counted as %s", (count, currency, text) => {
  expect(formatCount(count, currency)).toBe(text);
});

describe("commission and tax of a lot", () => {
  const fee = { lineCount: 0, totalCents: 0n, fixedCents: 0n, basisPoints: 0, taxBasisPoints: 0 };
  test.each([
    ["fixed per line", { ...fee, lineCount: 200, fixedCents: 30_000n }, 6_000_000n, 0n],
    ["a tie goes to the even cent below", { ...fee, totalCents: 50n, basisPoints: 100 }, 0n, 0n],
    ["a tie goes to the even cent above", { ...fee, totalCents: 150n, basisPoints: 100 }, 2n, 0n],
    ["just over a tie goes up", { ...fee, totalCents: 51n, basisPoints: 100 }, 1n, 0n],
    ["tax is of the rounded commission", { ...fee, totalCents: 150n, basisPoints: 100, taxBasisPoints: 2_500 }, 2n, 0n],
    [
      "all together, rounded once",
      { lineCount: 3, totalCents: 1_000_001n, fixedCents: 10n, basisPoints: 50, taxBasisPoints: 1_900 },
      5_030n,
      956n,
    ],
  ])("%s", (_, basis, commissionCents, taxCents) => {
    expect(feeFor(basis)).toEqual({ commissionCents, taxCents });
  });

  test("the lines' parts add up to the total and differ by a cent at most", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 1, max: 300 }), (total, count) => {
        const parts = partsByCumulativeRounding(total, count);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total);
        const even = total / BigInt(count);
        expect(parts.every((part) => part === even || part === even + 1n)).toBe(true);
      }),
    );
    expect(cumulativePart(10n, 2n, 3n)).toBe(6n);
  });

  test("a part of more than all is a bug", () => {
    expect(() => cumulativePart(10n, 4n, 3n)).toThrow("Broken assumption");
  });
});

test("no amount of a sentence is parted from its sign", () => {
  expect(moneyKept("Faltan $ 4.000,00 y S/ 5.00; US$ 3.")).toBe("Faltan $\u00a04.000,00 y S/\u00a05.00; US$\u00a03.");
});
