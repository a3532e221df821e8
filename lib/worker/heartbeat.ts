import type { EventEmitter } from "node:events";
import { hostname } from "node:os";
import type { WorkerEvents } from "graphile-worker";
import { database } from "@/lib/db";
import { log } from "@/lib/log";

const beatMs = 5_000;
type Beside = { id: string; process: number };

/**
 * Tells the database every five seconds that this worker lives, under the ids by which its jobs are locked, and frees the jobs
 * of those silent for thirty. A worker of this machine whose process is gone is not waited for: whoever begins frees its jobs.
 * Listens before the runner begins, so that no job is locked by an id it has not told.
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
      await freeTheDead(id);
      timer = setInterval(beat, beatMs);
    },
    async stop() {
      clearInterval(timer);
      await database().$executeRaw`SELECT worker_leave(${id}::uuid)`.catch(() => undefined);
    },
  };
}

async function freeTheDead(self: string): Promise<void> {
  try {
    const beside = await database().$queryRaw<Beside[]>`SELECT id, process FROM workers_on(${hostname()})`;
    for (const { id, process: pid } of beside) {
      if (id === self || (pid !== process.pid && isRunning(pid))) continue;
      await database().$executeRaw`SELECT worker_leave(${id}::uuid)`;
      log.warn({ gone: pid }, "freed the jobs of a worker that is gone from this machine");
    }
  } catch (error) {
    log.warn({ err: error }, "the jobs of workers that are gone wait for their silence to be noticed");
  }
}

/** Whether a process of this machine runs, whoever's it is. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
