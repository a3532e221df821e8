import { describe, expect, test } from "vitest";
import { masterMovementKinds } from "@/lib/ledger/rules";
import { refusals as en } from "@/lib/messages/en/refusals";
import { refusals as es } from "@/lib/messages/es/refusals";
import { dayInWords } from "@/lib/messages/language";
import { masterReport } from "@/lib/reports/master-movements";
import { changeOver, periodOf, stepOver } from "@/lib/reports/rules";
import { criteriaOf } from "@/lib/reports/schema";

// What a report may be asked, and what its line over time says.

const none = { desde: null, hasta: null, tipo: null, buscar: null, minimo: null, maximo: null };

test.each([
  ["nothing", {}, {}],
  ["empty fields", { desde: "", hasta: "", tipo: "", buscar: "  ", minimo: "", maximo: "" }, {}],
  ["words of others", { pagina: "3", ver: "50", aviso: "x" }, {}],
  ["days", { desde: "2026-01-31", hasta: "2026-01-31" }, { desde: "2026-01-31", hasta: "2026-01-31" }],
  ["a kind", { tipo: "fund" }, { tipo: "fund" }],
  ["words", { buscar: "  nómina de Ñuñoa " }, { buscar: "nómina de Ñuñoa" }],
  [
    "amounts as a form posts them",
    { minimo: "1250000,00", maximo: "1250000.05" },
    { minimo: 125000000n, maximo: 125000005n },
  ],
  ["an amount as people write it", { minimo: "$ 1.250.000,50" }, { minimo: 125000050n }],
  ["equal amounts", { minimo: "0", maximo: "0" }, { minimo: 0n, maximo: 0n }],
] as const)("%s", (_, search, expected) => {
  expect(criteriaOf(masterReport, search)).toEqual({ asked: { ...none, ...expected }, fault: null });
});

describe("whatever is asked wrongly has one sentence", () => {
  test.each([
    ["day", { desde: "2026-02-30" }],
    ["day", { hasta: "31/12/2026" }],
    ["day", { desde: "0001-01-01" }],
    ["day", { desde: ["2026-01-01", "2026-01-02"] }],
    ["day", { hasta: "99999-01-01" }],
    ["backwards", { desde: "2026-02-02", hasta: "2026-02-01" }],
    ["choice", { tipo: "gift" }],
    ["choice", { tipo: "__proto__" }],
    ["choice", { tipo: ["fund", "fund"] }],
    ["words", { buscar: "x".repeat(61) }],
    ["words", { buscar: "a\u0000b" }],
    ["words", { buscar: "a\nb" }],
    ["words", { buscar: "\ud800" }],
    ["words", { buscar: ["a"] }],
    ["amount", { minimo: "mil" }],
    ["amount", { maximo: "-5" }],
    ["amount", { minimo: "1.500" }],
    ["amount", { minimo: "9".repeat(25) }],
    ["amount", { minimo: "1e5" }],
    ["amount", { maximo: ["1", "2"] }],
    ["amounts", { minimo: "2", maximo: "1" }],
  ] as const)("%s: %j", (fault, search) => {
    expect(criteriaOf(masterReport, search as Record<string, string | string[]>)).toEqual({
      asked: null,
      fault: `report.${fault}`,
    });
    expect([es.report[fault].length, en.report[fault].length].every((length) => length > 20)).toBe(true);
  });
});

test.each([
  [1, "1 day"],
  [124, "1 day"],
  [125, "7 days"],
  [870, "7 days"],
  [871, "1 month"],
] as const)("a line over %i days goes by %s", (days, step) => expect(stepOver(days)).toBe(step));

test.each([
  ["2026-10-01", "2026-10-31", "2026-11-23", { kind: "month", day: "2026-10-01" }],
  ["2026-02-01", "2026-02-28", "2026-11-23", { kind: "month", day: "2026-02-01" }],
  ["2026-11-01", "2026-11-23", "2026-11-23", { kind: "month", day: "2026-11-01" }],
  ["2026-11-01", "2026-11-22", "2026-11-23", { kind: "days", from: "2026-11-01", to: "2026-11-22" }],
  ["2026-10-01", "2026-11-30", "2026-11-30", { kind: "days", from: "2026-10-01", to: "2026-11-30" }],
  ["2026-10-05", "2026-10-05", "2026-11-23", { kind: "day", day: "2026-10-05" }],
] as const)("%s to %s on %s", (from, to, today, expected) => expect(periodOf(from, to, today)).toEqual(expected));

test.each([
  ["fell", 1000n, [900n, 880n], { kind: "down", perMille: 120 }],
  ["rose", 1000n, [1100n], { kind: "up", perMille: 100 }],
  ["rose from its first day's end", null, [200n, 300n], { kind: "up", perMille: 500 }],
  ["stood", 1000n, [1000n, 1000n], { kind: "same" }],
  ["fell and came back", 1000n, [900n, 950n, 1000n], { kind: "backDown", far: 900n }],
  ["rose, fell and came back", 1000n, [900n, 1200n, 1000n], { kind: "backUp", far: 1200n }],
  ["from nothing", 0n, [5n], { kind: "between", before: 0n, after: 5n }],
  ["elevenfold", 1n, [12n], { kind: "between", before: 1n, after: 12n }],
  ["too little for a percentage", 1_000_000n, [1_000_001n], { kind: "between", before: 1_000_000n, after: 1_000_001n }],
  ["to nothing", 100n, [0n], { kind: "down", perMille: 1000 }],
] as const)("a balance that %s", (_, before, cents, expected) => {
  const days = cents.map((one, index) => ({ day: `2026-10-${10 + index}`, cents: one }));
  expect(changeOver({ before, days })).toEqual(expected);
});

test("kinds are told once each", () => expect(new Set(masterMovementKinds).size).toBe(masterMovementKinds.length));

test("a day of a filter is told in its reader's language", () =>
  expect([dayInWords("2026-10-01", "es"), dayInWords("2026-01-31", "en")]).toEqual(["1 oct 2026", "31 Jan 2026"]));
