import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isBuilt } from "@/lib/cli/build";
import { openDataDir } from "@/lib/cli/data-dir";
import { migrate } from "@/lib/cli/migrate";
import { freePort, until } from "@/lib/cli/ports";
import { postgresFolder } from "@/lib/cli/postgres";
import { root, startNode, typescript } from "@/lib/cli/processes";
import { databaseService, mailService, productEnvironment, simulatorService } from "@/lib/cli/product";
import { seedDatabase, seedSimulator } from "@/lib/cli/seed";
import { type Service, supervise } from "@/lib/cli/supervisor";
import { webProgram } from "@/lib/cli/web";
import { cardConfig, type Environment, ownerConfig, roleUrl, secretsConfig, workerConfig } from "@/lib/config";
import { openDatabase } from "@/lib/db";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { makeRunFolder, removeRunFolder } from "@/tests/support/run-folder";

const portNames = ["PORT", "MAIL_WEB_PORT", "SMTP_PORT", "SIMULATOR_PORT", "PG_PORT"] as const;
const readyTimeoutMs = 120_000;

type Options = {
  label?: string;
  env?: Environment;
  /** A database that survives a loss of power, as the product's own. */
  durable?: boolean;
};
export type Two = Awaited<ReturnType<typeof startTwo>>;

/**
 * Two of everything, as two machines would run them: two portals and two workers, each a process of its own under the
 * product's supervisor, on one PostgreSQL, one bank and core, one mail server, one public origin. Needs the build. The test's
 * own process is connected as the portal is, so that tests/support/make.ts looks at the same database.
 */
export async function startTwo({ label = "two", env: more = {}, durable = false }: Options = {}) {
  if (!isBuilt()) throw new Error("There is no build: npm run build");
  const folder = makeRunFolder(label);
  const ports = Object.fromEntries(await Promise.all(portNames.map(async (name) => [name, String(await freePort())])));
  const secrets = openDataDir(folder);
  const { DATABASE_URL, NODE_ENV, PUBLIC_ORIGIN, ...inherited } = process.env;
  const origin = `http://localhost:${ports.PORT}`;
  const given = { ...inherited, ...ports, PUBLIC_ORIGIN: origin, LAUNCHED_BY: "tests", ...more };
  const env = productEnvironment(given, folder, secrets);
  const { databaseUrl } = ownerConfig(env);
  const children = new Map<string, ChildProcess>();
  const services = supervise((reason) => console.error(reason));
  const run = (service: Service) =>
    services.start({
      ...service,
      launch: async () => {
        const child = await service.launch();
        children.set(service.name, child);
        return child;
      },
    });
  const childOf = (name: string): ChildProcess => {
    const child = children.get(name);
    if (!child) throw new Error(`There is no ${name}`);
    return child;
  };
  const database = databaseService({ ...env, LAUNCHED_BY: durable ? "start" : "tests" }, folder, secrets);
  await run(database);
  await Promise.all([run(mailService(env, folder)), run(simulatorService(env, folder)), migrate(databaseUrl)]);
  await seedDatabase(databaseUrl, { ...secretsConfig(env), ...cardConfig(env) });
  await seedSimulator(env);
  const webPorts = [Number(ports.PORT), await freePort()];
  await Promise.all([
    ...webPorts.map((port, index) => run(portal(env, folder, `portal-${index + 1}`, port))),
    ...[1, 2].map((number) => run(worker(env, folder, `worker-${number}`))),
  ]);
  const webs = webPorts.map((port) => `http://127.0.0.1:${port}`) as [string, string];
  const answers = (url: string) => async () =>
    fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.ok,
      () => false,
    );
  for (const url of webs) {
    if (!(await until(answers(url), readyTimeoutMs))) throw new Error(`${url} is not ready; see ${folder}/logs`);
  }
  Object.assign(process.env, {
    ...env,
    DATABASE_URL: databaseUrl,
    DATABASE_URL_WEB: roleUrl(databaseUrl, "app_web"),
    DATABASE_URL_WORKER: roleUrl(databaseUrl, "app_worker"),
    DATABASE_URL_VERIFY: roleUrl(databaseUrl, "verify"),
  });
  openDatabase(roleUrl(databaseUrl, "app_web"), { connectionsMax: 10 });
  return {
    env,
    folder,
    /** What every request names as its Origin. */
    origin,
    /** Where the two portals listen. */
    webs,
    mailUrl: `http://localhost:${ports.MAIL_WEB_PORT}`,
    simulator: makeSimulatorAdmin({ url: env.BANK_URL ?? "", secret: env.GATEWAY_SECRET ?? "" }),
    /** The process that runs now under a name: portal-1, portal-2, worker-1, worker-2. Ended, it is started again. */
    childOf,
    isReady: (web: string) => answers(web)(),
    /** PostgreSQL ends at once, as by a crash of its machine's process; its keeper's keeper starts it again. */
    crashPostgres() {
      const pid = readFileSync(join(postgresFolder(folder), "postmaster.pid"), "utf8").split("\n")[0];
      process.kill(Number(pid), "SIGQUIT");
    },
    /** `npm run verify` on this database. */
    verify: () => verified(env),
    /** Everything a process wrote: logs/portal-1.log and so on. */
    logOf: (name: string) => readFileSync(join(folder, "logs", `${name}.log`), "utf8"),
    async stop() {
      await services.stop();
      const kept = join(root, "tests/artifacts/logs", label);
      rmSync(kept, { recursive: true, force: true });
      cpSync(join(folder, "logs"), kept, { recursive: true });
      removeRunFolder(folder);
    },
  };
}

function portal(env: Environment, folder: string, name: string, port: number): Service {
  const log = join(folder, `logs/${name}.log`);
  const program = webProgram({ ...env, PORT: String(port) });
  return { name, log, restarts: true, launch: async () => startNode({ ...program, log }) };
}

function worker(env: Environment, folder: string, name: string): Service {
  const log = join(folder, `logs/${name}.log`);
  const { DATABASE_URL, ...rest } = env;
  const program = {
    args: typescript("lib/cli/worker.ts"),
    env: { ...rest, NODE_ENV: "production", DATABASE_URL_WORKER: workerConfig(env).databaseUrl },
    log,
  };
  return { name, log, restarts: true, launch: async () => startNode(program) };
}

async function verified(env: Environment): Promise<{ ok: boolean; text: string }> {
  const child = spawn(process.execPath, typescript("lib/cli/verify.ts"), {
    cwd: root,
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (text += bytes.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  return { ok: code === 0, text };
}
