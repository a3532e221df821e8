import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Line } from "@/tests/bench/report";
import { median, rechargeFile, type Stage } from "@/tests/bench/stage";
import { type Person, person, press, sendFile } from "@/tests/support/person";
import { statusOfLot } from "@/tests/support/spine";

/** Pages that other people look at while a lot of a million lines loads, against the same pages at rest: the middle of all answers. */
export async function benchPages(stage: Stage, lines: number): Promise<Line> {
  const { two } = stage;
  const reader = await person("consulta1");
  const maker = await person("maker1");
  await pagesUntil(stage, reader, after(4_000));
  const rest = await pagesUntil(stage, reader, after(6_000));
  const floor = await besideBusyLoops(() => pagesUntil(stage, reader, after(4_000)));
  const { number } = await sendFile(two, two.webs[0], maker, readFileSync(rechargeFile(two.folder, lines, 9)));
  if (!number) throw new Error("the lot was not taken");
  const busy = await pagesUntil(
    stage,
    reader,
    async () => !["RECEIVED", "VALIDATING"].includes(await statusOfLot(number)),
  );
  await press(two, two.webs[0], maker, "deleteBatchAction", { lote: number });
  const p95 = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0;
  return {
    work: "others' pages while it loads",
    ours: median(busy),
    beside: "the same pages at rest",
    peer: median(rest),
    goal: 1.5,
    notes: [
      `beside two busy loops of nobody's: ${median(floor).toFixed(1)} ms`,
      `${busy.length} pages meanwhile, ${rest.length} at rest; 95 of 100 within ${p95(busy).toFixed(0)} ms and ${p95(rest).toFixed(0)} ms`,
    ],
  };
}

/** What this machine's processor leaves to anybody while a worker's and a connection's worth of loops run. */
async function besideBusyLoops<Result>(work: () => Promise<Result>): Promise<Result> {
  const loops = [1, 2].map(() => spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }));
  try {
    return await work();
  } finally {
    for (const loop of loops) loop.kill("SIGKILL");
  }
}

const after = (ms: number) => {
  const end = performance.now() + ms;
  return async () => performance.now() > end;
};

/** One person's pages, one after the other with a breath between, over both portals; milliseconds each. */
async function pagesUntil({ two }: Stage, reader: Person, isOver: () => Promise<boolean>): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; !(await isOver()); turn += 1) {
    const start = performance.now();
    const response = await fetch(`${two.webs[turn % 2]}/empresas/E1/P1/lotes/carga`, {
      headers: { Cookie: reader.cookie },
    });
    await response.text();
    if (!response.ok) throw new Error(`the page answered ${response.status}`);
    taken.push(performance.now() - start);
    await wait(20);
  }
  return taken;
}
