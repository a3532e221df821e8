import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "@/lib/cli/build";
import { findChromium } from "@/lib/cli/chromium";
import { runMain } from "@/lib/cli/fault";
import { killSession, root, startNode } from "@/lib/cli/processes";
import { type Counts, countJourneys, countUnits, verdictOf } from "@/lib/cli/test-counts";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

const words = cliMessages.test;
const modules = join(root, "node_modules");
const reports = {
  units: join(root, "tests/artifacts/vitest.json"),
  holds: join(root, "tests/artifacts/holds.json"),
  journeys: join(root, "tests/artifacts/playwright.json"),
  first: join(root, "tests/artifacts/first/playwright.json"),
  second: join(root, "tests/artifacts/second/playwright.json"),
};
const strict = Boolean(process.env.CI);
/** What runs beside the first lane of journeys prints here, and is shown once it is over. */
const aside = { holds: join(root, "tests/artifacts/holds.log"), second: join(root, "tests/artifacts/second.log") };
const running = new Set<ChildProcess>();

type Mode = "test" | "check" | "holds" | "e2e" | "soak";
const checks: readonly Mode[] = ["test", "check"];
const twos: readonly Mode[] = ["test", "holds", "soak"];

/**
 * `npm test` (everything), or a part of it: `npm run check` (types, lint, unit and database tests), `npm run holds` (two of
 * everything, killed and raced), `npm run e2e` (journeys); `npm run soak` is holds with its full numbers, for hours. `npm test` runs the
 * last two side by side, the journeys in two lanes: each of the three waits half of its time. Every step runs even after one failed;
 * the last line is the sum. Further arguments of a part go to vitest or Playwright.
 */
async function main(): Promise<void> {
  const [given = "test", ...more] = process.argv.slice(2);
  const mode = given as Mode;
  for (const report of Object.values(reports)) rmSync(report, { force: true });
  const failed: string[] = [];
  const counts: Counts[] = [];
  const step = async (name: string, run: () => Promise<boolean>) => {
    console.log(`\n${sentence(words.step, { name })}`);
    if (!(await run())) failed.push(name);
  };
  if (checks.includes(mode)) {
    await step(words.types, types);
    await step(words.lint, lint);
    await step(words.unit, () => vitest(["--project=unit", "--project=database", ...more]));
    counts.push(countUnits(readReport(reports.units)));
  }
  if (mode !== "check") await step(words.build, () => build().then(yes, no));
  const full: Record<string, string> = mode === "soak" ? { SOAK: "1" } : {};
  const holds = (log?: string) => vitest(["--project=holds", `--outputFile.json=${reports.holds}`, ...more], full, log);
  if (mode === "test") {
    mkdirSync(dirname(aside.holds), { recursive: true });
    for (const log of Object.values(aside)) rmSync(log, { force: true });
    const held = holds(aside.holds);
    const second = journeys(more, "second", aside.second);
    await step(words.journeys, () => journeys(more, "first"));
    await step(words.journeys, async () => shown(aside.second, await second));
    await step(words.holds, async () => shown(aside.holds, await held));
  } else {
    if (twos.includes(mode)) await step(words.holds, () => holds());
    if (mode === "e2e") await step(words.journeys, () => journeys(more));
  }
  if (twos.includes(mode)) counts.push(countUnits(readReport(reports.holds)));
  const walked = mode === "test" ? [reports.first, reports.second] : mode === "e2e" ? [reports.journeys] : [];
  counts.push(...walked.map((report) => countJourneys(readReport(report))));
  const verdict = verdictOf(counts, failed, strict);
  for (const line of verdict.lines) console.log(line);
  process.exitCode = verdict.ok ? 0 : 1;
}

function vitest(args: string[], env: Record<string, string> = {}, log?: string): Promise<boolean> {
  return node(join(modules, "vitest/vitest.mjs"), ["run", "--reporter=default", "--reporter=json", ...args], env, log);
}

async function types(): Promise<boolean> {
  const typed = await node(join(modules, "next/dist/bin/next"), ["typegen"]);
  return (await node(join(modules, "typescript/bin/tsc"), ["--noEmit", "-p", root])) && typed;
}

async function lint(): Promise<boolean> {
  const style = await node(join(modules, "@biomejs/biome/bin/biome"), ["check", "--error-on-warnings", "."]);
  return (await node(join(modules, "knip/bin/knip.js"), ["--no-progress"])) && style;
}

async function journeys(more: string[], lane = "", log?: string): Promise<boolean> {
  const path = findChromium();
  if (path === null) return false;
  const env = { CHROMIUM_PATH: path, JOURNEYS_LANE: lane };
  return node(join(modules, "@playwright/test/cli.js"), ["test", ...more], env, log);
}

/** What ran beside is shown when its turn has come. */
function shown(log: string, ok: boolean): boolean {
  if (existsSync(log)) console.log(readFileSync(log, "utf8"));
  return ok;
}

/** Runs a tool under the pinned Node, without the condition that this process runs with; tells whether it was content. */
function node(script: string, args: string[], env: Record<string, string> = {}, log?: string): Promise<boolean> {
  const child = startNode({
    args: [script, ...args],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    log,
  });
  running.add(child);
  return new Promise((resolve) =>
    child.once("exit", (code) => {
      running.delete(child);
      resolve(code === 0);
    }),
  );
}

function readReport(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

const yes = () => true;
const no = (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return false;
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    const children = [...running];
    for (const child of children) {
      child.kill("SIGTERM");
      setTimeout(() => killSession(child), 8000).unref();
    }
    Promise.all(children.map((child) => once(child, "exit"))).then(() => process.exit(1));
  });
}

await runMain(main);
