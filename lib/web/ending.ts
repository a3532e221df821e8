import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { log } from "@/lib/log";

type Ending = { told: boolean; server: Server | null; open: Set<ServerResponse> };

// Next bundles a module more than once; the process ends once all the same.
const holder = globalThis as { contrafirmaEnding?: Ending; contrafirmaEndless?: Set<() => void> };
holder.contrafirmaEndless ??= new Set();
const endless = holder.contrafirmaEndless;

const handlersMs = 500;

/** Whether this process was told to end: it finishes what it has and takes nothing new. */
export const isEnding = (): boolean => holder.contrafirmaEnding?.told === true;

/** An answer that would go on by itself has this run at once when the process is told to end; returns what takes it back. */
export function whenToldToEnd(run: () => void): () => void {
  endless.add(run);
  return () => endless.delete(run);
}

/**
 * From here on SIGTERM or SIGINT ends this process in order: readiness says no; after `drainMs`, in which a balancer may notice,
 * no connection is taken any more; requests under way end as they would, each answer closing its connection; after
 * `withinMs` what is left is cut off. Then `close`, then exit code 0. Next's own handling waits for ever and is off
 * (NEXT_MANUAL_SIG_HANDLE, lib/cli/web.ts).
 */
export function endWhenTold({ drainMs, withinMs, close }: Limits): void {
  if (holder.contrafirmaEnding) return;
  const ending: Ending = { told: false, server: null, open: new Set() };
  holder.contrafirmaEnding = ending;
  subscribe("http.server.request.start", (message) => {
    const { response, server } = message as { request: IncomingMessage; response: ServerResponse; server: Server };
    ending.server = server;
    ending.open.add(response);
    if (ending.told) response.shouldKeepAlive = false;
    response.once("close", () => {
      ending.open.delete(response);
      // An answer whose headers had left before the word came keeps its connection: idle now, it goes.
      if (ending.told) setImmediate(() => ending.server?.closeIdleConnections());
    });
  });
  const told = () => {
    if (ending.told) return;
    ending.told = true;
    void end(ending, { drainMs, withinMs, close });
  };
  process.on("SIGTERM", told);
  process.on("SIGINT", told);
}

type Limits = { drainMs: number; withinMs: number; close: () => Promise<void> };

async function end(ending: Ending, { drainMs, withinMs, close }: Limits): Promise<void> {
  log.info({ open: ending.open.size }, "told to end");
  for (const run of [...endless]) run();
  for (const response of ending.open) if (!response.headersSent) response.shouldKeepAlive = false;
  await wait(drainMs);
  const { server } = ending;
  if (server) {
    const ended = new Promise<boolean>((resolve) => server.close(() => resolve(true)));
    if (!(await Promise.race([ended, wait(withinMs, false)]))) {
      log.warn({ open: ending.open.size }, "requests were cut off");
      server.closeAllConnections();
      await wait(handlersMs);
    }
  }
  await Promise.race([close().catch(() => undefined), wait(handlersMs)]);
  process.exit(0);
}
