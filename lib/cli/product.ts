import { join } from "node:path";
import { embeddedEnvironment, present, type Secrets } from "@/lib/cli/data-dir";
import { Fault } from "@/lib/cli/fault";
import { accepts, until } from "@/lib/cli/ports";
import { postgresFolder, startPostgres } from "@/lib/cli/postgres";
import { type NodeProgram, root, startNode, typescript } from "@/lib/cli/processes";
import type { Service } from "@/lib/cli/supervisor";
import { webProgram } from "@/lib/cli/web";
import { type Environment, portsConfig, verifyConfig, workerConfig } from "@/lib/config";

const listenTimeoutMs = 20_000;

/** The environment of everything `npm start` brings up: what was given, else the embedded services. */
export function productEnvironment(env: Environment, folder: string, secrets: Secrets): Environment {
  const given = present(env);
  const launchedBy = given.LAUNCHED_BY === "tests" ? "tests" : "start";
  return {
    DEMO: "1",
    ...embeddedEnvironment(env, folder, secrets),
    ...given,
    LAUNCHED_BY: launchedBy,
    DATA_DIR: folder,
  };
}

/** The embedded database; without power-loss safety in tests. */
export function databaseService(env: Environment, folder: string, secrets: Secrets): Service {
  const log = join(folder, "logs/postgresql.log");
  const cluster = {
    dataDir: postgresFolder(folder),
    port: portsConfig(env).postgres,
    ownerPassword: secrets.ownerPassword,
    durable: env.LAUNCHED_BY !== "tests",
    log,
  };
  return { name: "PostgreSQL", log, restarts: true, launch: () => startPostgres(cluster) };
}

/** The mail server with its inbox; mails are kept between starts. */
export function mailService(env: Environment, folder: string): Service {
  const { smtp, mailWeb } = portsConfig(env);
  const script = join(root, "node_modules/maildev/bin/maildev");
  const address = ["--ip", "127.0.0.1", "--web-ip", "127.0.0.1", "--smtp", String(smtp), "--web", String(mailWeb)];
  const args = [script, ...address, "--mail-directory", join(folder, "mail"), "--silent"];
  return listening("correo", folder, mailWeb, { args, env: { PATH: env.PATH, HOME: env.HOME } });
}

/** Bank and card core. */
export function simulatorService(env: Environment, folder: string): Service {
  const port = portsConfig(env).simulator;
  return listening("simulador", folder, port, {
    args: typescript("lib/cli/simulator.ts"),
    env: {
      PATH: env.PATH,
      SIMULATOR_PORT: String(port),
      SIMULATOR_SECRET: env.GATEWAY_SECRET,
      CARD_KEY: env.CARD_KEY,
      SIMULATOR_DATA_DIR: join(folder, "simulator"),
    },
  });
}

export function webService(env: Environment, folder: string): Service {
  const log = join(folder, "logs/portal.log");
  // Nobody balances here, and the supervisor kills what has not ended in four seconds.
  const program = webProgram({ ...env, STOP_DRAIN_SECONDS: "0", STOP_WITHIN_SECONDS: "3" });
  return { name: "portal", log, restarts: true, launch: async () => startNode({ ...program, log }) };
}

/** The worker, with its role's address and that of the reader who verifies each day, and neither the owner's nor the key of card numbers. */
export function workerService(env: Environment, folder: string): Service {
  const log = join(folder, "logs/trabajador.log");
  const { DATABASE_URL, DATABASE_URL_WEB, CARD_KEY, ...rest } = env;
  const addresses = {
    DATABASE_URL_WORKER: workerConfig(env).databaseUrl,
    DATABASE_URL_VERIFY: verifyConfig(env).databaseUrl,
  };
  const program = {
    args: typescript("lib/cli/worker.ts"),
    env: { ...rest, NODE_ENV: "production", ...addresses },
    log,
  };
  return { name: "trabajador", log, restarts: true, launch: async () => startNode(program) };
}

/** A service that counts as started once its port accepts connections. */
function listening(name: string, folder: string, port: number, program: NodeProgram): Service {
  const log = join(folder, `logs/${name}.log`);
  const launch = async () => {
    const child = startNode({ ...program, log });
    const ended = new AbortController();
    child.once("exit", () => ended.abort());
    if (await until(() => accepts(port), listenTimeoutMs, ended.signal)) return child;
    child.kill("SIGKILL");
    throw new Fault("serviceSilent", { name, seconds: listenTimeoutMs / 1000, log });
  };
  return { name, log, restarts: true, launch };
}
