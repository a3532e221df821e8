import { dividedHalfEven } from "@/lib/money";
import type { MoneyOverTime } from "@/lib/reports/report";

/** The step at which a line over so many days is told, so that it keeps to some hundred points. */
export function stepOver(days: number): "1 day" | "7 days" | "1 month" {
  if (days <= 124) return "1 day";
  return days <= 870 ? "7 days" : "1 month";
}

export type Period =
  | { kind: "month"; day: string }
  | { kind: "day"; day: string }
  | { kind: "days"; from: string; to: string };

/** How people call a period: a day, a whole month (or the present one so far), else its two ends. Days as AAAA-MM-DD, both included. */
export function periodOf(from: string, to: string, today: string): Period {
  if (from === to) return { kind: "day", day: from };
  const month = from.slice(0, 7);
  const next = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString();
  const isWhole = from.endsWith("-01") && to.startsWith(month) && (to === today || next.slice(0, 7) !== month);
  return isWhole ? { kind: "month", day: from } : { kind: "days", from, to };
}

export type Change =
  | { kind: "same" }
  /** It ended where it began, and was this far above, or below, meanwhile. */
  | { kind: "backUp" | "backDown"; far: bigint }
  | { kind: "up" | "down"; perMille: number }
  /** From nothing, below nothing or more than tenfold: a percentage would say little. */
  | { kind: "between"; before: bigint; after: bigint };

/** What a line over time says: how far it went from what stood before (else at its first day's end) to its last. Cents; parts of a thousand. */
export function changeOver({ before, days }: MoneyOverTime): Change {
  const first = before ?? days[0]?.cents ?? 0n;
  const last = days.at(-1)?.cents ?? first;
  if (first === last) {
    const far = (side: (cents: bigint, than: bigint) => boolean) =>
      days.reduce((most, { cents }) => (side(cents, most) ? cents : most), last);
    const [highest, lowest] = [far((cents, than) => cents > than), far((cents, than) => cents < than)];
    if (highest > last) return { kind: "backUp", far: highest };
    return lowest < last ? { kind: "backDown", far: lowest } : { kind: "same" };
  }
  const perMille =
    first > 0n && last >= 0n ? dividedHalfEven((last > first ? last - first : first - last) * 1000n, first) : null;
  if (perMille === null || perMille > 10_000n || perMille === 0n)
    return { kind: "between", before: first, after: last };
  return { kind: last > first ? "up" : "down", perMille: Number(perMille) };
}
