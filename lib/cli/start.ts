import { join } from "node:path";
import { build, isBuildCurrent } from "@/lib/cli/build";
import { Fault, Refusal } from "@/lib/cli/fault";
import { bringUpServices, type Launch, launch, type Supervisor, say } from "@/lib/cli/launch";
import { migrate } from "@/lib/cli/migrate";
import { peopleTable } from "@/lib/cli/people";
import { until } from "@/lib/cli/ports";
import { webService, workerService } from "@/lib/cli/product";
import { seedDemo } from "@/lib/cli/seed";
import { type Environment, ownerConfig, portsConfig, webConfig } from "@/lib/config";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

const words = cliMessages.start;
const readyTimeoutMs = 90_000;

/** `npm start`: the whole product on this machine, with the demonstration unless DEMO=0. */
async function bringUp(about: Launch): Promise<void> {
  const { given, folder, services } = about;
  if (given.NODE_ENV === "production") throw new Fault("productionStart");
  const { env, embedded } = await bringUpServices(about);
  await prepareDatabase(env);
  await buildPortal(folder, services);
  say(words.web);
  await Promise.all([services.start(webService(env, folder)), services.start(workerService(env, folder))]);
  await waitUntilReady(webConfig(env).port, folder, services);
  announce(env, folder, embedded);
  process.send?.({ ready: true });
}

async function prepareDatabase(env: Environment): Promise<void> {
  const { databaseUrl, demo } = ownerConfig(env);
  say(words.migrate);
  await migrate(databaseUrl);
  if (!demo) return;
  say(words.seed);
  await seedDemo(databaseUrl, env);
}

async function buildPortal(folder: string, services: Supervisor): Promise<void> {
  if (isBuildCurrent()) return say(words.buildKept);
  say(words.build);
  await build({ log: join(folder, "logs/next-build.log"), signal: services.stopping });
}

/** /api/ready answers 200 once database, migrations and a worker's heartbeat are there. */
async function waitUntilReady(port: number, folder: string, services: Supervisor): Promise<void> {
  let answer = "sin respuesta";
  const ask = async () => {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/ready`, { signal: AbortSignal.timeout(5000) });
      answer = String(response.status);
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };
  if (await until(ask, readyTimeoutMs, services.stopping)) return;
  const params = { seconds: readyTimeoutMs / 1000, answer, folder: join(folder, "logs") };
  throw new Refusal(sentence(words.notReady, params));
}

function announce(env: Environment, folder: string, embedded: boolean): void {
  const ports = portsConfig(env);
  say(words.ready);
  console.log();
  say(words.portal, { url: webConfig(env).publicOrigin });
  say(words.inbox, { url: `http://localhost:${ports.mailWeb}` });
  say(words.simulatorAt, { url: `http://127.0.0.1:${ports.simulator}` });
  if (embedded) say(words.database, { port: ports.postgres });
  say(words.logs, { folder: join(folder, "logs") });
  if (env.DEMO === "1") console.log(`\n${peopleTable()}\n`);
  say(words.howToStop);
}

await launch(bringUp);
