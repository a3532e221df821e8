import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

/** How many tests passed, failed and were left out; `failures` names the failed ones, each with the first line of its fault. */
export type Counts = { passed: number; failed: number; skipped: number; failures?: readonly string[] };

const words = cliMessages.test;
const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };
const unitsSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z
    .array(
      z.object({
        name: z.string(),
        status: z.string(),
        message: z.string().default(""),
        assertionResults: z.array(
          z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
        ),
      }),
    )
    .default([]),
});
type Suite = { suites: Suite[]; specs: Spec[] };
type Spec = z.infer<typeof specSchema>;
const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  line: z.int(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(z.object({ error: z.object({ message: z.string() }).nullish() })) })),
});
const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({ suites: z.array(suiteSchema).default([]), specs: z.array(specSchema).default([]) }),
);
const journeysSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(suiteSchema).default([]),
});
const faultMax = 400;

/** Counts of vitest's JSON report; nothing ran when there is none. */
export function countUnits(report: unknown): Counts {
  const read = unitsSchema.safeParse(report);
  if (!read.success) return nothing;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = read.data;
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const named = failed.map((test) => failure(`${name} › ${test.fullName}`, test.failureMessages?.[0]));
    return status === "failed" && failed.length === 0 ? [failure(name, message)] : named;
  });
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests, failures };
}

const failure = (test: string, message = "") => `${test}: ${stripVTControlCharacters(message).split("\n", 1)[0]}`;

/** What a journey waited for stands below the first line of its fault. */
function fallen({ file, line, title, tests }: Spec): string {
  const message = tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message ?? "";
  const lines = stripVTControlCharacters(message).split("\n");
  const fault = lines.map((each) => each.trim()).filter((each) => each !== "");
  return `${file}:${line} › ${title}: ${fault.join(" · ").slice(0, faultMax)}`;
}

const specsOf = ({ suites, specs }: Suite): Spec[] => [...specs, ...suites.flatMap(specsOf)];

/** Counts of Playwright's JSON report; a flaky journey failed. */
export function countJourneys(report: unknown): Counts {
  const read = journeysSchema.safeParse(report);
  if (!read.success) return nothing;
  const { expected, unexpected, flaky, skipped } = read.data.stats;
  const failures = read.data.suites.flatMap(specsOf).filter((spec) => !spec.ok);
  return { passed: expected, failed: unexpected + flaky, skipped, failures: failures.map(fallen) };
}

/**
 * The last lines of a run, failed tests by name first: a log may be kept only in its last part. A step that failed without a failed test of its own (types, lint, build, a file that does not load)
 * counts as one failure, so that "0 failed" is said only when all is well; a tool that ran no test failed; skipped tests fail
 * a strict run.
 */
export function verdictOf(counts: Counts[], failedSteps: string[], strict: boolean): { ok: boolean; lines: string[] } {
  const sum = (key: "passed" | "failed" | "skipped") => counts.reduce((total, each) => total + each[key], 0);
  const idle = counts.some(({ passed, failed }) => passed + failed === 0);
  const skipped = strict ? sum("skipped") : 0;
  const faults = [
    ...failedSteps.map((name) => sentence(words.stepFailed, { name })),
    ...(idle ? [words.nothingRan] : []),
    ...(skipped > 0 ? [sentence(words.skipped, { count: skipped })] : []),
  ];
  const named = counts.flatMap(({ failures = [] }) => failures);
  const failed = sum("failed") > 0 ? sum("failed") + skipped : faults.length;
  return {
    ok: faults.length === 0 && failed === 0,
    lines: [...named, ...faults, `${sum("passed")} passed, ${failed} failed`],
  };
}
