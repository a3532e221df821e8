import { expect, test } from "vitest";
import { effectOf, invoiceNumberOf, listAsked, monthAfter, monthWanted } from "@/lib/invoices/rules";
import { invoicesSchema } from "@/lib/invoices/schema";

test.each([
  ["2026-02", "2026-02"],
  ["2026-13", "2026-10"],
  ["2026-2", "2026-10"],
  ["1999-01", "2026-10"],
  ["\0", "2026-10"],
  [["2026-02"], "2026-10"],
  [undefined, "2026-10"],
])("the month asked as %j is %s", (asked, month) => {
  // The last evening of October in Bogotá, where the desk is.
  expect(monthWanted(asked, new Date("2026-11-01T04:59:59Z"))).toBe(month);
});

test("months follow each other over the years", () => {
  expect(monthAfter("2026-12", 1)).toBe("2027-01");
  expect(monthAfter("2026-01", -1)).toBe("2025-12");
});

test.each([
  [null, "FE-1", "first"],
  ["FE-1", "FE-2", "corrects"],
  ["FE-1", "FE-1", "same"],
] as const)("from %j to %s: %s", (before, after, effect) => {
  expect(effectOf({ before, after })).toBe(effect);
});

test.each([
  [" fe-1020 ", "FE-1020"],
  ["ＦＥ１", "FE1"],
])("%j is kept as %s", (typed, kept) => {
  expect(invoiceNumberOf(typed)).toBe(kept);
  expect(invoicesSchema.parse({ "OS-2026-000001": typed })).toMatchObject({ numbers: { "OS-2026-000001": kept } });
});

test.each([
  { "OS-2026-000001": "A".repeat(501) },
  { "OS-2026-1": "FE-1" },
  { otra: "FE-1" },
  { "OS-2026-000001": ["FE-1", "FE-2"] },
  Object.fromEntries(Array.from({ length: 102 }, (_, n) => [`OS-2026-${String(n).padStart(6, "0")}`, ""])),
])("%j does not pass the form", (typed) => {
  expect(invoicesSchema.safeParse(typed).success).toBe(false);
});

test("a form comes back to its list, and to nothing else", () => {
  expect(listAsked("mes=2026-11&pagina=2&aviso=x&volver=//malo.example&buscar=")).toEqual({
    mes: "2026-11",
    pagina: "2",
  });
});
