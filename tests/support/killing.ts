import { randomInt } from "node:crypto";
import { killSession } from "@/lib/cli/processes";
import { asOwner } from "@/tests/support/make";
import { patienceSeconds } from "@/tests/support/spine";
import type { Two } from "@/tests/support/two";

// Who holds a job, and processes that end without a word.

export type WorkerName = "worker-1" | "worker-2";
export const workerNames = ["worker-1", "worker-2"] as const;

/** The seed of this run's random moments: KILL_SEED replays it. */
export const killSeed = Number(process.env.KILL_SEED ?? randomInt(2 ** 31));

/** Whole numbers below a bound, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Lets so many milliseconds pass: the moment at which something is killed, or how often one looks. */
export const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The worker that has a job under way, or null. */
export async function holderOf(two: Two, jobKey: string): Promise<WorkerName | null> {
  const [row] = await asOwner<{ name: string }>(
    `SELECT w.name FROM graphile_worker._private_jobs j JOIN worker w ON j.locked_by = ANY (w.worker_ids)
      WHERE j.key = $1 AND j.locked_at IS NOT NULL`,
    [jobKey],
  );
  return workerNames.find((name) => row?.name.endsWith(`:${two.childOf(name).pid}`)) ?? null;
}

/** Waits until a worker has the job; null when what the job is for has ended meanwhile. @throws Error when nobody takes it */
export async function heldBy(two: Two, jobKey: string, stillWaits: () => Promise<boolean>): Promise<WorkerName | null> {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const holder = await holderOf(two, jobKey);
    if (holder || !(await stillWaits())) return holder;
    if (Date.now() > deadline) throw new Error(`nobody took ${jobKey} within ${patienceSeconds} s`);
    await after(5);
  }
}

// The supervisor gives up a process that dies six times, each within ten seconds of its start: no test asks for that.
const bearable = 4;
const calmMs = 15_000;
const deaths = new Map<string, { at: number; soon: number }>();

/** Ends a process as `kill -9` does; its supervisor starts it again. When it was. */
export function killHard(two: Two, name: string): number {
  const before = deaths.get(name);
  const at = Date.now();
  deaths.set(name, { at, soon: before && at - before.at < calmMs ? before.soon + 1 : 1 });
  killSession(two.childOf(name));
  return at;
}

/** Waits until another death of any of these would be borne. */
export async function borne(names: readonly string[]): Promise<void> {
  const weary = () =>
    names.some((name) => {
      const death = deaths.get(name);
      return death !== undefined && death.soon >= bearable && Date.now() - death.at < calmMs;
    });
  while (weary()) await after(100);
}

/** Stops a process where it stands, or lets it go on. */
export const freeze = (two: Two, name: WorkerName) => two.childOf(name).kill("SIGSTOP");
export const wake = (two: Two, name: WorkerName) => two.childOf(name).kill("SIGCONT");

type LogLine = { level: number; msg: string; err?: { type?: string; message?: string } };

/** What a process logged as an error (pino's 50 and above), in few words. */
export function errorsOf(log: string): string[] {
  return log
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as LogLine)
    .filter(({ level }) => level >= 50)
    .map(({ msg, err }) => [msg, err?.type, err?.message].filter(Boolean).join(": "));
}
