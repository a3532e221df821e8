import { once } from "node:events";
import { join } from "node:path";
import { deploymentOf } from "@/lib/cli/build";
import { runMain } from "@/lib/cli/fault";
import { type NodeProgram, root, startNode } from "@/lib/cli/processes";
import { type Environment, webConfig } from "@/lib/config";

/** An idle connection is kept longer than a balancer or a proxy keeps theirs (a minute), so that none is closed under a request on its way. */
const keptIdleMs = 65_000;

/**
 * The portal as a program: Next's own production server in a plain Node, with the web role's address and none of the
 * owner's or the worker's, nor the worker's other secrets.
 * @throws ConfigError when the environment is not one the portal can run in; Fault notBuilt, otherKey
 */
export function webProgram(env: Environment): NodeProgram {
  const config = webConfig(env);
  const { DATABASE_URL, DATABASE_URL_WORKER, DATABASE_URL_VERIFY, GATEWAY_SECRET, SMTP_URL, NODE_OPTIONS, ...rest } =
    env;
  const next = join(root, "node_modules/next/dist/bin/next");
  return {
    args: [
      next,
      "start",
      "--hostname",
      config.host,
      "--port",
      String(config.port),
      "--keepAliveTimeout",
      String(keptIdleMs),
    ],
    env: {
      ...rest,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_DEPLOYMENT_ID: deploymentOf(env),
      NEXT_MANUAL_SIG_HANDLE: "true", // lib/web/ending.ts ends it
      DATABASE_URL_WEB: config.databaseUrl,
      PUBLIC_ORIGIN: config.publicOrigin,
      PORT: String(config.port),
    },
  };
}

/** `npm run web`: one portal by the environment, until it is told to end. */
async function main(): Promise<void> {
  const program = webProgram(process.env);
  const child = startNode(program);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill("SIGTERM"));
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  process.exitCode = code ?? (signal === "SIGTERM" ? 0 : 1);
}

if (process.argv[1] === import.meta.filename) await runMain(main);
