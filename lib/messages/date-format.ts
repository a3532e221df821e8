const formats = new Map<string, Intl.DateTimeFormat>();

/** The format of dates in a locale, made once: to make one takes longer than to write a hundred dates with it. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options);
    formats.set(key, format);
  }
  return format;
}

/** The day of an instant in a zone, as AAAA-MM-DD. */
export const dayIn = (at: Date, timeZone: string): string =>
  dateFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
