import { runMain } from "@/lib/cli/fault";
import { workerConfig } from "@/lib/config";
import { startWorker } from "@/lib/worker/run";

/**
 * `npm run worker`: one worker by the environment, until it is told to end. Any number may run, on any number of machines.
 * A worker whose runner gave up (its database went away for good) ends with code 1, for whoever keeps it running.
 */
async function main(): Promise<void> {
  const worker = await startWorker(workerConfig());
  const { promise: told, resolve: tell } = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => tell());
  const lost = worker.ended.then(
    () => "lost",
    () => "lost",
  );
  const why = await Promise.race([told, lost]);
  await worker.stop();
  process.exit(why === "lost" ? 1 : 0);
}

if (process.argv[1] === import.meta.filename) await runMain(main);
