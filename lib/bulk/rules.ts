import type { Fault } from "@/lib/files/fault";

/** What a row of a file does to the one it is about. */
export const effects = ["CREATE", "CHANGE", "DISABLE", "ENABLE", "SAME", "REFUSE"] as const;
export type Effect = (typeof effects)[number];

/** Effects that are written when a file is applied. */
export const writing = ["CREATE", "CHANGE", "DISABLE", "ENABLE"] as const satisfies readonly Effect[];

export type Counts = Readonly<Record<Effect, number>>;

/** How many rows do what. */
export function countsOf(rows: readonly { effect: Effect }[]): Counts {
  const counts = { CREATE: 0, CHANGE: 0, DISABLE: 0, ENABLE: 0, SAME: 0, REFUSE: 0 };
  for (const { effect } of rows) counts[effect] += 1;
  return counts;
}

/** How many rows change something. */
export const changesOf = (counts: Counts): number => writing.reduce((sum, effect) => sum + counts[effect], 0);

/** A file is one of these; one that waits longer than its day can no longer be applied. */
export const fileStates = ["READY", "APPLIED", "UNDONE", "WITHDRAWN", "EXPIRED"] as const;
export type FileState = (typeof fileStates)[number];

type Stands = { status: Exclude<FileState, "EXPIRED">; expiresAt: Date; appliedAt: Date | null };

/** How a file stands at a moment. */
export const stateOf = ({ status, expiresAt }: Stands, now: Date): FileState =>
  status === "READY" && now > expiresAt ? "EXPIRED" : status;

/** Until when an applied file can be taken back. */
export const undoUntil = (appliedAt: Date): Date => new Date(appliedAt.getTime() + 24 * 3_600_000);

/** What a value seen before in the same file is: the line that has it already; null for the first. */
export class SeenBefore {
  readonly #lines = new Map<string, number>();

  line(value: string, line: number): number | null {
    const first = this.#lines.get(value);
    if (first === undefined) this.#lines.set(value, line);
    return first ?? null;
  }
}

/** Lines named in a sentence: the first of them, and how many more. */
export const namedLines = (lines: readonly number[], most = 8): { lines: string; more: number } => ({
  lines: lines.slice(0, most).join(", "),
  more: Math.max(0, lines.length - most),
});

/** What is wrong with a cell of a row. */
export type RowFault = Pick<Fault, "column" | "field" | "value" | "code" | "proposal" | "params">;
