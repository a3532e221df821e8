import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dataDir, holdDataDir, openDataDir, present } from "@/lib/cli/data-dir";
import { claimSpace, explain, Refusal } from "@/lib/cli/fault";
import { claimPort } from "@/lib/cli/ports";
import { postgresFolder, stopOrphan } from "@/lib/cli/postgres";
import { databaseService, mailService, productEnvironment, simulatorService } from "@/lib/cli/product";
import { supervise } from "@/lib/cli/supervisor";
import { type Environment, portsConfig, webConfig } from "@/lib/config";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

const words = cliMessages.start;
const crashGraceMs = 10_000;

export type Supervisor = ReturnType<typeof supervise>;
export type Launch = {
  /** The environment as it was given, without what is empty. */
  given: Environment;
  folder: string;
  /** Whether an earlier run on the folder was killed: its processes may still be ending. */
  crashed: boolean;
  services: Supervisor;
};

/**
 * Runs what `bringUp` starts until told to end. Told once or many times, by terminal or by signal, it ends the services in
 * order, PostgreSQL last. A second one on the same data folder is refused; a failure is told in one sentence, exit code 1.
 */
export async function launch(bringUp: (launch: Launch) => Promise<void>): Promise<void> {
  try {
    await hold(bringUp);
  } catch (error) {
    complain(error);
  }
  // Whatever was still being brought up has lost its services by now.
  setTimeout(() => process.exit(), 500).unref();
}

async function hold(bringUp: (launch: Launch) => Promise<void>): Promise<void> {
  const given = present(process.env);
  const folder = dataDir(given);
  const held = holdDataDir(folder, (pid) => new Refusal(sentence(words.secondStart, { pid })));
  try {
    const services = await runUntilTold({ given, folder, crashed: held.crashed }, bringUp);
    say(words.stopping);
    await services.stop();
    say(words.stopped, { folder });
  } finally {
    held.release();
  }
}

async function runUntilTold(
  about: Omit<Launch, "services">,
  bringUp: (launch: Launch) => Promise<void>,
): Promise<Supervisor> {
  const { promise: finished, resolve: finish } = Promise.withResolvers<unknown>();
  // A connection that breaks while PostgreSQL goes down must not take us with it before the rest has ended.
  for (const event of ["uncaughtException", "unhandledRejection"] as const) process.on(event, finish);
  // The terminal may be gone before us: what cannot be told is no reason not to end the rest in order.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => finish(null));
  const services = supervise(finish);
  const started = bringUp({ ...about, services });
  started.catch(finish);
  const failure = await finished;
  if (failure !== null) complain(failure);
  return services;
}

/**
 * Database (unless DATABASE_URL names one), mail and simulator, on ports that were free.
 * @returns the environment of everything else, and whether the database is the embedded one
 * @throws Fault portTaken, diskFull, postgresFailed, serviceSilent; ConfigError
 */
export async function bringUpServices({ given, folder, crashed, services }: Launch) {
  chmodSync(folder, 0o755);
  claimSpace(folder);
  rmSync(join(folder, "logs"), { recursive: true, force: true });
  const secrets = openDataDir(folder);
  const env = productEnvironment(given, folder, secrets);
  webConfig(env);
  const ports = portsConfig(env);
  const embedded = given.DATABASE_URL === undefined;
  if (embedded) await stopOrphan(postgresFolder(folder));
  await claimPorts(env, embedded, crashed ? crashGraceMs : 0);
  if (embedded) {
    say(words.postgres, { port: ports.postgres });
    await services.start(databaseService(env, folder, secrets));
  } else {
    say(words.postgresGiven);
  }
  say(words.mail, { port: ports.mailWeb });
  say(words.simulator, { port: ports.simulator });
  await Promise.all([services.start(mailService(env, folder)), services.start(simulatorService(env, folder))]);
  return { env, embedded };
}

async function claimPorts(env: Environment, embedded: boolean, graceMs: number): Promise<void> {
  const ports = portsConfig(env);
  const claims: [number, string][] = [
    [ports.web, "PORT"],
    [ports.mailWeb, "MAIL_WEB_PORT"],
    [ports.smtp, "SMTP_PORT"],
    [ports.simulator, "SIMULATOR_PORT"],
    ...(embedded ? [[ports.postgres, "PG_PORT"] satisfies [number, string]] : []),
  ];
  for (const [port, variable] of claims) await claimPort(port, variable, graceMs);
}

function complain(failure: unknown): void {
  const known = explain(failure);
  console.error(known ?? cliMessages.fault.unexpected);
  if (known === null) console.error(failure);
  process.exitCode = 1;
}

/** One line of progress. */
export function say(message: string, params: Record<string, string | number> = {}): void {
  console.log(sentence(message, params));
}
