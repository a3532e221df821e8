import { createHmac } from "node:crypto";
import { cardConfig } from "@/lib/config";

/**
 * By what a card is found without its number being kept anywhere: lower-case hex HMAC-SHA256 of the whole number (13 to 19
 * digits, as `typedCardNumber` gives them) under the key shared with the core. Whoever holds neither the number nor CARD_KEY learns nothing of it.
 */
export function cardFingerprint(number: string, key: Buffer = cardConfig().cardKey): string {
  return createHmac("sha256", key).update(number).digest("hex");
}
