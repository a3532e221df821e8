import { describe, expect, test } from "vitest";
import { amountAsTyped, centsOfTyped, standsWhole } from "@/components/ui/amount-typed";
import type { Currency } from "@/lib/money";

/** Types a text one key after the other, as a person does, the caret always at the end. */
const typed = (keys: string, currency: Currency) =>
  [...keys].reduce((text, key) => amountAsTyped(text + key, text.length + 1, currency).text, "");

describe("what stands in the field", () => {
  test.each<[string, Currency, string]>([
    ["1250000", "COP", "1.250.000"],
    ["1250000,5", "COP", "1.250.000,5"],
    ["1250000,555", "COP", "1.250.000,55"],
    ["1,2,3", "COP", "1,23"],
    [",5", "COP", "0,5"],
    ["007", "COP", "7"],
    ["0", "COP", "0"],
    ["0,50", "COP", "0,50"],
    ["12345678901", "COP", "1.234.567.890"],
    ["1250.5", "PEN", "1,250.5"],
    ["1250000", "PEN", "1,250,000"],
    ["abc", "COP", ""],
    ["-5", "COP", "5"],
  ])("%s in %s is %s", (keys, currency, shown) => {
    expect(typed(keys, currency)).toBe(shown);
  });

  test.each<[string, number, string, number]>([
    ["12.3450", 3, "123.450", 2],
    ["1.9234.567", 3, "19.234.567", 2],
    ["1.34", 3, "134", 2],
    ["9.999,5", 5, "9.999,5", 5],
  ])("the caret of %s at %i stays behind its figure", (text, caret, shown, at) => {
    expect(amountAsTyped(text, caret, "COP")).toEqual({ text: shown, caret: at });
  });
});

test.each<[string, Currency, boolean]>([
  ["", "COP", true],
  ["1.250.000,55", "COP", true],
  ["1250000,", "COP", true],
  [",5", "COP", true],
  ["9999999999,99", "COP", true],
  ["0010", "COP", true],
  ["1,250.5", "PEN", true],
  ["10,005", "COP", false],
  ["1,2,3", "COP", false],
  ["99999999999", "COP", false],
  ["10.005", "PEN", false],
  ["-5", "COP", false],
  ["1e5", "COP", false],
  ["٣٤", "COP", false],
  ["1 000", "COP", false],
])("%s in %s can stand whole: %s", (text, currency, stands) => expect(standsWhole(text, currency)).toBe(stands));

describe("what it is worth", () => {
  test.each<[string, Currency, bigint | null]>([
    ["1.250.000,00", "COP", 125_000_000n],
    ["1.250.000,5", "COP", 125_000_050n],
    ["1.250,", "COP", 125_000n],
    ["1,250.00", "PEN", 125_000n],
    ["1250000,00", "COP", 125_000_000n],
    ["1250.00", "PEN", 125_000n],
    ["1250,00", "PEN", 125_000n],
    ["100.00", "COP", 10_000n],
    ["1.25", "COP", 125n],
    ["", "COP", null],
    ["1.2500", "COP", null],
    ["doce", "COP", null],
    ["-5", "COP", null],
    ["1,250.00", "COP", null],
  ])("%s in %s is %s cents", (text, currency, cents) => {
    expect(centsOfTyped(text, currency)).toBe(cents);
  });
});
