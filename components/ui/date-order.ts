/** The locale whose order dates are typed in: day, month, year in every language, as both countries write them. */
export function dateOrder(locale: string): string {
  return locale.startsWith("en") ? "en-GB" : locale;
}
