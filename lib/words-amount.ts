import { numberWords as en } from "@/lib/messages/en/number-words";
import { numberWords as es } from "@/lib/messages/es/number-words";
import type { Language } from "@/lib/messages/language";
import type { Currency } from "@/lib/money";

const million = 1_000_000n;

/**
 * An amount in words. Spanish counts by the long scale (RAE, «numerales»): `doce millones quinientos mil pesos`, `veintiún mil
 * pesos`, `un millón de pesos`; English by the short one: `one trillion pesos` is `un billón de pesos`. Cents that are not zero as
 * `con 50/100`, `and 50/100`.
 */
export function amountInWords(cents: bigint, currency: Currency, language: Language): string {
  const words = language === "es" ? es : en;
  const absolute = cents < 0n ? -cents : cents;
  const whole = absolute / 100n;
  const rest = absolute % 100n;
  const [one, many] = words.currency[currency];
  return [
    cents < 0n && words.minus,
    whole === 0n ? words.units[0] : language === "es" ? cardinalEs(whole) : cardinalEn(whole),
    language === "es" && whole >= million && whole % million === 0n && es.of,
    whole === 1n ? one : many,
    rest > 0n && `${words.with} ${rest.toString().padStart(2, "0")}/100`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** A whole number above zero, in the short form that stands before a noun. */
function cardinalEs(value: bigint): string {
  const parts: string[] = [];
  let left = value;
  for (const [one, many] of es.scales) {
    const group = Number(left % million);
    left /= million;
    if (group > 0) parts.unshift([belowMillionEs(group), group === 1 ? one : many].filter(Boolean).join(" "));
  }
  return parts.join(" ");
}

function belowMillionEs(value: number): string {
  const thousands = Math.floor(value / 1000);
  const rest = value % 1000;
  const before = thousands === 0 ? [] : thousands === 1 ? [es.thousand] : [belowThousandEs(thousands), es.thousand];
  return [...before, ...(rest > 0 ? [belowThousandEs(rest)] : [])].join(" ");
}

function belowThousandEs(value: number): string {
  if (value === 100) return es.hundred;
  const hundreds = es.hundreds[Math.floor(value / 100)] ?? "";
  return [hundreds, belowHundredEs(value % 100)].filter(Boolean).join(" ");
}

function belowHundredEs(value: number): string {
  if (value === 0) return "";
  if (value === 1) return es.shortOne;
  if (value === 21) return es.shortTwentyOne;
  if (value < 30) return es.units[value] ?? "";
  const unit = value % 10;
  const tens = es.tens[Math.floor(value / 10)] ?? "";
  return unit === 0 ? tens : `${tens} ${es.and} ${unit === 1 ? es.shortOne : es.units[unit]}`;
}

/** A whole number above zero: thousands, millions, billions, trillions; "and" before what is below a hundred. */
function cardinalEn(value: bigint): string {
  const parts: string[] = [];
  let left = value;
  for (const scale of en.scales) {
    const group = Number(left % 1000n);
    left /= 1000n;
    if (group === 0) continue;
    const bare = scale === "" && group < 100 && left > 0n;
    parts.unshift([bare && en.and, belowThousandEn(group), scale].filter(Boolean).join(" "));
  }
  return parts.join(" ");
}

function belowThousandEn(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const before = hundreds > 0 ? `${en.units[hundreds]} ${en.hundred}` : "";
  return [before, before && rest > 0 && en.and, rest > 0 && belowHundredEn(rest)].filter(Boolean).join(" ");
}

function belowHundredEn(value: number): string {
  const unit = value % 10;
  if (value < 20) return en.units[value] ?? "";
  const tens = en.tens[Math.floor(value / 10)] ?? "";
  return unit === 0 ? tens : `${tens}-${en.units[unit]}`;
}
