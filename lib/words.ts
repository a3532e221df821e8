import { createTranslator } from "use-intl/core";
import { serviceWord } from "@/lib/catalog";
import type { DomainError, RefusalParams } from "@/lib/errors";
import { catalogs } from "@/lib/messages/catalog";
import { dateFormat } from "@/lib/messages/date-format";
import { calendarLocales, type Language, locales } from "@/lib/messages/language";
import { type Currency, formatMoney } from "@/lib/money";

export type Say = (key: string, params?: Record<string, string | number>) => string;

/** A translator outside of React: mails, PDFs, refusals, titles. */
export function words(language: Language): Say {
  return createTranslator({
    locale: locales[language],
    messages: catalogs[language] as Record<string, unknown>,
  }) as Say;
}

export type Place = { currency: Currency; timeZone: string; language: Language };

/** Ready to fill placeholders: `…Cents` become money, `…At` local time, bigints plain digits. */
export function printable(
  params: RefusalParams,
  { currency, timeZone, language }: Place,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (name.endsWith("Cents") && typeof value === "bigint") return [name, formatMoney(value, currency)];
      if (value instanceof Date) return [name, localTime(value, timeZone, language)];
      return [name, typeof value === "bigint" ? value.toString() : value];
    }),
  );
}

/** The sentence of a refusal, for a person of this company. A state, service or section it names is said by its label. */
export function refusalSentence(error: DomainError, place: Place): string {
  const say = words(place.language);
  const { status, service, sections } = error.params;
  const filled = printable(error.params, place);
  if (typeof status === "string") filled.status = stateWord(say, error.code, status);
  if (typeof service === "string") filled.service = say(`access.services.${serviceWord(service)}`);
  if (typeof sections === "string")
    filled.sections = sections
      .split(", ")
      .map((one) => say(`brokers.sections.${one}`))
      .join(", ");
  return say(`refusals.${error.code}`, filled);
}

/** A state of what the refusal is about: an order, a card, else a lot. */
function stateWord(say: Say, code: string, status: string): string {
  if (code.startsWith("order.")) return say(`orders.status.${status}`);
  return code.startsWith("instruction.") ? say(`cards.status.${status}`) : say(`batches.status.${status}`);
}

/** Day and time of an instant in a zone, months in the language: `12 nov 2026, 14:32`. */
export function localTime(date: Date, timeZone: string, language: Language): string {
  return dateFormat(calendarLocales[language], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }).format(date);
}
