import type { ReviewLine } from "@/lib/approvals/rules";
import { dateFormat } from "@/lib/messages/date-format";
import { deskTimeZone } from "@/lib/operator/rules";

/** A month of the calendar, `2026-11`. */
export type Month = string;

const monthGrammar = /^(?:20\d\d)-(?:0[1-9]|1[0-2])$/;

/** The month that an address names (`mes`), or the one that it is where the desk is. */
export function monthWanted(asked: unknown, now: Date): Month {
  if (typeof asked === "string" && monthGrammar.test(asked)) return asked;
  return dateFormat("en-CA", { timeZone: deskTimeZone, year: "numeric", month: "2-digit" }).format(now);
}

/** So many months later; earlier when negative. */
export function monthAfter(month: Month, months: number): Month {
  const [year = 0, of = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, of - 1 + months, 1)).toISOString().slice(0, 7);
}

export const numberCharactersMax = 30;
/** What an invoice number may be once it is in its normal form: capitals, digits and hyphens, thirty at most. */
export const invoiceNumberForm = /^[A-Z0-9][A-Z0-9-]{0,29}$/;

/** An invoice number as it is kept: capitals, no spaces around. Whoever asks tells whether it is one (`invoiceNumberForm`). */
export const invoiceNumberOf = (text: string): string => text.normalize("NFKC").trim().toUpperCase();

/** What is to be given to an order of a company, and what it has. */
export type Given = { company: string; order: string; before: string | null; after: string };

/** The numbers that differ from what there is, as they are read before the token. */
export const givenLines = (given: readonly Given[]): ReviewLine[] =>
  given.map(({ order, before, after }) => ({ key: order, before, after }));

const asked = ["mes", "buscar", "orden", "factura", "pagina", "ver"] as const;

/** What a list was asked, from the query that its form carries; anything else in it is nobody's. */
export function listAsked(query: string): Record<string, string> {
  const search = new URLSearchParams(query);
  return Object.fromEntries(asked.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? ""]] : [])));
}

export const fileLinesMax = 5_000;
/** Room for 5,000 lines in any encoding, and some. */
export const fileBytesMax = 2_097_152;

/** What a line of a file does: a first number, another one, or nothing, as it is there already. */
export type LineEffect = "first" | "corrects" | "same";
export type FileLine = Given & { line: number; effect: LineEffect };

export const effectOf = ({ before, after }: Pick<Given, "before" | "after">): LineEffect =>
  before === null ? "first" : before === after ? "same" : "corrects";
