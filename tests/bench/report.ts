/** One line of the bench: what, ours, what stands beside it, their ratio and the goal for it. Times in milliseconds. */
export type Line = {
  work: string;
  ours: number;
  beside: string;
  peer: number;
  /** ours / peer must not be over it. */
  goal: number;
  /** What else was seen: memory, storing, rounds. */
  notes: string[];
};

export const ratioOf = ({ ours, peer }: Line): number => ours / peer;
export const isMet = (line: Line): boolean => ratioOf(line) <= line.goal;

/** The table of the screen. */
export function tableOf(lines: readonly Line[]): string {
  const head = ["work", "ours", "beside it", "", "ratio", "goal", ""];
  const rows = lines.map((line) => [
    line.work,
    time(line.ours),
    line.beside,
    time(line.peer),
    ratioOf(line).toFixed(2),
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

const time = (ms: number): string => (ms >= 1_000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`);
