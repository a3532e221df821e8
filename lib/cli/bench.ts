import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { build, isBuildCurrent } from "@/lib/cli/build";
import { runMain } from "@/lib/cli/fault";
import { benchLoad } from "@/tests/bench/load";
import { benchOrder } from "@/tests/bench/order";
import { benchPages } from "@/tests/bench/pages";
import { isMet, type Line, ratioOf, tableOf } from "@/tests/bench/report";
import { benchSearch } from "@/tests/bench/search";
import { openStage, type Stage } from "@/tests/bench/stage";

const works: Record<string, (stage: Stage) => Promise<Line | Line[]>> = {
  load: (stage) => benchLoad(stage, 1_000_000, 2),
  load100k: (stage) => benchLoad(stage, 100_000, 2.5, 5),
  pages: (stage) => benchPages(stage, 1_000_000),
  order: (stage) => benchOrder(stage, 100_000),
  search: (stage) => benchSearch(stage, 100_000),
};

/**
 * `npm run bench [-- --only load --json FILE]`: the product beside the limits of the same machine, in one run; a table on the
 * screen, the same as JSON in tests/artifacts/bench.json. Not part of `npm test`. Nothing else should run meanwhile.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: "string" }, json: { type: "string", default: "tests/artifacts/bench.json" } },
  });
  if (!isBuildCurrent()) await build();
  const stage = await openStage(console.log);
  const lines: Line[] = [];
  try {
    for (const [name, work] of Object.entries(works)) {
      if (values.only && values.only !== name) continue;
      console.log(`${name}…`);
      lines.push(...[await work(stage)].flat());
    }
  } finally {
    await stage.owner.end();
    await stage.two.stop();
  }
  console.log(`\n${tableOf(lines)}`);
  const machine = { cpu: cpus()[0]?.model ?? "", cores: cpus().length, node: process.version };
  const told = lines.map((line) => ({ ...line, ratio: ratioOf(line), met: isMet(line) }));
  writeFileSync(values.json, `${JSON.stringify({ at: new Date().toISOString(), machine, lines: told }, null, 2)}\n`);
}

if (process.argv[1] === import.meta.filename) await runMain(main);
