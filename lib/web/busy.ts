import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { requestIdHeader } from "@/lib/web/request-id";

// Next bundles a module more than once; its requests are the process's all the same.
const holder = globalThis as { contrafirmaBusy?: Set<string> };
holder.contrafirmaBusy ??= new Set();
const busy = holder.contrafirmaBusy;

/** The page of this request could not be made for want of a connection. */
export const answerBusy = (requestId: string): void => {
  busy.add(requestId);
};

/**
 * From here on, in this process, a page that came at a busy time answers 503 with Retry-After, where Next knows only 500; a page that
 * was on its way already, and what our script fetches, keep Next's status.
 */
export function tellBusyPages(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const write = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
    const idOf = () => String(request.headers[requestIdHeader] ?? "");
    response.once("close", () => busy.delete(idOf()));
    response.writeHead = ((status: number, ...rest: unknown[]) => {
      if (status !== 500 || request.headers.rsc !== undefined || !busy.has(idOf())) return write(status, ...rest);
      response.statusCode = 503;
      response.setHeader("Retry-After", "5");
      return write(503, ...rest);
    }) as typeof response.writeHead;
  });
}
