import { describe, expect, test } from "vitest";
import { demoCompanies } from "@/prisma/seed/demonstration";
import { days, masterGains } from "@/prisma/seed/movements";

// The demonstration's year of the master accounts, before it is lived.

const products = demoCompanies.flatMap(({ products }) => products);
const asksOf = (code: string) =>
  days.flatMap(({ daysAgo, moves }) =>
    moves.flatMap(({ product, asks }) => (product === code ? asks.map((ask) => ({ daysAgo, ask })) : [])),
  );

test("its days come one after the other, each in the past year and before today", () => {
  const all = days.map(({ daysAgo }) => daysAgo);
  expect(all).toEqual([...new Set(all)].toSorted((one, other) => other - one));
  expect([Math.max(...all) < 366, Math.min(...all) > 1]).toEqual([true, true]);
});

describe.each(products.map((product) => [product.code, product] as const))("%s", (code, { masterCents, cards }) => {
  test("ends with what it was opened with, and never wants money on its way", () => {
    let balance = masterCents;
    const closes = asksOf(code).map(({ ask }) => {
      balance += masterGains(ask);
      return balance;
    });
    expect(closes.at(-1)).toBe(masterCents);
    expect(closes.filter((close) => close < 0n)).toEqual([]);
    expect(new Set(closes).size).toBeGreaterThan(10);
  });

  test("leaves every card as it was, but those that others replaced", () => {
    const [blocked, gone] = [new Set<number>(), new Set<number>()];
    for (const { ask } of asksOf(code)) {
      const on = "cards" in ask ? ask.cards : [];
      expect(on.filter((card) => card >= cards.count || gone.has(card))).toEqual([]);
      for (const card of on) {
        expect(blocked.has(card)).toBe(ask.kind === "UNBLOCK");
        if (ask.kind === "BLOCK") blocked.add(card);
        if (ask.kind === "UNBLOCK") blocked.delete(card);
        if (ask.kind === "REPLACE") gone.add(card);
      }
    }
    expect([blocked.size, gone.size > 0]).toEqual([0, true]);
  });
});

test("has one of everything, and one that the core refuses", () => {
  const all = products.flatMap(({ code }) => asksOf(code).map(({ ask }) => ask));
  expect(new Set(all.map(({ kind }) => kind)).size).toBe(7);
  expect(all.filter((ask) => "refused" in ask && ask.refused)).toHaveLength(1);
});
