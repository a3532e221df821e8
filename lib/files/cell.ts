/** What an XML file may not hold, and no cell needs: controls but tabs and line breaks, halves of pairs, what is no character. */
const unwritable = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

/**
 * What a spreadsheet takes for a formula: an equals, plus, minus or at sign, also in full width or small, behind spaces of any kind,
 * marks without width and quotes; and whatever begins with a tab or a line break.
 */
const formula =
  /^(?:[\t\r\n]|[\s\p{Z}\p{Cc}\p{Cf}\uFFFD'"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/u;

/** As many characters as Excel keeps in one cell. */
export const cellMax = 32_767;

/**
 * A text as it is written to a cell of CSV or Excel, whichever opens it: never a formula (an apostrophe stands before what would be one),
 * nothing that breaks the file, no longer than a cell may be.
 */
export function cellText(text: string): string {
  if (text === "" || (text.length <= cellMax && plain.test(text))) return text;
  const clean = text.replace(unwritable, "\uFFFD");
  const safe = formula.test(clean) ? `'${clean}` : clean;
  return safe.length > cellMax ? `${safe.slice(0, cellMax - 1)}…` : safe;
}

// Nearly every cell: found to be harmless at one look.
const plain = /^[A-Za-z0-9¿¡«(][ -~À-ÿ«»¿¡·–—]*$/;

/** Whole cents as a decimal number: `-5` is `-0.05`; nothing stays nothing. */
export function plainUnits(cents: string, mark: "," | "."): string {
  // At least three figures, with or without a sign.
  if (cents.length > 3) return `${cents.slice(0, -2)}${mark}${cents.slice(-2)}`;
  if (cents === "") return "";
  const sign = cents.startsWith("-") ? "-" : "";
  const digits = cents.slice(sign.length).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
}
