import { startWorker } from "@/lib/worker/run";
import { runMain } from "@/lib/cli/fault";
import { workerConfig } from "@/lib/config";

/** `npm run worker`: one worker by the environment, until it is told to end. Any number may run, on any number of machines. */
async function main(): Promise<void> {
  const worker = await startWorker(workerConfig());
  const { promise: told, resolve: tell } = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => tell());
  await told;
  await worker.stop();
  process.exit(0);
}

if (process.argv[1] === import.meta.filename) await runMain(main);
