import { z } from "zod";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

export type Counts = { passed: number; failed: number; skipped: number };

const words = cliMessages.test;
const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };
const unitsSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
});
const journeysSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/** Counts of vitest's JSON report; nothing ran when there is none. */
export function countUnits(report: unknown): Counts {
  const read = unitsSchema.safeParse(report);
  if (!read.success) return nothing;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = read.data;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** Counts of Playwright's JSON report; a flaky journey failed. */
export function countJourneys(report: unknown): Counts {
  const read = journeysSchema.safeParse(report);
  if (!read.success) return nothing;
  const { expected, unexpected, flaky, skipped } = read.data.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/**
 * The last lines of a run. A step that failed without a failed test of its own (types, lint, build, a file that does not load)
 * counts as one failure, so that "0 failed" is said only when all is well; a tool that ran no test failed; skipped tests fail
 * a strict run.
 */
export function verdictOf(counts: Counts[], failedSteps: string[], strict: boolean): { ok: boolean; lines: string[] } {
  const sum = (key: keyof Counts) => counts.reduce((total, each) => total + each[key], 0);
  const idle = counts.some(({ passed, failed }) => passed + failed === 0);
  const skipped = strict ? sum("skipped") : 0;
  const faults = [
    ...failedSteps.map((name) => sentence(words.stepFailed, { name })),
    ...(idle ? [words.nothingRan] : []),
    ...(skipped > 0 ? [sentence(words.skipped, { count: skipped })] : []),
  ];
  const failed = sum("failed") > 0 ? sum("failed") + skipped : faults.length;
  return { ok: faults.length === 0 && failed === 0, lines: [...faults, `${sum("passed")} passed, ${failed} failed`] };
}
