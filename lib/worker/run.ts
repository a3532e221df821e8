import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { hostname } from "node:os";
import { Logger, type Runner, run, type WorkerEvents } from "graphile-worker";
import type { workerConfig } from "@/lib/config";
import { openDatabase } from "@/lib/db";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { makeMailer } from "@/lib/gateways/mail";
import { requireGuards } from "@/lib/guards";
import { log } from "@/lib/log";
import { spanned, startTracing, stopTracing } from "@/lib/spans";
import { prepareHeartbeat } from "@/lib/worker/heartbeat";
import { noted } from "@/lib/worker/outside";
import { PatientPool } from "@/lib/worker/patient-pool";
import { startSealer } from "@/lib/worker/sealer";
import { makeTasks } from "@/lib/worker/tasks";

type Config = ReturnType<typeof workerConfig>;
const jobsAtOnce = 4;
const stopWithinMs = 2_500;
const housekeeping = "* * * * * housekeeping ?jobKey=housekeeping";
/** Asked often and done once a day, so that a day on which no worker ran at that hour is not left out. */
const verification = "*/10 * * * * verify ?jobKey=verify&max=2";

const logger = new Logger((scope) => (level, message, meta) => {
  // The end of each run is told by its task.
  if (meta?.failure) return;
  const line = { worker: scope.workerId, task: scope.taskIdentifier, job: scope.jobId };
  if (level === "error") log.error(line, message);
  else if (level === "warning") log.warn(line, message);
  else log.debug(line, message);
});

/**
 * Runs jobs, the trail's sealer and the sign of life until stopped. Stopping lets short jobs end, frees what is still under
 * way for others to do again (the fences keep out what this one may still write) and takes at most three seconds.
 */
export async function startWorker(
  config: Config,
): Promise<{ stop(): Promise<void> /** Settles when the runner ends, told or not. */; ended: Promise<void> }> {
  if (config.traced) await startTracing("worker");
  const database = openDatabase(config.databaseUrl, {
    connectionsMax: 10,
    clockOffsetMs: config.clockOffsetMs,
    slowQueryMs: config.slowQueryMs,
    statementTimeoutMs: 120_000,
  });
  await requireGuards(database).catch(async (error: unknown) => {
    // An open pool would keep a worker that does not start from ending.
    await database.$disconnect();
    throw error;
  });
  const pool = new PatientPool({
    connectionString: config.databaseUrl,
    max: jobsAtOnce + 2,
    application_name: "contrafirma-jobs",
  });
  // A connection that breaks while idle is replaced; the next query says so if it cannot be.
  const broke = (error: Error) => log.warn({ err: error }, "a job connection broke");
  pool.on("error", broke);
  pool.on("connect", (client) => client.on("error", broke));
  const stopping = new AbortController();
  const tasks = makeTasks({
    workerUrl: config.databaseUrl,
    clockOffsetMs: config.clockOffsetMs,
    secretsKeys: config.secretsKeys,
    bank: spanned("bank", noted("bank", makeBank({ url: config.bankUrl, secret: config.gatewaySecret }))),
    core: spanned(
      "core",
      noted("core", makeCore({ url: config.coreUrl, secret: config.gatewaySecret, timeoutMs: 30_000 })),
    ),
    mailer: spanned("mail", noted("mail", makeMailer({ url: config.smtpUrl, from: config.mailFrom }))),
    origin: config.publicOrigin,
    verifies:
      config.verifyUrl === null ? null : { databaseUrl: config.verifyUrl, auditAnchorDir: config.auditAnchorDir },
    stopping: stopping.signal,
  });
  const events: WorkerEvents & EventEmitter = new EventEmitter();
  const heartbeat = prepareHeartbeat({ id: randomUUID(), name: `${hostname()}:${process.pid}`, events });
  const runner: Runner = await run({
    events,
    pgPool: pool,
    taskList: tasks,
    concurrency: jobsAtOnce,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger,
    crontab: config.verifyUrl ? `${housekeeping}\n${verification}` : housekeeping,
    preset: { worker: { gracefulShutdownAbortTimeout: 1_500 } },
  });
  await heartbeat.start();
  const sealer = startSealer(config.auditAnchorDir);
  return {
    ended: runner.promise,
    async stop() {
      stopping.abort();
      const stopped = runner.stop().catch((error: unknown) => log.warn({ err: error }, "jobs were cut off"));
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, stopWithinMs).unref())]);
      await Promise.all([heartbeat.stop(), sealer.stop()]);
      await Promise.race([
        Promise.all([pool.end(), database.$disconnect(), stopTracing()]),
        new Promise((resolve) => setTimeout(resolve, 500).unref()),
      ]);
    },
  };
}
