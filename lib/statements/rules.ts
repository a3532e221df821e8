import { dayIn } from "@/lib/messages/date-format";
/** What a statement is of: the product's master account, or an account at the bank by its number. */
export type StatementOf = { kind: "MASTER" } | { kind: "BANK"; account: string };

/** Months offered at once, the newest first. */
const monthsMax = 24;
/** A month's last movements are there so long after its end. */
const graceMs = 5 * 60_000;

/** A month of the calendar as `AAAA-MM`; null for what is none. */
export const monthNamed = (text: unknown): string | null =>
  typeof text === "string" && /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text) ? text : null;

/** In which month an instant lies, in a zone. */
function monthOf(at: Date, timeZone: string): string {
  return dayIn(at, timeZone).slice(0, 7);
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

/** The newest month that is over at an instant, and with it what was under way at its end. */
export const lastClosed = (at: Date, timeZone: string): string =>
  monthBefore(monthOf(new Date(at.getTime() - graceMs), timeZone));

/** The closed months since the first movement, the newest first, at most 24; `until` is the last that may be told of. */
export function closedMonths(first: Date | null, until: string, timeZone: string): string[] {
  if (first === null) return [];
  const oldest = monthOf(first, timeZone);
  const months: string[] = [];
  for (let month = until; month >= oldest && months.length < monthsMax; month = monthBefore(month)) months.push(month);
  return months;
}
