import { log } from "@/lib/log";
import { doorUnderWay } from "@/lib/under-way";

const textMax = 500;

// Next bundles a module more than once; the process counts once all the same.
const holder = globalThis as { contrafirmaSlowQueries?: Map<string, number> };
holder.contrafirmaSlowQueries ??= new Map();
/** How many queries of this process took longer than the limit, by what the request asked for or the job's task. */
export const slowQueries: ReadonlyMap<string, number> = holder.contrafirmaSlowQueries;
const counts = holder.contrafirmaSlowQueries;

/**
 * Runs one query, and names it in the log when it took longer than `limitMs`: its text with placeholders, never what they
 * stood for, and the request or job it ran in.
 */
export async function timed<Result>(sql: string, limitMs: number, run: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  try {
    return await run();
  } finally {
    const durationMs = performance.now() - began;
    if (durationMs > limitMs) {
      const door = doorUnderWay();
      counts.set(door, (counts.get(door) ?? 0) + 1);
      const text = sql
        .replaceAll(/\/\*.*?\*\/|\s+/g, " ")
        .trim()
        .slice(0, textMax);
      log.warn({ durationMs: Math.round(durationMs), door, sql: text }, "slow query");
    }
  }
}
