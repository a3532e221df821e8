/** Jobs of one kind: under way, due now, for later, to be tried again, out of tries; and since when the oldest is there. */
export type QueueHealth = {
  task: string;
  running: number;
  due: number;
  later: number;
  retrying: number;
  failed: number;
  since: string;
};
export const outsideNames = ["mail", "bank", "core", "anchors"] as const;
export type OutsideName = (typeof outsideNames)[number];
export type OutsideHealth = { goodAt: string | null; failedAt: string | null; why: string | null };
export type WorkerHealth = { name: string; startedAt: string; beatAt: string };

/** How the installation stands; every instant in ISO 8601, so that it travels to the browser. */
export type Health = {
  now: string;
  queues: QueueHealth[];
  workers: WorkerHealth[];
  trail: { unsealed: number; unsealedSince: string | null; sealedAt: string | null; chains: number };
  /** What was never asked is not among them. */
  outside: Partial<Record<OutsideName, OutsideHealth>>;
  verify: { at: string; by: "command" | "worker"; checks: number; wrong: string[]; tookMs: number } | null;
};

/** `good`; `slow`: to be looked at; `bad`: something does not work; `unknown`: nothing is known of it yet. */
export type Verdict = "good" | "slow" | "bad" | "unknown";

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1_000));

/** A worker beats every 5 s; after 30 s of silence its jobs are others'. */
export const silentAfterSeconds = 30;
/** A job that is due begins within a second of its own; an event is sealed within one. */
const lateAfterSeconds = 120;
const sealLateSeconds = { slow: 10, bad: 60 };
/** Once a day, and the time that it takes. */
const verifyOldSeconds = 26 * 3_600;

export function queueVerdict(queue: QueueHealth, now: string): Verdict {
  if (queue.failed > 0) return "bad";
  const late = queue.due > 0 && secondsBetween(queue.since, now) > lateAfterSeconds;
  return late || queue.retrying > 0 ? "slow" : "good";
}

export const workerVerdict = (worker: WorkerHealth, now: string): Verdict =>
  secondsBetween(worker.beatAt, now) > silentAfterSeconds ? "bad" : "good";

/** One that beats is enough. */
export const workersVerdict = ({ workers, now }: Health): Verdict =>
  workers.some((worker) => workerVerdict(worker, now) === "good") ? "good" : "bad";

export function trailVerdict({ trail, now }: Health): Verdict {
  if (trail.unsealedSince === null) return trail.sealedAt === null ? "unknown" : "good";
  const waits = secondsBetween(trail.unsealedSince, now);
  if (waits > sealLateSeconds.bad) return "bad";
  return waits > sealLateSeconds.slow ? "slow" : "good";
}

/** What it did last decides. */
export function outsideVerdict(state: OutsideHealth | undefined): Verdict {
  if (!state) return "unknown";
  const failed = state.failedAt !== null && (state.goodAt === null || state.failedAt > state.goodAt);
  return failed ? "bad" : "good";
}

export function verifyVerdict({ verify, now }: Health): Verdict {
  if (!verify) return "unknown";
  if (verify.wrong.length > 0) return "bad";
  return secondsBetween(verify.at, now) > verifyOldSeconds ? "slow" : "good";
}

const worst: readonly Verdict[] = ["bad", "slow", "good", "unknown"];

/** The gravest of several; with none, good. */
export const gravest = (verdicts: readonly Verdict[]): Verdict =>
  worst.find((verdict) => verdicts.includes(verdict)) ?? "good";

/** How long ago, in the greatest unit that is at least one. */
export function ageOf(at: string, now: string): { unit: "seconds" | "minutes" | "hours" | "days"; count: number } {
  const seconds = secondsBetween(at, now);
  if (seconds < 60) return { unit: "seconds", count: seconds };
  if (seconds < 3_600) return { unit: "minutes", count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: "hours", count: Math.floor(seconds / 3_600) };
  return { unit: "days", count: Math.floor(seconds / 86_400) };
}
