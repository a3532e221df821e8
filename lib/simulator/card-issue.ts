import { hash } from "node:crypto";
import type { IssuedCard } from "@/lib/gateways/core";

const BIN = "529143";
const FIRST_REFERENCE = 7_000_000_000;
/** References advance by a step that shares no factor with their count, so neighbours do not look alike. */
const STEP = 7_919;
const REFERENCES = 1_000_000_000;

/**
 * The `position`-th card this issuer makes, counted from 0. The whole number never leaves this function: out come its
 * first six and last four digits, a token and a keyed fingerprint.
 */
export function issueCard(secret: string, position: number, taken: (cardReference: string) => boolean): IssuedCard {
  let cardReference = referenceAt(position);
  // A seeded card may stand in the way: the same place in the next thousand million is free of this issuer's own.
  for (let shift = 1; taken(cardReference); shift += 1) cardReference = referenceAt(position, shift);
  const account = BIN + String(position).padStart(9, "0");
  const number = account + luhnDigit(account);
  const keyed = hash("sha512", `${secret}\n${number}`, "hex");
  return {
    cardReference,
    bin: BIN,
    last4: number.slice(-4),
    token: `tok_${lettersOf(keyed.slice(64, 96))}`,
    fingerprint: keyed.slice(0, 64),
  };
}

/** Hexadecimal without digits: a token must not look like a card number, not even by chance. */
function lettersOf(hex: string): string {
  return hex.replace(/[0-9]/g, (digit) => "ghijklmnop"[Number(digit)] ?? "");
}

function referenceAt(position: number, shift = 0): string {
  return String(FIRST_REFERENCE + shift * REFERENCES + ((position * STEP) % REFERENCES));
}

function luhnDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const doubled = (digits.length - index) % 2 === 1;
    const value = Number(digits[index]) * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}
