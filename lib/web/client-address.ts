import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** An address as it is configured and kept: an IPv4 that came in through an IPv6 socket is that IPv4. */
const bare = (address: string | undefined): string => (address ?? "unknown").replace(/^::ffff:(?=\d+\.)/i, "");

/**
 * From here on, in this process, X-Forwarded-For holds what one of these proxies wrote or else the connection's own
 * address: Next shows pages and actions headers but no socket, so it is set before Next sees the request.
 */
export function believeOnly(trustedProxies: readonly string[]): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const address = bare(request.socket.remoteAddress);
    if (!trustedProxies.includes(address)) request.headers["x-forwarded-for"] = address;
  });
}
