import type { Task } from "graphile-worker";
import { z } from "zod";
import { log } from "@/lib/log";
import { inSpan } from "@/lib/spans";
import { type UnderWay, underWay } from "@/lib/under-way";

/** What a payload says beside its task's own fields: whose it is, and the traceparent of the request that added it. */
const payloadSchema = z.object({ tenant: z.int().optional(), trace: z.string().optional() }).catch({});

/** A task whose every run is named in what it logs and traces, and ends in one line: how, and how long it took. */
export function watchedTask(name: string, task: (payload: unknown) => Promise<void>): Task {
  return async (payload, { job }) => {
    const { tenant, trace } = payloadSchema.parse(payload);
    const about: UnderWay = { names: { job: job.id, task: name, attempt: job.attempts, tenant } };
    const began = performance.now();
    const durationMs = () => Math.round(performance.now() - began);
    const run = async () => {
      try {
        await task(payload);
        log.info({ outcome: "done", durationMs: durationMs() }, "job");
      } catch (error) {
        log.error({ err: error, outcome: "failed", durationMs: durationMs() }, "job");
        throw error;
      }
    };
    await underWay.run(about, () => inSpan(name, { kind: "job", askedBy: trace }, run));
  };
}
