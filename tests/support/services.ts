import type { ChildProcess } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withEmbedded } from "@/lib/cli/data-dir";
import { freePort, until } from "@/lib/cli/ports";
import { endProcess, root, startNode, typescript } from "@/lib/cli/processes";
import { webProgram } from "@/lib/cli/web";
import { portsConfig } from "@/lib/config";
import { makeRunFolder, removeRunFolder } from "@/tests/support/run-folder";

const portNames = ["PORT", "MAIL_WEB_PORT", "SMTP_PORT", "SIMULATOR_PORT", "PG_PORT"] as const;
const endTimeoutMs = 12_000;
const portalTimeoutMs = 120_000;

/**
 * Playwright's global setup: the whole product as `npm start` runs it (database, mail, simulator, demonstration, portal,
 * worker), on free ports and a temporary folder. What a test needs to reach it stands in the environment: PORTAL_URL,
 * MAIL_URL, SIMULATOR_URL, the ports and DATA_DIR (so `withEmbedded()` gives every address and secret).
 */
export default async function startServices(): Promise<() => Promise<void>> {
  const folder = makeRunFolder("e2e");
  const ports = Object.fromEntries(await Promise.all(portNames.map(async (name) => [name, String(await freePort())])));
  const { DATABASE_URL, NODE_ENV, PUBLIC_ORIGIN, ...env } = process.env;
  const log = join(folder, "start.log");
  const child = startNode({
    args: typescript("lib/cli/start.ts"),
    env: { ...env, ...ports, DATA_DIR: folder, LAUNCHED_BY: "tests", STYLE_GUIDE: "1" },
    log,
  });
  const stop = async () => {
    await endProcess(child, endTimeoutMs);
    keepLogs(folder);
    removeRunFolder(folder);
  };
  if (!(await saysReady(child))) {
    const told = readFileSync(log, "utf8");
    await stop();
    throw new Error(told);
  }
  Object.assign(process.env, ports, {
    DATA_DIR: folder,
    LAUNCHED_BY: "tests",
    PORTAL_URL: `http://localhost:${ports.PORT}`,
    MAIL_URL: `http://localhost:${ports.MAIL_WEB_PORT}`,
    SIMULATOR_URL: `http://127.0.0.1:${ports.SIMULATOR_PORT}`,
  });
  return stop;
}

/** One more portal on the same database, build and public origin, as a second machine would run it. */
export async function startPortal(): Promise<{ url: string; child: ChildProcess; stop: () => Promise<void> }> {
  const port = await freePort();
  const publicOrigin = `http://localhost:${portsConfig().web}`;
  const env = { ...withEmbedded(), DEMO: "1", PUBLIC_ORIGIN: publicOrigin, PORT: String(port) };
  const child = startNode({
    ...webProgram(env),
    log: join(process.env.DATA_DIR ?? tmpdir(), "logs", `portal-${port}.log`),
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = () => endProcess(child, endTimeoutMs);
  const answers = () =>
    fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
  if (await until(answers, portalTimeoutMs)) return { url, child, stop };
  await stop();
  throw new Error(`the second portal did not answer on ${port}`);
}

function saysReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.once("message", () => resolve(true));
    child.once("exit", () => resolve(false));
  });
}

function keepLogs(folder: string): void {
  const kept = join(root, "tests/artifacts", process.env.JOURNEYS_LANE ?? "", "logs");
  rmSync(kept, { recursive: true, force: true });
  cpSync(join(folder, "logs"), kept, { recursive: true });
  cpSync(join(folder, "start.log"), join(kept, "start.log"));
}
