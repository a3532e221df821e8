import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { cardFingerprint } from "@/lib/cards/number";
import { database } from "@/lib/db";
import { numberOfCard } from "@/lib/simulator/card-issue";
import { testCardKey } from "@/tests/support/keys";
import { asOwner, demonstration } from "@/tests/support/make";

test("a fingerprint is the HMAC-SHA256 of the whole number under CARD_KEY", () => {
  const key = Buffer.from(testCardKey, "hex");
  const expected = createHmac("sha256", key).update("4111111111111111").digest("hex");
  expect(cardFingerprint("4111111111111111")).toBe(expected);
  expect(cardFingerprint("4111111111111111", Buffer.alloc(32))).not.toBe(expected);
});

test("each card of the demonstration is found by its whole number, which stands in no row", async () => {
  await demonstration();
  const cards = await asOwner<{ bin: string; reference: string; last4: string; fingerprint: string; row: string }>(
    "SELECT bin, reference, last4, fingerprint, c::text AS row FROM card c",
  );
  expect(cards).toHaveLength(300);
  for (const { bin, reference, last4, fingerprint, row } of cards) {
    const number = numberOfCard(bin, reference);
    expect([number.slice(-4), cardFingerprint(number)]).toEqual([last4, fingerprint]);
    expect(row).not.toContain(number);
  }
  expect(new Set(cards.map((card) => card.fingerprint)).size).toBe(300);
  await database().$disconnect();
});
