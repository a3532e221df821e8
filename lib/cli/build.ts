import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { present } from "@/lib/cli/data-dir";
import { Fault, runMain } from "@/lib/cli/fault";
import { root, startNode } from "@/lib/cli/processes";

const next = join(root, "node_modules/next/dist/bin/next");
const stamp = join(root, ".next/contrafirma-sources");
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

/** Whether the production build is the one of the present sources. */
export function isBuildCurrent(): boolean {
  return isBuilt() && existsSync(stamp) && readFileSync(stamp, "utf8") === sourceHash();
}

/** Builds the portal for production and notes of which sources. @throws Fault childFailed */
export async function build({ log, signal }: { log?: string; signal?: AbortSignal } = {}): Promise<void> {
  const hash = sourceHash();
  const { DATABASE_URL, ...env } = present(process.env);
  const child = startNode({
    args: [next, "build"],
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    ...(log === undefined ? {} : { log }),
  });
  signal?.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0 || !isBuilt())
    throw new Fault("childFailed", { name: "next build", how: `código ${code}`, log: log ?? "arriba" });
  writeFileSync(stamp, hash);
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
