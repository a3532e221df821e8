import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { paths } from "@/lib/web/paths";

/**
 * A plain form (no script) of an earlier build posts to an action that this one does not know: Next answers 409 with a line of
 * English, and here, in this process, the page that says what happened. Our script's own requests keep Next's answer.
 */
export function leadOldForms(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (request.method !== "POST" || request.headers["next-action"] !== undefined) return;
    const write = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
    response.writeHead = ((status: number, ...rest: unknown[]) => {
      if (status !== 409 || response.getHeader("x-nextjs-action-not-found") !== "1") return write(status, ...rest);
      response.statusCode = 303;
      response.setHeader("Location", paths.updated(new URL(request.url ?? "/", "http://own").pathname));
      return write(303, ...rest);
    }) as typeof response.writeHead;
  });
}
