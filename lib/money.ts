import { assert } from "@/lib/assert";

/** What a company's accounts are kept in. */
export type Currency = "COP" | "PEN";
/** What an amount may be told in: a broker's portfolio is kept in soles and in dollars. */
type Denomination = Currency | "USD";

/** The largest amount of one line or form: 9,999,999,999.99 (lots.md, Amounts). */
export const amountCapCents = 999_999_999_999n;

const amountGrammar = /^\d+(?:[.,]\d{2})?$/;
/** So many digits that cents stay whole in a double. */
const doubleDigits = 13;

/** Whole cents of `digits[,dd|.dd]`, zero and any size included (sums, control lines); anything else is null. */
export function parseSumCents(text: string): bigint | null {
  if (!amountGrammar.test(text)) return null;
  const mark = text.length - 3;
  const code = mark > 0 ? text.charCodeAt(mark) : 0;
  const digits = code === 0x2c || code === 0x2e ? text.slice(0, mark) + text.slice(mark + 1) : `${text}00`;
  return digits.length > doubleDigits + 2 ? BigInt(digits) : BigInt(Number(digits));
}

/**
 * The one parser of amounts, in whole cents: digits, then optionally a comma or a point and exactly two digits;
 * more than 0, at most `amountCapCents`. Anything else is null: never rounded, never guessed (security.md 31).
 */
export function parseAmountCents(text: string): bigint | null {
  const cents = parseSumCents(text);
  return cents !== null && cents > 0n && cents <= amountCapCents ? cents : null;
}

const currencySign = /^(?:\$|S\/\.?|COP|PEN)\s*/i;
const plain = /^(\d+)(?:([.,])(\d+))?$/;
const grouped = /^(\d{1,3}(?:[.,'’ \u00a0]\d{3})+)(?:([.,])(\d{1,2}))?$/;

/**
 * What was surely meant by an amount that the grammar refuses, written as the grammar wants it; null when it could
 * be two amounts (`1.500`), when it is negative, or when cents would have to be rounded away.
 */
export function amountProposal(text: string): string | null {
  const bare = text.trim().replace(currencySign, "").replace(/^\+/, "");
  const proposal = withoutMarks(bare) ?? withTwoDecimals(bare);
  return proposal !== null && proposal !== text && parseAmountCents(proposal) !== null ? proposal : null;
}

function withoutMarks(text: string): string | null {
  const match = grouped.exec(text);
  if (!match) return null;
  const [, whole = "", decimalMark, decimals] = match;
  const marks = new Set(whole.replace(/\d/g, ""));
  if (marks.has(".") && marks.has(",")) return null;
  if (decimalMark !== undefined && marks.has(decimalMark)) return null;
  const digits = whole.replace(/\D/g, "");
  if (decimals !== undefined) return `${digits},${decimals.padEnd(2, "0")}`;
  return isAmbiguousAmount(text) ? null : digits;
}

function withTwoDecimals(text: string): string | null {
  const [, whole, , decimals] = plain.exec(text) ?? [];
  if (whole === undefined) return null;
  if (decimals === undefined) return whole;
  if (isAmbiguousAmount(text) || !/^\d{0,2}0*$/.test(decimals)) return null;
  return `${whole},${decimals.slice(0, 2).padEnd(2, "0")}`;
}

/** `1.500` and `1,500`: a thousands mark to some, decimals to others. */
export function isAmbiguousAmount(text: string): boolean {
  return /^\d{1,3}[.,]\d{3}$/.test(text);
}

const styles = {
  COP: { sign: "$", thousands: ".", decimal: "," },
  PEN: { sign: "S/", thousands: ",", decimal: "." },
  USD: { sign: "US$", thousands: ",", decimal: "." },
} as const satisfies Record<Denomination, unknown>;

/** Cents as people read them: `$ 1.250.000,00` (COP, es-CO), `S/ 1,250.00` (PEN) and `US$ 1,250.00` (USD, es-PE), `−$ 5,00` with a real minus. */
export function formatMoney(cents: bigint, currency: Denomination): string {
  const { sign, thousands, decimal } = styles[currency];
  const absolute = cents < 0n ? -cents : cents;
  const whole = (absolute / 100n).toString().replace(/\B(?=(?:\d{3})+$)/g, thousands);
  const rest = (absolute % 100n).toString().padStart(2, "0");
  return `${cents < 0n ? "\u2212" : ""}${sign} ${whole}${decimal}${rest}`;
}

/** A sentence in which no amount is parted from its sign at a line's end. */
export const moneyKept = (sentence: string): string => sentence.replace(/(\$|S\/) (?=\d)/g, "$1\u00a0");

/** The same for what counts by a locale: pages of a list. */
export const figureLocales = { COP: "es-CO", PEN: "es-PE" } as const satisfies Record<Currency, string>;

/** A count as the country of the money writes it, in either language: `5.389` (COP), `5,389` (PEN). */
export function formatCount(count: number, currency: Currency): string {
  assert(Number.isSafeInteger(count) && count >= 0, "what is counted is whole");
  return count.toString().replace(/\B(?=(?:\d{3})+$)/g, styles[currency].thousands);
}

/** Cents as the amount grammar writes them, for files and proposals: `1250000,00`. */
export function plainAmount(cents: bigint): string {
  assert(cents >= 0n, "an amount of a file has no sign");
  return `${cents / 100n},${(cents % 100n).toString().padStart(2, "0")}`;
}

/** Numerator over a positive denominator to the nearest whole, ties to the even one. */
export function dividedHalfEven(numerator: bigint, denominator: bigint): bigint {
  assert(numerator >= 0n && denominator > 0n, "only amounts without sign are rounded");
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

export type FeeBasis = {
  lineCount: number;
  totalCents: bigint;
  /** Per line. */
  fixedCents: bigint;
  /** Of the total; 100 basis points are 1 %. */
  basisPoints: number;
  /** Of the commission. */
  taxBasisPoints: number;
};

/**
 * Commission of a lot (fixed per line and basis points of the amount) and the tax on it, in whole cents, each
 * rounded half-even once per lot (product.md, Money). An order of several lots only adds.
 */
export function feeFor(basis: FeeBasis): { commissionCents: bigint; taxCents: bigint } {
  const { lineCount, totalCents, fixedCents, basisPoints, taxBasisPoints } = basis;
  const share = dividedHalfEven(totalCents * BigInt(basisPoints), 10_000n);
  const commissionCents = fixedCents * BigInt(lineCount) + share;
  return { commissionCents, taxCents: dividedHalfEven(commissionCents * BigInt(taxBasisPoints), 10_000n) };
}

/**
 * How much of `total` belongs to the first `done` of `of`, rounded down; a line's part is this after it less this
 * before it, so that the parts of all lines add up to the total (decisions.md, Money). In SQL: div(total * done, of).
 */
export function cumulativePart(total: bigint, done: bigint, of: bigint): bigint {
  assert(
    total >= 0n && done >= 0n && of > 0n && done <= of,
    "a part is taken of something and not more than all of it",
  );
  return (total * done) / of;
}

/** The part of `total` of each of `count` lines, in line order. */
export function partsByCumulativeRounding(total: bigint, count: number): bigint[] {
  const of = BigInt(count);
  return Array.from({ length: count }, (_, index) => {
    const before = BigInt(index);
    return cumulativePart(total, before + 1n, of) - cumulativePart(total, before, of);
  });
}
