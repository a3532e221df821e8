import { createTranslator } from "use-intl/core";
import type { DomainError, RefusalParams } from "@/lib/errors";
import { catalogs, type Language } from "@/lib/messages/catalog";
import { type Currency, formatMoney } from "@/lib/money";

/** A translator outside of React: mails, PDFs, refusals. */
export function words(language: Language = "es") {
  return createTranslator({ locale: language, messages: catalogs[language] as Record<string, unknown> }) as (
    key: string,
    params?: Record<string, string | number>,
  ) => string;
}

export type Place = { currency: Currency; timeZone: string; language?: Language };

/** Ready to fill placeholders: `…Cents` become money, `…At` local time, bigints plain digits. */
export function printable(params: RefusalParams, { currency, timeZone }: Place): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (name.endsWith("Cents") && typeof value === "bigint") return [name, formatMoney(value, currency)];
      if (value instanceof Date) return [name, localTime(value, timeZone)];
      return [name, typeof value === "bigint" ? value.toString() : value];
    }),
  );
}

/** The sentence of a refusal, for a person of this company. */
export function refusalSentence(error: DomainError, place: Place): string {
  return words(place.language)(`refusals.${error.code}`, printable(error.params, place));
}

export function localTime(date: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("es-CO", { dateStyle: "medium", timeStyle: "short", timeZone }).format(date);
}
