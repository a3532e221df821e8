import type { Country } from "@/lib/files/documents";
import { type CellFault, cellFault } from "@/lib/files/fault";
import {
  amountCapCents,
  amountProposal,
  type Currency,
  formatMoney,
  isAmbiguousAmount,
  parseAmountCents,
  parseSumCents,
} from "@/lib/money";

/** Cell readers: each takes a trimmed, non-empty cell and gives its canonical text, or a fault. Never throws. */

const ascii = /^[\x20-\x7e]*$/;
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]*$/u;
const nameGrammar = /^[\p{L}\p{M}'’ -]*\p{L}[\p{L}\p{M}'’ -]*$/u;
/** WHATWG HTML, valid e-mail address: what `<input type="email">` takes. */
const mailGrammar =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** A cell without the spaces (ordinary or no-break) around it; other white space stays, to be refused. */
export function trimmed(cell: string): string {
  const last = cell.length - 1;
  if (last < 0 || (!isSpace(cell.charCodeAt(0)) && !isSpace(cell.charCodeAt(last)))) return cell;
  let start = 0;
  let end = cell.length;
  while (start < end && isSpace(cell.charCodeAt(start))) start += 1;
  while (end > start && isSpace(cell.charCodeAt(end - 1))) end -= 1;
  return cell.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0xa0;
}

/** Printable characters in NFC; what is not printable is the caller's `characterFault`. */
export function readText(text: string): string | CellFault {
  if (ascii.test(text)) return text;
  const normal = text.normalize("NFC");
  return printable.test(normal) && !normal.includes("\ufffd") ? normal : cellFault("forbiddenCharacter");
}

/** Letters, marks, apostrophe, hyphen and space, with at least one letter; NFC. */
export function readName(text: string): string | CellFault {
  const normal = text.normalize("NFC");
  return nameGrammar.test(normal) ? normal : cellFault("name");
}

export function readMail(text: string): string | CellFault {
  return mailGrammar.test(text) ? text : cellFault("mail");
}

const mobiles = {
  CO: { grammar: /^3\d{9}$/, digits: 10, first: 3, prefix: /^(?:\+|00)?57(?=3\d{9}$)/ },
  PE: { grammar: /^9\d{8}$/, digits: 9, first: 9, prefix: /^(?:\+|00)?51(?=9\d{8}$)/ },
} as const;

/** Colombia: ten digits from 3; Peru: nine digits from 9. */
export function readMobile(text: string, country: Country): string | CellFault {
  const { grammar, digits, first, prefix } = mobiles[country];
  if (grammar.test(text)) return text;
  const bare = text.replace(/[ ().\u00a0-]/g, "").replace(prefix, "");
  return cellFault("mobile", { digits: String(digits), first: String(first) }, grammar.test(bare) ? bare : null);
}

export function readPhone(text: string): string | CellFault {
  return /^\+?\d[\d -]{5,18}\d$/.test(text) ? text : cellFault("phone");
}

/** A branch's code: letters, digits, point, hyphen, underscore; NFC, case kept. */
export function readCode(text: string): string | CellFault {
  const normal = text.normalize("NFC");
  return /^[\p{L}\p{N}._-]+$/u.test(normal) ? normal : cellFault("code");
}

const reasons = ["PERDIDA", "ROBO", "DETERIORO"] as const;

/** Why a card is replaced; case and accents do not matter. */
export function readReason(text: string): string | CellFault {
  const plain = withoutMarks(text).toUpperCase();
  return reasons.find((reason) => reason === plain) ?? cellFault("reason", { reasons: reasons.join(", ") });
}

/** Text without accents: `Número` is `Numero`. */
export function withoutMarks(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "");
}

const countMax = 10_000;

/** A whole number from 1 to 10,000, without leading zeros in its canonical form. */
export function readCount(text: string): string | CellFault {
  const count = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= countMax ? String(count) : cellFault("count", { min: "1", max: String(countMax) });
}

/** The card's 10-digit reference; never its number. */
export function readCardReference(text: string): string | CellFault {
  return /^\d{10}$/.test(text) ? text : cellFault("cardReference");
}

const yearMin = 1900;
const yearMax = 2100;

/** AAAA-MM-DD or DD/MM/AAAA of a day that exists, as AAAA-MM-DD. */
export function readDate(text: string): string | CellFault {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const local = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : [];
  if (year === undefined || month === undefined || day === undefined)
    return cellFault("date", undefined, paddedDate(text));
  if (dayExists(Number(year), Number(month), Number(day))) return `${year}-${month}-${day}`;
  return cellFault("dateUnreal", { min: String(yearMin), max: String(yearMax) });
}

function dayExists(year: number, month: number, day: number): boolean {
  if (year < yearMin || year > yearMax || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `1/2/1990` and `01-02-1990` are sure enough to be proposed as `01/02/1990`. */
function paddedDate(text: string): string | null {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return null;
  if (!dayExists(Number(year), Number(month), Number(day))) return null;
  return `${day.padStart(2, "0")}/${month.padStart(2, "0")}/${year}`;
}

export type AmountLimits = { currency: Currency; minCents: bigint; maxCents: bigint };

/** Cents of an amount within the product's limits (both included), or a fault that tells why not. */
export function readAmountCents(text: string, limits: AmountLimits): bigint | CellFault {
  const cents = parseAmountCents(text);
  if (cents === null) return amountFault(text, limits.currency);
  if (cents >= limits.minCents && cents <= limits.maxCents) return cents;
  return outsideLimits(cents, limits);
}

/** Why a whole number of cents is outside the product's limits. */
function outsideLimits(cents: bigint, { currency, minCents, maxCents }: AmountLimits): CellFault {
  const amount = formatMoney(cents, currency);
  if (cents < minCents) return cellFault("amountBelowMin", { amount, min: formatMoney(minCents, currency) });
  return cellFault("amountAboveMax", { amount, max: formatMoney(maxCents, currency) });
}

function amountFault(text: string, currency: Currency): CellFault {
  const proposal = amountProposal(text);
  const cents = parseSumCents(text);
  if (cents === 0n) return cellFault("amountZero");
  if (cents !== null) return cellFault("amountOverCap", { max: formatMoney(amountCapCents, currency) });
  if (isAmbiguousAmount(text)) return cellFault("amountAmbiguous", { whole: text.replace(/\D/g, "") });
  if (/^[-\u2212(]/.test(text)) return cellFault("amountNegative");
  const decimals = /^\d+[.,](\d{3,})$/.exec(text)?.[1];
  if (decimals !== undefined) return cellFault("amountDecimals", { found: String(decimals.length) }, proposal);
  return cellFault("amountFormat", undefined, proposal);
}
