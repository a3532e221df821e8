import type { Result } from "@/tests/mutants/mutant";

const signs = { caught: "✓", excused: "·", survived: "✗", outdated: "?", broken: "!" } as const;

/** A line a mutant: what was removed, and who saw it. */
export function printResult({ name, kind, outcome, by, seconds }: Result, nth: number, of: number): void {
  console.log(`${signs[outcome]} ${nth}/${of} ${kind.padEnd(13)} ${name}  ${seconds.toFixed(1)} s`);
  if (outcome !== "caught") console.log(`      ${outcome}: ${by}`);
}

/** The sums by kind, then everything that was not caught. */
export function printSums(results: readonly Result[], seconds: number): void {
  const byKind = Map.groupBy(results, ({ kind }) => kind);
  console.log("\nkind           removed  caught  excused  not caught");
  for (const [kind, ones] of byKind) printSum(kind, ones);
  printSum("all", results);
  for (const { name, kind, outcome, by } of results.filter((result) => result.outcome !== "caught"))
    console.log(`${outcome}: ${kind} ${name} – ${by}`);
  console.log(`${(seconds / 60).toFixed(1)} minutes`);
}

function printSum(kind: string, ones: readonly Result[]): void {
  const count = (...outcomes: Result["outcome"][]) => ones.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const cells = [ones.length, count("caught"), count("excused"), count("survived", "outdated", "broken")];
  console.log(`${kind.padEnd(15)}${cells.map((cell) => String(cell).padStart(7)).join(" ")}`);
}
