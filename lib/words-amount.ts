import { numberWords as words } from "@/lib/messages/es/number-words";
import type { Currency } from "@/lib/money";

const million = 1_000_000n;

/**
 * An amount in words, as the long scale of Spanish counts (RAE, «numerales»): `doce millones quinientos mil pesos`,
 * `veintiún mil pesos`, `un millón de pesos`; cents that are not zero as `con 50/100`.
 */
export function amountInWords(cents: bigint, currency: Currency): string {
  const absolute = cents < 0n ? -cents : cents;
  const whole = absolute / 100n;
  const rest = absolute % 100n;
  const [one, many] = words.currency[currency];
  return [
    cents < 0n && words.minus,
    whole === 0n ? words.units[0] : cardinal(whole),
    whole >= million && whole % million === 0n && words.of,
    whole === 1n ? one : many,
    rest > 0n && `${words.with} ${rest.toString().padStart(2, "0")}/100`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** A whole number above zero, in the short form that stands before a noun. */
function cardinal(value: bigint): string {
  const parts: string[] = [];
  let left = value;
  for (const [one, many] of words.scales) {
    const group = Number(left % million);
    left /= million;
    if (group > 0) parts.unshift([belowMillion(group), group === 1 ? one : many].filter(Boolean).join(" "));
  }
  return parts.join(" ");
}

function belowMillion(value: number): string {
  const thousands = Math.floor(value / 1000);
  const rest = value % 1000;
  const before = thousands === 0 ? [] : thousands === 1 ? [words.thousand] : [belowThousand(thousands), words.thousand];
  return [...before, ...(rest > 0 ? [belowThousand(rest)] : [])].join(" ");
}

function belowThousand(value: number): string {
  if (value === 100) return words.hundred;
  const hundreds = words.hundreds[Math.floor(value / 100)] ?? "";
  return [hundreds, belowHundred(value % 100)].filter(Boolean).join(" ");
}

function belowHundred(value: number): string {
  if (value === 0) return "";
  if (value === 1) return words.shortOne;
  if (value === 21) return words.shortTwentyOne;
  if (value < 30) return words.units[value] ?? "";
  const unit = value % 10;
  const tens = words.tens[Math.floor(value / 10)] ?? "";
  return unit === 0 ? tens : `${tens} ${words.and} ${unit === 1 ? words.shortOne : words.units[unit]}`;
}
