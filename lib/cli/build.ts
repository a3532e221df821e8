import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { present } from "@/lib/cli/data-dir";
import { Fault, runMain } from "@/lib/cli/fault";
import { ending, root, startNode } from "@/lib/cli/processes";
import { buildConfig, type Environment } from "@/lib/config";
import { cliMessages } from "@/lib/messages/es/cli";

const next = join(root, "node_modules/next/dist/bin/next");
const stamp = join(root, ".next/contrafirma-build.json");
const sources = ["app", "components", "lib", "public"];
const files = [
  "package-lock.json",
  "tsconfig.json",
  "next.config.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
];

/** Whether `.next` holds a finished production build of any sources. */
export function isBuilt(): boolean {
  return existsSync(join(root, ".next/BUILD_ID"));
}

/** What a finished build notes of itself: the hash of its sources, and the name under which browsers and portals know it. */
type Stamp = { sources: string; deployment: string };

function readStamp(): Stamp | null {
  return isBuilt() && existsSync(stamp) ? (JSON.parse(readFileSync(stamp, "utf8")) as Stamp) : null;
}

/** Whether the production build is the one of the present sources. */
export function isBuildCurrent(): boolean {
  return readStamp()?.sources === sourceHash();
}

/**
 * The name of the build that is there, for Next's NEXT_DEPLOYMENT_ID: a browser with a page of another one loads pages whole.
 * @throws Fault notBuilt; otherKey when this environment's key of actions is not the one it was built with; ConfigError
 */
export function deploymentOf(env: Environment): string {
  const built = readStamp();
  if (!built) throw new Fault("notBuilt");
  const { actionsKey } = buildConfig(env);
  if (actionsKey && built.deployment !== deploymentName(built.sources, actionsKey)) throw new Fault("otherKey");
  return built.deployment;
}

/**
 * Machines that build the same sources with the same key of actions make one deployment; without a key Next makes one of its own,
 * with it other names for the actions, and the build is a deployment by itself.
 */
export function deploymentName(sources: string, actionsKey: Buffer | null): string {
  if (!actionsKey) return randomUUID();
  return createHash("sha256").update(sources).update("\0").update(actionsKey).digest("hex").slice(0, 32);
}

/** Builds the portal for production and notes of which sources. @throws Fault childFailed; ConfigError */
export async function build({ log, signal }: { log?: string; signal?: AbortSignal } = {}): Promise<void> {
  const sources = sourceHash();
  const { DATABASE_URL, ...env } = present(process.env);
  const noted: Stamp = { sources, deployment: deploymentName(sources, buildConfig(env).actionsKey) };
  const child = startNode({
    args: [next, "build"],
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_DEPLOYMENT_ID: noted.deployment },
    ...(log === undefined ? {} : { log }),
  });
  signal?.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0 || !isBuilt())
    throw new Fault("childFailed", { name: "next build", how: ending(code, null), log: log ?? cliMessages.logAbove });
  writeFileSync(stamp, JSON.stringify(noted));
}

/** SHA-256 over path and content of everything the portal is built from. */
function sourceHash(): string {
  const hash = createHash("sha256");
  const found = sources.flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
      : [],
  );
  for (const path of [...found, ...files.map((file) => join(root, file))].sort()) {
    if (path.includes("/lib/cli/") || path.includes("/lib/generated/") || !existsSync(path)) continue;
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  if (existsSync(join(root, "prisma/schema.prisma"))) hash.update(readFileSync(join(root, "prisma/schema.prisma")));
  return hash.digest("hex");
}

if (process.argv[1] === import.meta.filename) await runMain(() => build());
