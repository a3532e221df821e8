import { connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Fault } from "@/lib/cli/fault";

/** Whether a port of this machine is free on the address. */
export function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * Makes sure that a port is free before anything is started on it; waits up to `graceMs` for the processes of a killed
 * run to let go of it.
 * @throws Fault portTaken, naming the port and the variable that changes it
 */
export async function claimPort(port: number, variable: string, graceMs = 0): Promise<void> {
  const until = Date.now() + graceMs;
  while (!(await isFree(port))) {
    if (Date.now() >= until) throw new Fault("portTaken", { port, variable });
    await wait(200);
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** Whether something accepts connections on the port. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 1000 });
    const settle = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
    socket.once("timeout", () => settle(false));
  });
}

/** Asks until the answer is yes, `timeoutMs` at the most; tells whether it was. `stop` ends the asking early. */
export async function until(ask: () => Promise<boolean>, timeoutMs: number, stop?: AbortSignal): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    if (await ask()) return true;
    if (stop?.aborted || Date.now() >= end) return false;
    await wait(100);
  }
}
