import { expect, test } from "vitest";
import { countJourneys, countUnits, verdictOf } from "@/lib/cli/test-counts";

const units = { numPassedTests: 40, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 };
const journeys = { stats: { expected: 9, unexpected: 0, flaky: 0, skipped: 0 } };
const counts = [countUnits(units), countJourneys(journeys)];
const last = (verdict: { lines: string[] }) => verdict.lines.at(-1);

test("vitest's and Playwright's tests add up", () => {
  const verdict = verdictOf(counts, [], false);
  expect(verdict).toEqual({ ok: true, lines: ["49 passed, 0 failed"] });
});

test("a flaky journey failed", () => {
  const flaky = countJourneys({ stats: { expected: 8, unexpected: 1, flaky: 1, skipped: 0 } });
  expect(last(verdictOf([flaky], ["recorridos"], false))).toBe("8 passed, 2 failed");
});

test.each([
  ["a step without a test of its own", counts, ["tipos"], false],
  ["a tool that left no report", [countUnits(units), countJourneys(null)], [], false],
  ["a report of another shape", [countUnits({ numPassedTests: "40" })], [], false],
  ["a skipped test in a strict run", counts, [], true],
])("%s fails the run and is never '0 failed'", (_, each, steps, strict) => {
  const verdict = verdictOf(each, steps, strict);
  expect(verdict.ok).toBe(false);
  expect(last(verdict)).toMatch(/ passed, [1-9]\d* failed$/);
  expect(verdict.lines[0]).toMatch(/^FALLA: /);
});

test("what failed is named in the last lines, with the first line of its fault", () => {
  const report = {
    ...units,
    numFailedTests: 1,
    testResults: [
      { name: "a.test.ts", status: "passed", message: "", assertionResults: [{ status: "passed", fullName: "one" }] },
      {
        name: "b.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          { status: "passed", fullName: "two", failureMessages: [] },
          { status: "failed", fullName: "three", failureMessages: ["\u001b[31mError: wrong\u001b[39m\n    at x"] },
        ],
      },
      { name: "c.test.ts", status: "failed", message: "Cannot load", assertionResults: [] },
    ],
  };
  expect(verdictOf([countUnits(report)], ["pruebas"], false).lines).toEqual([
    "b.test.ts › three: Error: wrong",
    "c.test.ts: Cannot load",
    "FALLA: pruebas",
    "40 passed, 1 failed",
  ]);
});

test("a journey that failed is named with what it waited for", () => {
  const passed = {
    title: "enters",
    file: "e2e/a.spec.ts",
    line: 3,
    ok: true,
    tests: [{ results: [{ status: "passed" }] }],
  };
  const message =
    "\u001b[31mError: expect(locator).toBeVisible() failed\u001b[39m\n\n  Locator: getByText('Listo')\n  Timeout: 30000ms";
  const fell = {
    ...passed,
    title: "pays",
    line: 9,
    ok: false,
    tests: [{ results: [{ status: "failed", error: { message } }] }],
  };
  const report = {
    stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 0 },
    suites: [{ specs: [passed], suites: [{ specs: [fell] }] }],
  };
  expect(verdictOf([countJourneys(report)], ["recorridos"], false).lines).toEqual([
    "e2e/a.spec.ts:9 › pays: Error: expect(locator).toBeVisible() failed · Locator: getByText('Listo') · Timeout: 30000ms",
    "FALLA: recorridos",
    "1 passed, 1 failed",
  ]);
});
