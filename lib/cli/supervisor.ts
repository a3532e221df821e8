import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { Fault, Refusal } from "@/lib/cli/fault";
import { ending, endProcess, hasEnded } from "@/lib/cli/processes";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

export type Service = {
  name: string;
  log: string;
  launch: () => Promise<ChildProcess>;
  /** Whether the product can go on without it while it is started again. */
  restarts: boolean;
};

const restartsMax = 5;
const calmMs = 10_000;
const endTimeoutMs = 4000;

/**
 * Keeps services running: tells when one ends unexpectedly, starts it again with a growing pause, and gives up (`onGiveUp`)
 * after five restarts each within ten seconds of the last, or at once for a service that does not restart.
 */
export function supervise(onGiveUp: (reason: Error) => void) {
  const running = new Map<string, ChildProcess>();
  const order: string[] = [];
  const stopping = new AbortController();

  async function start(service: Service): Promise<void> {
    order.push(service.name);
    await launch(service, 0);
  }

  async function launch(service: Service, attempt: number): Promise<void> {
    if (stopping.signal.aborted) return;
    const startedAt = Date.now();
    const child = await service.launch();
    running.set(service.name, child);
    const onExit = (code: number | null, signal: string | null) => {
      if (stopping.signal.aborted) return;
      const how = ending(code, signal);
      console.error(sentence(cliMessages.start.died, { name: service.name, how, log: service.log }));
      void relaunch(service, Date.now() - startedAt > calmMs ? 1 : attempt + 1, how);
    };
    if (hasEnded(child)) onExit(child.exitCode, child.signalCode);
    else child.once("exit", onExit);
    if (stopping.signal.aborted) await endProcess(child, endTimeoutMs);
  }

  async function relaunch(service: Service, attempt: number, how: string): Promise<void> {
    const { name, log } = service;
    if (!service.restarts) return onGiveUp(new Fault("childFailed", { name, how, log }));
    if (attempt > restartsMax)
      return onGiveUp(new Refusal(sentence(cliMessages.start.gaveUp, { name, max: restartsMax })));
    console.error(sentence(cliMessages.start.restarting, { name, attempt, max: restartsMax }));
    await wait(500 * attempt, undefined, { signal: stopping.signal }).catch(() => undefined);
    await launch(service, attempt).catch(() => relaunch(service, attempt + 1, how));
  }

  /** Ends everything that was started: all but the first together, then the first (the database), cleanly. */
  async function stop(): Promise<void> {
    stopping.abort();
    const [first, ...others] = order;
    await Promise.all(others.map((name) => end(name, endTimeoutMs)));
    if (first !== undefined) await end(first, endTimeoutMs + 1000);
  }

  async function end(name: string, timeoutMs: number): Promise<void> {
    const child = running.get(name);
    if (child) await endProcess(child, timeoutMs);
  }

  return { start, stop, stopping: stopping.signal };
}
