import { describe, expect, test } from "vitest";
import {
  readAmountCents,
  readCardReference,
  readCode,
  readCount,
  readDate,
  readMail,
  readMobile,
  readName,
  readPhone,
  readReason,
  readText,
  trimmed,
} from "@/lib/files/cells";
import { characterFault, shown } from "@/lib/files/fault";

test.each([
  ["a", "a"],
  ["  a b\u00a0", "a b"],
  ["   ", ""],
  ["\ta", "\ta"],
  ["\ufeffa", "\ufeffa"],
])("%j is trimmed to %j", (cell, text) => {
  expect(trimmed(cell)).toBe(text);
});

test.each([
  ["name", readName, "María José", "María José"],
  ["name of marks", readName, "Nun\u0303ez", "Núñez".replace("ú", "u")],
  ["name with apostrophe", readName, "D'Ángelo-O’Hara", "D'Ángelo-O’Hara"],
  ["date", readDate, "2024-02-29", "2024-02-29"],
  ["local date", readDate, "31/12/1990", "1990-12-31"],
  ["mail", readMail, "a.b+c@ejemplo.co", "a.b+c@ejemplo.co"],
  ["mail without a point", readMail, "a@localhost", "a@localhost"],
  ["text", readText, "Auxilio nº 5: «ñandú» =1+1 😀", "Auxilio nº 5: «ñandú» =1+1 😀"],
  ["reason", readReason, "pérdida", "PERDIDA"],
  ["count", readCount, "0100", "100"],
  ["card", readCardReference, "0012345678", "0012345678"],
  ["branch", readCode, "001", "001"],
  ["phone", readPhone, "601 234 5678", "601 234 5678"],
])("%s is read", (_, read, text, value) => {
  expect(read(text)).toBe(value);
});

test.each([
  ["name with a digit", readName, "Ana 2", "name"],
  ["name without a letter", readName, "- '", "name"],
  ["name as a formula", readName, "=cmd", "name"],
  ["name with a point", readName, "Ma. Luisa", "name"],
  ["no leap day", readDate, "2023-02-29", "dateUnreal"],
  ["month 13", readDate, "01/13/1990", "dateUnreal"],
  ["year 0001", readDate, "0001-01-01", "dateUnreal"],
  ["date of Excel", readDate, "45123", "date"],
  ["mail without at", readMail, "ejemplo.co", "mail"],
  ["mail with a comma", readMail, "a,b@ejemplo.co", "mail"],
  ["mail with letters beyond ASCII", readMail, "peña@ejemplo.co", "mail"],
  ["reason unknown", readReason, "OLVIDO", "reason"],
  ["count 0", readCount, "0", "count"],
  ["count 10001", readCount, "10001", "count"],
  ["count 1.5", readCount, "1.5", "count"],
  ["card number", readCardReference, "4111111111111111", "cardReference"],
  ["code with a space", readCode, "0 1", "code"],
  ["phone short", readPhone, "123", "phone"],
])("%s is a fault", (_, read, text, code) => {
  expect(read(text)).toMatchObject({ code });
});

test("dates whose meaning is sure are proposed", () => {
  expect(readDate("1/2/1990")).toMatchObject({ proposal: "01/02/1990" });
  expect(readDate("01-02-1990")).toMatchObject({ proposal: "01/02/1990" });
  expect(readDate("1/2/90")).toMatchObject({ proposal: null });
});

test("mobile numbers by country", () => {
  expect(readMobile("3005550000", "CO")).toBe("3005550000");
  expect(readMobile("912345678", "PE")).toBe("912345678");
  expect(readMobile("+57 300 555-0000", "CO")).toMatchObject({ code: "mobile", proposal: "3005550000" });
  expect(readMobile("51 912345678", "PE")).toMatchObject({ proposal: "912345678" });
  expect(readMobile("912345678", "CO")).toMatchObject({ proposal: null, params: { digits: "10", first: "3" } });
});

describe("characters that no cell may hold", () => {
  test.each([
    ["NUL", "ab\u0000", "U+0000", "3"],
    ["tab", "\tab", "U+0009", "1"],
    ["line end", "a\nb", "U+000A", "2"],
    ["unit separator", "a\u001fb", "U+001F", "2"],
    ["undefined in Windows-1252", "a\u0081", "U+0081", "2"],
    ["right-to-left override", "😀\u202eab", "U+202E", "2"],
    ["isolate", "\u2066", "U+2066", "1"],
    ["zero width space", "a\u200bb", "U+200B", "2"],
    ["byte order mark inside", "a\ufeff", "U+FEFF", "2"],
    ["half a surrogate pair", "a\ud83d", "U+D83D", "2"],
    ["line separator", "a\u2028", "U+2028", "2"],
  ])("%s", (_, text, character, position) => {
    expect(characterFault(text)).toMatchObject({ code: "forbiddenCharacter", params: { character, position } });
    expect(readText(text)).toMatchObject({ code: "forbiddenCharacter" });
  });

  test("a replacement character is told apart, and clean text has no fault", () => {
    expect(characterFault("Pe\ufffda")).toMatchObject({ code: "replacementCharacter", params: { position: "3" } });
    expect(readText("Pe\ufffda")).toMatchObject({ code: "forbiddenCharacter" });
    expect(characterFault("Peña’s 😀")).toBeNull();
  });
});

describe("what is shown of a cell", () => {
  test.each([
    ["abc", "abc"],
    ["a\u0000\u202e", "a‹U+0000›‹U+202E›"],
    ["x".repeat(40), "x".repeat(40)],
    ["x".repeat(41), `${"x".repeat(39)}…`],
    ["4111 1111 1111 1111", "••••1111"],
    ["tarjeta 4111111111111111", "tarjeta ••••1111"],
    ["4111111111111112", "4111111111111112"],
  ])("%j", (text, value) => {
    expect(shown(text)).toBe(value);
  });
  test("is short and storable whatever it was", () => {
    const value = shown(`${"😀".repeat(30)}\u0000${"x".repeat(70_000)}`);
    expect(value.length).toBeLessThanOrEqual(120);
    expect(value.isWellFormed()).toBe(true);
  });
});

describe("amounts of a product", () => {
  const limits = { currency: "COP", minCents: 100_000n, maxCents: 500_000_000n } as const;
  test("inside its limits, both included", () => {
    expect(readAmountCents("1000", limits)).toBe(100_000n);
    expect(readAmountCents("5000000.00", limits)).toBe(500_000_000n);
  });
  test.each([
    ["999,99", { code: "amountBelowMin", params: { amount: "$ 999,99", min: "$ 1.000,00" } }],
    ["5000000,01", { code: "amountAboveMax", params: { amount: "$ 5.000.000,01", max: "$ 5.000.000,00" } }],
    ["0,00", { code: "amountZero" }],
    ["10000000000", { code: "amountOverCap", params: { max: "$ 9.999.999.999,99" } }],
    ["1.500", { code: "amountAmbiguous", proposal: null, params: { whole: "1500" } }],
    ["-20000,00", { code: "amountNegative", proposal: null }],
    ["20000,005", { code: "amountDecimals", proposal: null, params: { found: "3" } }],
    ["1.250.000,00", { code: "amountFormat", proposal: "1250000,00" }],
    ["1E3", { code: "amountFormat", proposal: null }],
  ])("%s", (text, fault) => {
    expect(readAmountCents(text, limits)).toMatchObject(fault);
  });
});
