import { createHmac, timingSafeEqual } from "node:crypto";

export const SIGNED_AT = "x-signed-at";
export const SIGNATURE = "x-signature";

/** How far apart the two clocks may stand. */
const SKEW_MAX_MS = 5 * 60_000;

export type SignedRequest = { method: string; path: string; signedAt: string; body: Uint8Array | string };
export type SignedResponse = { requestSignature: string; status: number; signedAt: string; body: Uint8Array | string };

/** HMAC-SHA256, in hex, of what is asked: method, path with its query, time (ms since 1970) and body. */
export function signRequest(secret: string, { method, path, signedAt, body }: SignedRequest): string {
  return hmac(secret, `v1\nrequest\n${method}\n${path}\n${signedAt}\n`, body);
}

/** HMAC-SHA256, in hex, of an answer, bound to the one request it answers: it cannot be played again to another. */
export function signResponse(secret: string, { requestSignature, status, signedAt, body }: SignedResponse): string {
  return hmac(secret, `v1\nresponse\n${requestSignature}\n${status}\n${signedAt}\n`, body);
}

/** Whether a signature is the expected one (compared in constant time) and its time within five minutes of `nowMs`. */
export function signatureHolds(expected: string, given: string, signedAt: string, nowMs: number): boolean {
  const [wanted, got] = [Buffer.from(expected), Buffer.from(given)];
  if (wanted.length !== got.length || !timingSafeEqual(wanted, got)) return false;
  return /^[0-9]{1,15}$/.test(signedAt) && Math.abs(nowMs - Number(signedAt)) <= SKEW_MAX_MS;
}

function hmac(secret: string, head: string, body: Uint8Array | string): string {
  return createHmac("sha256", secret).update(head).update(body).digest("hex");
}
