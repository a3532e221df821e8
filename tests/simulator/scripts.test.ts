import { expect, test } from "vitest";
import { type Facts, makeScriptBook, matches, type Script } from "@/lib/simulator/scripts";
import { ACCOUNT, makeDebit, makeRecharge, makeSimulator } from "@/tests/simulator/make";

test.each([
  ["OS-1", "OS-1", true],
  ["OS-1", "OS-12", false],
  ["OS-*", "OS-12", true],
  ["*", "", true],
  ["*45", "OS-2026-000045", true],
  ["OS-*-*45", "OS-2026-000045", true],
  ["OS-*-*45", "OS-2026", false],
  ["a*a", "a", false],
  ["a*b*b", "ab", false],
  ["a.c", "abc", false],
])("pattern %s on %s: %s", (pattern, text, holds) => {
  expect(matches(pattern, text)).toBe(holds);
});

const facts: Facts = { target: "bank", operation: "debit", reference: "OS-1", account: ACCOUNT, cards: [] };
const script = (change: Partial<Script> = {}): Script => ({ target: "bank", behaviour: { do: "fail" }, ...change });

test("scripts are played oldest first, as often as they say, and answer plainly when none is left", () => {
  const book = makeScriptBook();
  book.add([script({ times: 2 }), script({ behaviour: { do: "empty" } })]);
  expect([1, 2, 3, 4].map(() => book.take(facts).do)).toEqual(["fail", "fail", "empty", "answer"]);
  book.add([script({ times: "always" })]);
  expect([1, 2, 3].map(() => book.take(facts).do)).toEqual(["fail", "fail", "fail"]);
  book.reset();
  expect(book.take(facts).do).toBe("answer");
});

test.each<[string, Partial<Script>, boolean]>([
  ["the other target", { target: "core" }, false],
  ["the other operation", { operation: "debitStatus" }, false],
  ["this operation", { operation: "debit" }, true],
  ["its reference", { match: { reference: "OS-*" } }, true],
  ["another reference", { match: { reference: "OS-2*" } }, false],
  ["its account", { match: { account: "*7890" } }, true],
  ["another account", { match: { account: "*7891" } }, false],
  ["a card it does not touch", { match: { card: "*" } }, false],
])("a script for %s", (_name, change, played) => {
  const book = makeScriptBook();
  book.add([script(change)]);
  expect(book.take(facts).do).toBe(played ? "fail" : "answer");
  expect(book.pending()).toBe(played ? 0 : 1);
});

test("over HTTP: next N requests, patterns of account and card, and reset", async () => {
  const { bank, core, admin } = await makeSimulator();
  const fail = { do: "fail" } as const;
  await admin.script({ target: "bank", operation: "debit", times: 2, match: { account: "0012*" }, behaviour: fail });
  await admin.script({ target: "core", times: "always", match: { card: "1000000002" }, behaviour: fail });
  const kinds = [];
  for (const reference of ["A", "B", "C"])
    kinds.push((await bank.debit(makeDebit({ reference, amountCents: 1n }))).kind);
  expect(kinds).toEqual(["unknown", "unknown", "confirmed"]);
  expect(await core.submitPage(makeRecharge({ "1000000001": 1n }, "P-1"))).toMatchObject({ kind: "done" });
  const both = makeRecharge({ "1000000001": 1n, "1000000002": 1n }, "P-2");
  expect(await core.submitPage(both)).toEqual({ kind: "unknown", detail: "status" });
  expect((await admin.state()).scripts).toBe(1);
  await admin.resetScripts();
  expect((await admin.state()).scripts).toBe(0);
  expect(await core.submitPage(both)).toMatchObject({ kind: "done" });
});
