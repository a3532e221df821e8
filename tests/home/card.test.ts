import { beforeAll, expect, test } from "vitest";
import { findCard, listLotsOfCard } from "@/lib/cards/queries";
import { read } from "@/lib/command";
import { confirmedBatch, demonstration, loaded, recharge, signedIn } from "@/tests/support/make";

beforeAll(demonstration);

test("a card's page tells its holder and the lots in which it stands, newest first, and never a whole number", async () => {
  const cm = await signedIn("cm1");
  const first = await confirmedBatch(2);
  const maker = await signedIn("maker1");
  const second = await loaded(maker, recharge(3));
  const card = await read(cm, "card.read", (ctx) => findCard(ctx, "1000000001"));
  if (!card) throw new Error("no card");
  expect(card).toMatchObject({ document: "CC-10000001", bin: "450799", status: "ACTIVE", issuedIn: null });
  expect(Object.keys(card)).not.toContain("token");
  const lots = await read(cm, "card.read", (ctx) => listLotsOfCard(ctx, card));
  expect(lots.map(({ number, line, result, amountCents }) => [number, line, result, amountCents])).toEqual([
    [second, 2, "waiting", 5_000_000n],
    [first, 2, "waiting", 5_000_000n],
  ]);
});

test.each([
  ["of another product", "1100000001"],
  ["of another company", "1200000001"],
  ["that is not there", "9999999999"],
  ["that is no reference", "x' OR true --"],
])("a card %s is not found", async (_, reference) => {
  expect(await read(await signedIn("cm1"), "card.read", (ctx) => findCard(ctx, reference))).toBeNull();
});
