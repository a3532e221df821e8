import { dateFormat } from "@/lib/messages/date-format";

export const languages = ["es", "en"] as const;
export type Language = (typeof languages)[number];

/**
 * What the translator counts by: the language's words and plurals with the figures of the companies' country. English has no
 * Colombian figures of its own, and a page must not write 1.250 beside 1,250: en-DE is English with `1.250,00`.
 */
export const locales = { es: "es-CO", en: "en-DE" } as const satisfies Record<Language, string>;

/** Dates written out and calendars: day first in both. */
export const calendarLocales = { es: "es-CO", en: "en-GB" } as const satisfies Record<Language, string>;

/** Short dates, without the "de" of es-CO: `12 nov`, `12 Nov`. */
export const dateLocales = { es: "es", en: "en-GB" } as const satisfies Record<Language, string>;

/** The language of a locale of ours. */
export const languageOf = (locale: string): Language =>
  languages.find((language) => locale.split("-")[0] === language) ?? "es";

/** A day of the calendar (AAAA-MM-DD) as filters and papers write it: `12 nov 2026`. */
export const dayInWords = (day: string, language: Language): string =>
  dateFormat(dateLocales[language], {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(new Date(`${day}T00:00:00Z`));

/** Writes instants of a zone to the second: `22 nov 2026, 14:32:05`. */
export function stampIn(timeZone: string, language: Language): (at: Date) => string {
  const format = dateFormat(dateLocales[language], {
    timeZone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return (at) => format.format(at);
}
