import { AsyncLocalStorage } from "node:async_hooks";
import { DomainError, hungUp, NotFound, NotSignedIn } from "@/lib/errors";

type OfRequest = { requestId: string; kind: string; asks: string };
type OfJob = { job: string; task: string; attempt: number; tenant?: number };

/** The request or the job that the running code belongs to. */
export type UnderWay = {
  /** What every log line written meanwhile carries. */
  names: OfRequest | OfJob;
  /** How it ended, once that is known: `done`, the code of its refusal, `hungUp`, or `failed`. */
  outcome?: string;
};

// Next bundles a module more than once; what is under way is the process's all the same.
const holder = globalThis as { contrafirmaUnderWay?: AsyncLocalStorage<UnderWay> };
holder.contrafirmaUnderWay ??= new AsyncLocalStorage<UnderWay>();
export const underWay = holder.contrafirmaUnderWay;

/** The id of the request under way; undefined in a job and outside of both. */
export function requestUnderWay(): string | undefined {
  const names = underWay.getStore()?.names;
  return names && "requestId" in names ? names.requestId : undefined;
}

/** What the request under way asks for, or the job's task; `none` outside of both. */
export function doorUnderWay(): string {
  const names = underWay.getStore()?.names;
  if (!names) return "none";
  return "asks" in names ? names.asks : names.task;
}

/** Writes down how what is under way ends. */
export function noteOutcome(outcome: string): void {
  const store = underWay.getStore();
  if (store) store.outcome = outcome;
}

/** An error as an outcome: the refusal's code, `hungUp` when the sender went away, `failed` for whatever else is no refusal. */
export function outcomeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  if (error instanceof NotFound) return "access.notFound";
  if (error instanceof NotSignedIn) return "access.sessionEnded";
  return hungUp(error) ? "hungUp" : "failed";
}
