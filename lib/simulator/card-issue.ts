import { hash } from "node:crypto";
import { cardFingerprint } from "@/lib/cards/number";
import { checkDigit } from "@/lib/cards/rules";
import type { IssuedCard } from "@/lib/gateways/core";

const BIN = "529143";
const FIRST_REFERENCE = 7_000_000_000;
/** References advance by a step that shares no factor with their count, so neighbours do not look alike. */
const STEP = 7_919;
const REFERENCES = 1_000_000_000;
/** Nine digits of a number, scattered by a factor without a divisor in common with their count. */
const NUMBERS = 1_000_000_000n;
const SCATTER = 387_420_489n;

/** What the issuer keeps to itself: for the tokens of its cards, and the key of fingerprints that it shares with the portal. */
export type IssuerKeys = { secret: string; cardKey: Buffer };

/**
 * The `position`-th card this issuer makes, counted from 0. The whole number never leaves this function: out come its
 * first six and last four digits, a token and a keyed fingerprint.
 */
export function issueCard(keys: IssuerKeys, position: number, taken: (cardReference: string) => boolean): IssuedCard {
  let cardReference = referenceAt(position);
  // A seeded card may stand in the way: the same place in the next thousand million is free of this issuer's own.
  for (let shift = 1; taken(cardReference); shift += 1) cardReference = referenceAt(position, shift);
  const number = numberOfCard(BIN, cardReference);
  return {
    cardReference,
    bin: BIN,
    last4: number.slice(-4),
    token: `tok_${lettersOf(hash("sha512", `${keys.secret}\n${number}`, "hex").slice(64, 96))}`,
    fingerprint: cardFingerprint(number, keys.cardKey),
  };
}

/**
 * The whole number (16 digits) of a card of this issuer or of the demonstration, which follows from its bin of six digits and its
 * reference: nobody needs to keep it. References that differ in their last nine digits have different numbers.
 */
export function numberOfCard(bin: string, cardReference: string): string {
  const account = bin + String((BigInt(cardReference) * SCATTER) % NUMBERS).padStart(9, "0");
  return account + checkDigit(account);
}

/** Hexadecimal without digits: a token must not look like a card number, not even by chance. */
function lettersOf(hex: string): string {
  return hex.replace(/[0-9]/g, (digit) => "ghijklmnop"[Number(digit)] ?? "");
}

function referenceAt(position: number, shift = 0): string {
  return String(FIRST_REFERENCE + shift * REFERENCES + ((position * STEP) % REFERENCES));
}
