import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { runMain } from "@/lib/cli/fault";
import { Bench } from "@/tests/mutants/bench";
import { codeMutants } from "@/tests/mutants/code";
import type { Result } from "@/tests/mutants/mutant";
import { printResult, printSums } from "@/tests/mutants/table";

/**
 * `npm run mutants`: removes one guard at a time, of the database and of the code, and runs the tests that should see it.
 * `--only pattern` (of kind and name), `--json file`, `--lanes n`, `--trust` (not first shown that the tests are green). Exit code 1 when one survives without a stated reason, when
 * a list is out of date, or when the tests are red before anything is removed.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      json: { type: "string" },
      lanes: { type: "string", default: "2" },
      trust: { type: "boolean", default: false },
    },
  });
  const begun = performance.now();
  const bench = await Bench.open(Number(values.lanes));
  try {
    const wanted = new RegExp(values.only ?? "", "i");
    const mutants = [...(await bench.databaseMutants()), ...codeMutants].filter(({ kind, name }) =>
      wanted.test(`${kind} ${name}`),
    );
    if (!values.trust) await bench.requireGreen(mutants);
    const results: Result[] = [];
    await bench.each(mutants, (result) => {
      results.push(result);
      printResult(result, results.length, mutants.length);
    });
    const seconds = (performance.now() - begun) / 1000;
    printSums(results, seconds);
    if (values.json) await writeFile(values.json, `${JSON.stringify({ seconds, results }, null, 2)}\n`);
    if (results.some(({ outcome }) => outcome !== "caught" && outcome !== "excused")) process.exitCode = 1;
  } finally {
    await bench.close();
  }
}

if (process.argv[1] === import.meta.filename) await runMain(main);
