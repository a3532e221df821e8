import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** Where a request's id stands among its headers. */
export const requestIdHeader = "x-contrafirma-request";

/**
 * From here on, in this process, each request has one id from its first byte, ours and nobody else's: the frame, the action and
 * the page that answer it read the same, and so does the log of an error that only Next sees.
 */
export function nameRequests(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[requestIdHeader] = randomUUID();
  });
}
