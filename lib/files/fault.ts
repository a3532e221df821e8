import type { FaultCode } from "@/lib/messages/es/faults";

/** One thing wrong in a file, never thrown. `line` is physical (header 1), `column` the 1-based cell. */
export type Fault = {
  line: number;
  column: number | null;
  field: string | null;
  /** As written, made safe to store and shortened. */
  value: string | null;
  code: FaultCode;
  /** What was surely meant, ready to be written in its place. */
  proposal: string | null;
  params: Record<string, string>;
};

/** What a cell reader says instead of a value. */
export type CellFault = { code: FaultCode; proposal: string | null; params: Record<string, string> };

const faultValueMax = 40;
/** Cells of a faulty line are kept up to this many characters for the download of faulty lines. */
export const keptCellMax = 1_000;

const noParams: Record<string, string> = {};

export function cellFault(code: FaultCode, params = noParams, proposal: string | null = null): CellFault {
  return { code, proposal, params };
}

/** A fault of the whole file at one place. */
export function fileFault(code: FaultCode, line: number, params = noParams): Fault {
  return { line, column: null, field: null, value: null, code, proposal: null, params };
}

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ufffd]/u;
const everyUnprintable = new RegExp(unprintable.source, "gu");
const cardNumber = /(?:\d[ -]?){8,14}(\d[ -]?\d[ -]?\d[ -]?\d[ -]?\d)/g;

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A control, bidirectional, unassigned or broken character in a cell, with its 1-based position; null when clean. */
export function characterFault(text: string): CellFault | null {
  const found = unprintable.exec(text);
  if (!found) return null;
  const position = String([...text.slice(0, found.index)].length + 1);
  if (found[0] === "\ufffd") return cellFault("replacementCharacter", { position });
  return cellFault("forbiddenCharacter", { character: codePointName(found[0]), position });
}

/** Text fit to be stored and shown: no unprintable character (they become their names), no whole card number, at most `max` long. */
export function shown(text: string, max: number = faultValueMax): string {
  const safe = text
    .slice(0, max * 4)
    .replace(everyUnprintable, (character) => `‹${codePointName(character)}›`)
    .replace(cardNumber, maskedCard);
  return safe.length <= max && text.length <= max * 4
    ? safe
    : `${[...safe.slice(0, max - 1)].join("").replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Only the last four digits of what may be a card number, 13 to 19 digits that pass Luhn's check. */
function maskedCard(text: string): string {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 13 || digits.length > 19 || !passesLuhn(digits)) return text;
  return `••••${digits.slice(-4)}`;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    sum += index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}
