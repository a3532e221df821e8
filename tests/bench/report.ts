/** One line of the bench: what, ours, what stands beside it, their ratio and the goal for it. Milliseconds unless it says otherwise. */
export type Line = {
  work: string;
  unit?: "ms" | "kB" | "";
  ours: number;
  beside: string;
  peer: number;
  /** ours / peer must not be over it. */
  goal: number;
  /** What else was seen: memory, storing, rounds. */
  notes: string[];
};

export const ratioOf = ({ ours, peer }: Line): number => ours / peer;
export const isMet = ({ ours, peer, goal }: Line): boolean => ours <= goal * peer;

/** The table of the screen. */
export function tableOf(lines: readonly Line[]): string {
  const head = ["work", "ours", "beside it", "", "ratio", "goal", ""];
  const rows = lines.map((line) => [
    line.work,
    figure(line.ours, line),
    line.beside,
    figure(line.peer, line),
    line.peer === 0 ? "" : ratioOf(line).toFixed(2),
    `≤ ${line.goal.toFixed(1)}`,
    isMet(line) ? "met" : "NOT met",
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const print = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const notes = lines.flatMap((line) => line.notes.map((note) => `  ${line.work}: ${note}`));
  return [print(head), ...rows.map(print), "", ...notes].join("\n");
}

function figure(value: number, { unit = "ms" }: Line): string {
  return unit === "ms" ? time(value) : `${Math.round(value * 1000) / 1000} ${unit}`.trimEnd();
}

const time = (ms: number): string => (ms >= 1_000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`);
