import type { Runner } from "graphile-worker";
import { database } from "@/lib/db";
import { log } from "@/lib/log";

const beatMs = 5_000;

/** Tells the database every five seconds that this worker lives, and frees the jobs of those silent for thirty. */
export async function startHeartbeat({ id, name, runner }: { id: string; name: string; runner: Runner }) {
  const workerIds = new Set<string>();
  runner.events.on("worker:getJob:start", ({ worker }) => workerIds.add(worker.workerId));
  const beat = async () => {
    try {
      const [row] = await database().$queryRaw<
        { freed: number }[]
      >`SELECT worker_beat(${id}::uuid, ${name}, ${[...workerIds]}::text[]) AS freed`;
      if (row && row.freed > 0) log.warn({ freed: row.freed }, "freed the jobs of silent workers");
    } catch (error) {
      log.warn({ err: error }, "no sign of life could be given");
    }
  };
  await beat();
  const first = setTimeout(beat, 1_000);
  const timer = setInterval(beat, beatMs);
  return {
    async stop() {
      clearTimeout(first);
      clearInterval(timer);
      await database().$executeRaw`SELECT worker_leave(${id}::uuid)`.catch(() => undefined);
    },
  };
}
