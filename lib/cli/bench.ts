import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { build, isBuildCurrent } from "@/lib/cli/build";
import { runMain } from "@/lib/cli/fault";
import { benchBrokers } from "@/tests/bench/brokers";
import { benchCardList } from "@/tests/bench/card-list";
import { benchCards } from "@/tests/bench/cards";
import { benchExports } from "@/tests/bench/exports";
import { benchHouse } from "@/tests/bench/house";
import { benchActivity } from "@/tests/bench/lists";
import { benchLoad } from "@/tests/bench/load";
import { benchLogin } from "@/tests/bench/login";
import { benchOrder } from "@/tests/bench/order";
import { benchPages } from "@/tests/bench/pages";
import { isMet, type Line, ratioOf, tableOf } from "@/tests/bench/report";
import { benchRequests } from "@/tests/bench/requests";
import { benchSearch } from "@/tests/bench/search";
import { openStage, type Stage } from "@/tests/bench/stage";
import { benchWeb } from "@/tests/bench/web";

const works: Record<string, (stage: Stage) => Promise<Line | Line[]>> = {
  load: (stage) => benchLoad(stage, 1_000_000, 2),
  load100k: (stage) => benchLoad(stage, 100_000, 2.5, 5),
  pages: (stage) => benchPages(stage, 1_000_000),
  order: (stage) => benchOrder(stage, 100_000),
  web: (stage) => benchWeb(stage),
  cards: (stage) => benchCards(stage),
  cardlist: (stage) => benchCardList(stage),
  requests: (stage) => benchRequests(stage),
  login: (stage) => benchLogin(stage),
  activity: (stage) => benchActivity(stage),
  house: (stage) => benchHouse(stage),
  exports: (stage) => benchExports(stage),
  brokers: (stage) => benchBrokers(stage, Number(process.env.BENCH_PEOPLE ?? 1_000_000)),
  // The last: its hundred thousand lots are more than a person may upload in an hour.
  search: (stage) => benchSearch(stage, 100_000),
};

/** What looks at no card need not wait for a million of them. */
const cardless = ["activity", "brokers", "cards", "exports", "house", "login", "web"];

/**
 * `npm run bench [-- web search --json FILE]`: the product beside the limits of the same machine, in one run; a table on the
 * screen, the same as JSON in tests/artifacts/bench.json. Not part of `npm test`. Nothing else should run meanwhile.
 */
async function main(): Promise<void> {
  const { values, positionals: wanted } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string", default: "tests/artifacts/bench.json" } },
  });
  const unknown = wanted.filter((name) => !(name in works));
  if (unknown.length > 0)
    throw new Error(`There is no bench ${unknown.join(", ")}; there are ${Object.keys(works).join(", ")}`);
  if (!isBuildCurrent()) await build();
  const stage = await openStage(console.log, wanted.length === 0 || wanted.some((name) => !cardless.includes(name)));
  const lines: Line[] = [];
  const failures: unknown[] = [];
  for (const [name, work] of Object.entries(works)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`${name}…`);
    // What the others measured is not lost with the one that failed.
    await work(stage).then(
      (line) => lines.push(...[line].flat()),
      (error) => failures.push(error),
    );
  }
  await stage.owner.end();
  await stage.two.stop();
  console.log(`\n${tableOf(lines)}`);
  const machine = { cpu: cpus()[0]?.model ?? "", cores: cpus().length, node: process.version };
  const told = lines.map((line) => ({ ...line, ratio: ratioOf(line), met: isMet(line) }));
  writeFileSync(values.json, `${JSON.stringify({ at: new Date().toISOString(), machine, lines: told }, null, 2)}\n`);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} did not come to their end`);
}

if (process.argv[1] === import.meta.filename) await runMain(main);
