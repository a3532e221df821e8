import { type Currency, parseSumCents } from "@/lib/money";

const wholeDigitsMax = 10;

/** How a currency's country groups thousands and parts the cents. */
const marks = { COP: { thousands: ".", decimal: "," }, PEN: { thousands: ",", decimal: "." } } as const;

const ownFormat: Record<Currency, RegExp> = {
  COP: /^(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d{0,2})?$/,
  PEN: /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{0,2})?$/,
};

/** The mark that parts the cents, as this currency's country types it. */
export const decimalMark = (currency: Currency): string => marks[currency].decimal;

/** Whether all of a text can stand in the field, grouped or not: ten figures at most, and two behind one decimal mark. */
export function standsWhole(text: string, currency: Currency): boolean {
  const { thousands, decimal } = marks[currency];
  const [whole = "", decimals = "", ...more] = text.replaceAll(thousands, "").split(decimal);
  const figures = /^0*(\d*)$/.exec(whole)?.[1];
  return more.length === 0 && figures !== undefined && figures.length <= wholeDigitsMax && /^\d{0,2}$/.test(decimals);
}

/**
 * What stands in the field after a keystroke: figures and one decimal mark are kept, at most ten figures and two decimals, thousands
 * grouped; `caret` stays behind the figure it stood behind.
 */
export function amountAsTyped(text: string, caret: number, currency: Currency): { text: string; caret: number } {
  const { thousands, decimal } = marks[currency];
  const isKept = (char: string) => /\d/.test(char) || char === decimal;
  const keptBefore = [...text.slice(0, caret)].filter(isKept).length;
  const [first = "", ...others] = [...text].filter(isKept).join("").split(decimal);
  const bare = first.replace(/^0+(?=\d)/, "").slice(0, wholeDigitsMax);
  const whole = others.length > 0 && bare === "" ? "0" : bare;
  const decimals = others.length > 0 ? `${decimal}${others.join("").slice(0, 2)}` : "";
  const shown = `${whole.replace(/\B(?=(?:\d{3})+$)/g, thousands)}${decimals}`;
  const shift = keptBefore + whole.length - first.length;
  return { text: shown, caret: placeBehind(shown, Math.max(0, shift), isKept) };
}

function placeBehind(text: string, kept: number, isKept: (char: string) => boolean): number {
  let left = kept;
  for (const [index, char] of [...text].entries()) {
    if (left === 0) return index;
    if (isKept(char)) left -= 1;
  }
  return text.length;
}

/** Whole cents of what stands in the field: the country's own way, or the plain one of files; null when it is neither, or nothing. */
export function centsOfTyped(text: string, currency: Currency): bigint | null {
  const bare = text.trim();
  if (!ownFormat[currency].test(bare)) return parseSumCents(bare);
  const { thousands, decimal } = marks[currency];
  const [whole = "", decimals = ""] = bare.replaceAll(thousands, "").split(decimal);
  return parseSumCents(`${whole},${decimals.padEnd(2, "0")}`);
}
