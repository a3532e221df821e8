import type { EventEmitter } from "node:events";
import type { WorkerEvents } from "graphile-worker";
import { database } from "@/lib/db";
import { log } from "@/lib/log";

const beatMs = 5_000;

/**
 * Tells the database every five seconds that this worker lives, under the ids by which its jobs are locked, and frees the jobs
 * of those silent for thirty. Listens before the runner begins, so that no job is locked by an id it has not told.
 */
export function prepareHeartbeat({
  id,
  name,
  events,
}: {
  id: string;
  name: string;
  events: WorkerEvents & EventEmitter;
}) {
  const lockedBy = new Set<string>();
  const beat = async () => {
    try {
      const [row] = await database().$queryRaw<{ freed: number }[]>`
        SELECT worker_beat(${id}::uuid, ${name}, ${[...lockedBy]}::text[]) AS freed`;
      if (row && row.freed > 0) log.warn({ freed: row.freed }, "freed the jobs of silent workers");
    } catch (error) {
      log.warn({ err: error }, "no sign of life could be given");
    }
  };
  events.on("pool:create", ({ workerPool }) => lockedBy.add(workerPool.id));
  events.on("worker:create", ({ worker }) => {
    lockedBy.add(worker.workerId);
    lockedBy.add(worker.workerPool.id);
  });
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    /** The first sign of life, then one every five seconds. */
    async start() {
      await beat();
      timer = setInterval(beat, beatMs);
    },
    async stop() {
      clearInterval(timer);
      await database().$executeRaw`SELECT worker_leave(${id}::uuid)`.catch(() => undefined);
    },
  };
}
