import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { root } from "@/lib/cli/processes";

/** A run that takes longer says nothing: the machine may be busy. */
const secondsMax = 300;
/** What a run says when it is not a test that went red but a file that could not be read. */
const unreadable =
  /Transform failed|SyntaxError|ReferenceError|does not provide an export|Failed to resolve|PARSE_ERROR/;

export type Run = {
  /** `file: test` of those that went red; a file whose setup failed stands for its tests. */
  red: string[];
  /** How many tests were run at all. */
  run: number;
  /** Why the run says nothing; null when it says something. */
  broken: string | null;
  seconds: number;
};

/** A copy of the working tree in which one thing at a time is changed. The dependencies are the tree's own. */
export class Workshop {
  constructor(readonly folder: string) {
    const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
      cwd: root,
      encoding: "utf8",
    });
    for (const file of listed.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(root, file), join(folder, file));
    }
    cpSync(join(root, "lib/generated"), join(folder, "lib/generated"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  }

  /** Does work while a text of a file is replaced; null when the text does not stand there exactly once. */
  async changed<Done>(file: string, find: string, replace: string, work: () => Promise<Done>): Promise<Done | null> {
    const path = join(this.folder, file);
    const before = readFileSync(path, "utf8");
    if (before.split(find).length !== 2) return null;
    writeFileSync(
      path,
      before.replace(find, () => replace),
    );
    try {
      return await work();
    } finally {
      writeFileSync(path, before);
    }
  }

  /** Runs test files, or those of their tests that are `among`, on a template database; all of them, or until the first goes red. */
  async run(
    suite: readonly string[],
    templateUrl: string,
    { all = false, among = "", limit = secondsMax } = {},
  ): Promise<Run> {
    const report = join(this.folder, "report.json");
    rmSync(report, { force: true });
    const begun = performance.now();
    const ending = await this.#vitest(
      [
        "run",
        ...suite,
        "--reporter=json",
        `--outputFile.json=${report}`,
        "--maxWorkers=1",
        ...(all ? [] : ["--bail=1"]),
        "--retry=0",
        `--fsModuleCachePath=${join(this.folder, "cache")}`,
        ...(among === "" ? [] : ["-t", among]),
      ],
      { TEMPLATE_URL: templateUrl },
      limit,
    );
    const seconds = (performance.now() - begun) / 1000;
    if (ending.late) return { red: [], run: 0, broken: `nothing said within ${limit} s`, seconds };
    if (!existsSync(report)) return { red: [], run: 0, broken: ending.words.slice(-400), seconds };
    return { ...this.#read(report), seconds };
  }

  #vitest(args: string[], env: Record<string, string>, limit: number): Promise<{ late: boolean; words: string }> {
    const child = spawn(process.execPath, [join(this.folder, "node_modules/vitest/vitest.mjs"), ...args], {
      cwd: this.folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const killAll = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // Nobody of it is left.
      }
    };
    let [words, late] = ["", false];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (words += chunk.toString()));
    const timer = setTimeout(() => {
      late = true;
      killAll();
    }, limit * 1000);
    process.once("exit", killAll);
    return new Promise((resolve) =>
      // Not its pipes' end: what a test left running may hold them open for ever.
      child.once("exit", () => {
        clearTimeout(timer);
        killAll();
        process.removeListener("exit", killAll);
        resolve({ late, words });
      }),
    );
  }

  #read(path: string): Omit<Run, "seconds"> {
    const { testResults } = reportSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    const red = testResults.flatMap(({ name, assertionResults, status, message }) => {
      const file = name.replace(`${this.folder}/`, "");
      const failed = assertionResults
        .filter((test) => test.status === "failed")
        .map((test) => `${file}: ${test.fullName}`);
      // A file that was not begun any more, because another went red before, says nothing.
      return failed.length === 0 && status === "failed" && message !== ""
        ? [`${file}: ${message.split("\n")[0]}`]
        : failed;
    });
    const said = testResults.map(({ message }) => message).join("\n");
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    const run = tests.filter(({ status }) => status === "passed" || status === "failed").length;
    return { red, run, broken: unreadable.exec(said)?.[0] ?? null };
  }
}

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});
