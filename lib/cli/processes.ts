import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Environment } from "@/lib/config";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

/** The folder of the product. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

const leash = pathToFileURL(join(root, "lib/cli/leash.mjs")).href;

export type NodeProgram = {
  /** Arguments of node: flags, script, its arguments. */
  args: string[];
  env: Environment;
  /** Path of the log that takes stdout and stderr; absent = ours. */
  log?: string;
};

/** Arguments that run a TypeScript command of lib/cli the way `npm run` does. */
export function typescript(file: string, ...args: string[]): string[] {
  return ["--conditions=react-server", "--import", "tsx", join(root, file), ...args];
}

/**
 * Starts a Node program in its own session (Ctrl-C on the terminal reaches only us, and we end the rest in order), tied
 * to us by the leash: it ends when we do, however we end.
 */
export function startNode({ args, env, log }: NodeProgram): ChildProcess {
  const output = log === undefined ? "inherit" : openSync(log, "a", 0o600);
  const child = spawn(process.execPath, ["--import", leash, ...args], {
    cwd: root,
    env: { ...env, LEASHED_BY: String(process.pid) } as unknown as NodeJS.ProcessEnv,
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
  });
  if (typeof output === "number") closeSync(output);
  return child;
}

/** Tells a process to end, and kills its whole session when it has not within `timeoutMs`. */
export async function endProcess(child: ChildProcess, timeoutMs: number): Promise<void> {
  if (hasEnded(child)) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => killSession(child), timeoutMs);
  await gone;
  clearTimeout(timer);
}

/** Kills a process together with everything it started. */
export function killSession(child: ChildProcess): void {
  if (child.pid === undefined || hasEnded(child)) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** Whether a child is no longer running, or never was. */
export function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** How a process ended, in few words: its signal or its code. */
export function ending(code: number | null, signal: string | null): string {
  return signal ?? sentence(cliMessages.exitCode, { code: code ?? "?" });
}

/**
 * Name that a running process keeps and no later one gets: its id and start time (id alone where neither /proc nor ps
 * tells the time); null when no such process runs.
 */
export function processMark(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return null;
  }
  return `${pid} ${startTime(pid)}`;
}

function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
  }
}
