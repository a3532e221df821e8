import { describe, expect, test } from "vitest";
import { follows } from "@/lib/bank/refresh";
import { consolidated, isStale, standingOf } from "@/lib/bank/rules";
import { movementSearch } from "@/lib/bank/schema";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, seconds));

describe("how what we know of an account stands", () => {
  test.each([
    ["asked just now, never heard", 0, null, null, 5, "asking"],
    ["asked, and nobody answers", 0, null, null, 45, "silent"],
    ["answered", 0, 2, null, 90, "told"],
    ["answered in the instant it was asked", 0, 0, null, 1, "told"],
    ["asked again after an answer", 80, 2, null, 85, "asking"],
    ["the last try failed, an older answer is there", 80, 2, 82, 90, "failed"],
    ["failed, never answered", 0, null, 3, 90, "failed"],
    ["answered after a failure", 80, 85, 82, 90, "told"],
    ["asked again after a failure", 100, null, 3, 105, "asking"],
  ])("%s", (_, asked, answered, failed, now, standing) => {
    const looked = {
      askedAt: at(asked),
      answeredAt: answered === null ? null : at(answered),
      failedAt: failed === null ? null : at(failed),
    };
    expect(standingOf(looked, at(now))).toBe(standing);
  });

  test("what was asked for longer ago than a minute is asked for anew", () => {
    expect([isStale(at(0), at(60)), isStale(at(0), at(61))]).toEqual([false, true]);
  });
});

describe("movements follow what is kept", () => {
  const one = (number: bigint, amountCents: bigint, balanceCents: bigint, seconds = Number(number)) => ({
    number,
    at: at(seconds),
    kind: amountCents > 0n ? ("CREDIT" as const) : ("DEBIT" as const),
    amountCents,
    balanceCents,
    reference: "",
    description: "",
  });
  const last = { number: 4n, at: at(4), balanceCents: 900n };
  test.each([
    ["nothing after nothing", null, [], true],
    ["the first, whatever stood there before it", null, [one(1n, 100n, 700n)], true],
    ["the second as the first", null, [one(2n, 100n, 100n)], false],
    ["the next two", last, [one(5n, 100n, 1000n), one(6n, -300n, 700n)], true],
    ["a gap", last, [one(6n, 100n, 1000n)], false],
    ["one that is kept already", last, [one(4n, 100n, 1000n)], false],
    ["another balance than what is kept", last, [one(5n, 100n, 1001n)], false],
    ["another balance further on", last, [one(5n, 100n, 1000n), one(6n, 100n, 1000n)], false],
    ["earlier than what is kept", last, [one(5n, 100n, 1000n, 3)], false],
    ["in the same second", last, [one(5n, 100n, 1000n, 4)], true],
  ])("%s", (_, before, movements, does) => expect(follows(before, movements)).toBe(does));
});

test("sums are of one currency, by kind in the list's order, and add up", () => {
  const held = (
    kind: "CHECKING" | "SAVINGS" | "MASTER",
    currency: "COP" | "PEN",
    available: bigint,
    heldCents = 0n,
  ) => ({
    kind,
    currency,
    availableCents: available,
    heldCents,
    currentCents: available + heldCents,
  });
  const told = consolidated([
    held("MASTER", "COP", 5n),
    held("CHECKING", "COP", 100n, 20n),
    held("CHECKING", "COP", -30n),
    held("SAVINGS", "PEN", 7n),
  ]);
  expect(told).toEqual([
    {
      currency: "COP",
      sums: [
        { kind: "CHECKING", currency: "COP", count: 2, availableCents: 70n, heldCents: 20n, currentCents: 90n },
        { kind: "MASTER", currency: "COP", count: 1, availableCents: 5n, heldCents: 0n, currentCents: 5n },
      ],
      total: { currency: "COP", count: 3, availableCents: 75n, heldCents: 20n, currentCents: 95n },
    },
    {
      currency: "PEN",
      sums: [{ kind: "SAVINGS", currency: "PEN", count: 1, availableCents: 7n, heldCents: 0n, currentCents: 7n }],
      total: { currency: "PEN", count: 1, availableCents: 7n, heldCents: 0n, currentCents: 7n },
    },
  ]);
  expect(consolidated([])).toEqual([]);
});

test.each([
  ["nothing", {}, { view: "detalles", from: null, to: null, text: null }],
  ["notes", { clase: "notas" }, { view: "notas", from: null, to: null, text: null }],
  ["no such view", { clase: "constructor" }, { view: "detalles", from: null, to: null, text: null }],
  ["no day", { desde: "2026-02-30", hasta: "ayer" }, { view: "detalles", from: null, to: null, text: null }],
  [
    "years that nothing holds",
    { desde: "0000-01-01", hasta: "9999-12-31" },
    { view: "detalles", from: null, to: null, text: null },
  ],
  ["signs that no text holds", { buscar: "\0" }, { view: "detalles", from: null, to: null, text: null }],
  ["a long text", { buscar: "\0x".repeat(90) }, { view: "detalles", from: null, to: null, text: "x".repeat(80) }],
  ["half a sign", { buscar: "a\ud800" }, { view: "detalles", from: null, to: null, text: "a\ufffd" }],
  ["lists", { clase: ["notas"], desde: ["2026-01-01"] }, { view: "detalles", from: null, to: null, text: null }],
  [
    "all of it",
    { clase: "devoluciones", desde: "2026-01-01", hasta: "2026-01-31", buscar: " Cheque " },
    { view: "devoluciones", from: "2026-01-01", to: "2026-01-31", text: "Cheque" },
  ],
])("an address that asks for %s", (_, search, asked) => expect(movementSearch(search)).toEqual(asked));
