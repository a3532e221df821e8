import { expect, test } from "vitest";
import { cellText } from "@/lib/files/cell";
import { csvCell } from "@/lib/files/csv";
import { asOwner } from "@/tests/support/make";

// Where the database writes a file's cells itself it says what lib/files says: on what a spreadsheet takes for a formula, on what breaks a
// file, and on whatever else.

const starts = [
  "=",
  "+",
  "-",
  "@",
  "＝",
  "＋",
  "－",
  "＠",
  "﹦",
  "﹢",
  "﹣",
  "﹫",
  "−",
  "\t",
  "\r",
  "\n",
  "a",
  "Ñ",
  "ñ",
  "¿",
  "«",
  "0",
  "|",
  "%",
];
const before = [
  "",
  " ",
  "  ",
  "\u00a0",
  "\u200b",
  "\ufeff",
  "\u3000",
  "'",
  '"',
  "\u0001",
  "\u00ad",
  "\u2060",
  "\u202e",
  "\ufffd",
  "\v",
  "\u{e0041}",
  "\u0085",
];
const after = [
  "",
  "1+1",
  ";x",
  '"y"',
  "<b>&",
  "línea\r\notra",
  "\u0007campana",
  "🎁 株式会社",
  "\uffff",
  ",=1+1",
  "; @x",
  "|\u2009-1",
  "\n\u200b+1",
  "a,b; c|d",
];
const texts = [
  ...starts.flatMap((start) => before.flatMap((space) => after.map((rest) => `${space}${start}${rest}`))),
  "x".repeat(32_767),
  "x".repeat(32_768),
  `=${"y".repeat(32_767)}`,
  "Abono de la nómina – «octubre» (2026)",
  "",
];

test.each([
  ["x,=1+1", "x,'=1+1"],
  ["x, =cmd|' /C calc'!A0", "x,' =cmd|' /C calc'!A0"],
  ["x;@y", '"x;\'@y"'],
  ["x\n-1", '"x\n\'-1"'],
  ["x,\u200b＝1", "x,'\u200b＝1"],
  ['x,"=1"', '"x,\'""=1"""'],
  ["Calle 13, 60-22; Cali | Sur", '"Calle 13, 60-22; Cali | Sur"'],
  ["a=b, c-d", "a=b, c-d"],
])("a spreadsheet that parts cells elsewhere finds no formula in %j", (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test("cells are those of lib/files, each of some thousands", async () => {
  const rows = await asOwner<{ plain: string; csv: string }>(
    "SELECT cell_text(c) AS plain, csv_cell(c) AS csv FROM unnest($1::text[]) WITH ORDINALITY AS t (c, n) ORDER BY n",
    [texts],
  );
  expect(texts.length).toBeGreaterThan(3_000);
  const wrong = texts.flatMap((text, index) => {
    const row = rows[index];
    const ours = [cellText(text), csvCell(text)];
    return row && [row.plain, row.csv].every((one, at) => one === ours[at]) ? [] : [[text.slice(0, 40), row, ours]];
  });
  expect(wrong.slice(0, 5)).toEqual([]);
});

test.each([
  ["0", "0.00"],
  ["5", "0.05"],
  ["-5", "-0.05"],
  ["-99", "-0.99"],
  ["99", "0.99"],
  ["100", "1.00"],
  ["-100", "-1.00"],
  ["123456789012345678", "1234567890123456.78"],
])("%s cents are %s", async (cents, expected) => {
  const [row] = await asOwner<{ point: string; comma: string }>(
    "SELECT plain_money($1::bigint, '.') AS point, plain_money($1::bigint, ',') AS comma",
    [cents],
  );
  expect([row?.point, row?.comma]).toEqual([expected, expected.replace(".", ",")]);
});
