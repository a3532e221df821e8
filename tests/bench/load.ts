import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Line } from "@/tests/bench/report";
import { familyOf, median, peakMemoryMb, plainCopy, rechargeFile, type Stage } from "@/tests/bench/stage";
import { person, press, sendFile } from "@/tests/support/person";

type Loaded = { storedMs: number; loadMs: number; memory: Record<string, number> };

/**
 * A lot of so many lines from its stored original to VALID with every cross-check done, against `\copy` of the same file into
 * one table, by turns; the middle of the rounds counts. Storing the original is told apart.
 */
export async function benchLoad(stage: Stage, lines: number, goal: number, rounds = 3): Promise<Line> {
  const ours: Loaded[] = [];
  const peers: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const path = rechargeFile(stage.two.folder, lines, round);
    peers.push(await plainCopy(stage, path));
    ours.push(await loadedLot(stage, path));
  }
  const peaks = ours.flatMap(({ memory }) => Object.entries(memory));
  const highest = [...new Set(peaks.map(([name]) => name))].map(
    (name) => `${name} ${Math.round(Math.max(...peaks.filter(([other]) => other === name).map(([, mb]) => mb)))} MB`,
  );
  return {
    work: `lot of ${lines.toLocaleString("en")} lines to VALID`,
    ours: median(ours.map((one) => one.loadMs)),
    beside: `\\copy of the same file (${stage.copier})`,
    peer: median(peers),
    goal,
    notes: [
      `rounds ${ours.map((one, index) => `${seconds(one.loadMs)}/${seconds(peers[index] ?? 0)}`).join(", ")} s`,
      `the original stored in ${seconds(median(ours.map((one) => one.storedMs)))} s, through the portal`,
      `most resident memory: ${highest.join(", ")}`,
    ],
  };
}

async function loadedLot({ two, owner }: Stage, path: string): Promise<Loaded> {
  const maker = await person("maker1");
  const bytes = readFileSync(path);
  const start = performance.now();
  const { number, message } = await sendFile(two, two.webs[0], maker, bytes);
  if (!number) throw new Error(message);
  const storedMs = performance.now() - start;
  const memory = watchMemory(two);
  const loadMs = (await endOfLoad(owner, number)) - (start + storedMs);
  const peaks = await memory.stop();
  await press(two, two.webs[0], maker, "deleteBatchAction", { lote: number });
  return { storedMs, loadMs, memory: peaks };
}

/** When a lot became VALID, on this process's clock. @throws Error when it became anything else */
async function endOfLoad(owner: pg.Client, number: string): Promise<number> {
  for (;;) {
    const { rows } = await owner.query<{ status: string }>("SELECT status FROM batch WHERE number = $1", [number]);
    const [row] = rows;
    if (row?.status === "VALID") return performance.now();
    if (row?.status !== "RECEIVED" && row?.status !== "VALIDATING") throw new Error(`${number} is ${row?.status}`);
    await wait(20);
  }
}

/** Samples the memory of portals, workers and PostgreSQL's own processes until told to stop; MB by name. */
function watchMemory(two: Stage["two"]) {
  const peaks: Record<string, number> = {};
  const pids = ["portal-1", "portal-2", "worker-1", "worker-2", "PostgreSQL"].map(
    (name) => [name, two.childOf(name).pid ?? 0] as const,
  );
  let stopped = false;
  const sampling = (async () => {
    while (!stopped) {
      for (const [name, pid] of pids)
        for (const one of familyOf(pid)) peaks[name] = Math.max(peaks[name] ?? 0, peakMemoryMb(one));
      await wait(500);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await sampling;
      return peaks;
    },
  };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2);
