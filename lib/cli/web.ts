import { join } from "node:path";
import { isBuilt } from "@/lib/cli/build";
import { Fault, runMain } from "@/lib/cli/fault";
import { type NodeProgram, root, startNode } from "@/lib/cli/processes";
import { type Environment, webConfig } from "@/lib/config";

/**
 * The portal as a program: Next's own production server in a plain Node, with the web role's address and none of the
 * owner's or the worker's, nor the worker's other secrets.
 * @throws ConfigError when the environment is not one the portal can run in
 */
export function webProgram(env: Environment): NodeProgram {
  const config = webConfig(env);
  const { DATABASE_URL, DATABASE_URL_WORKER, DATABASE_URL_VERIFY, GATEWAY_SECRET, SMTP_URL, NODE_OPTIONS, ...rest } =
    env;
  const next = join(root, "node_modules/next/dist/bin/next");
  return {
    args: [next, "start", "--hostname", config.host, "--port", String(config.port)],
    env: {
      ...rest,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL_WEB: config.databaseUrl,
      PUBLIC_ORIGIN: config.publicOrigin,
      PORT: String(config.port),
    },
  };
}

/** `npm run web`: one portal by the environment, until it is told to end. */
async function main(): Promise<void> {
  const program = webProgram(process.env);
  if (!isBuilt()) throw new Fault("notBuilt");
  const child = startNode(program);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill("SIGTERM"));
  const [code] = await new Promise<[number | null]>((resolve) => child.once("exit", (status) => resolve([status])));
  process.exitCode = code === 143 ? 0 : (code ?? 1);
}

if (process.argv[1] === import.meta.filename) await runMain(main);
