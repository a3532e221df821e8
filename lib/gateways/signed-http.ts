import { SIGNATURE, SIGNED_AT, signatureHolds, signRequest, signResponse } from "@/lib/gateways/signature";
import type { Hear } from "@/lib/gateways/wire";

export type SignedHttpOptions = {
  /** Where the other side listens, with or without a path of its own. */
  url: string;
  secret: string;
  /** For the whole exchange, the body included. */
  timeoutMs?: number;
  bytesMax?: number;
};

export type Ask = {
  method: "GET" | "POST" | "DELETE";
  path: string;
  body?: unknown;
  /** Told what came back, believed or not. */
  hear?: Hear;
};
export type Silence = "timeout" | "network" | "status" | "notJson" | "signature" | "redirect" | "tooLarge";
export type SignedOutcome = { kind: "answer"; status: number; body: unknown } | { kind: "unknown"; why: Silence };
export type SignedHttp = (ask: Ask) => Promise<SignedOutcome>;

/** What the protocols can answer with; any other status says nothing about what was done. */
const STATUSES = [200, 404, 409];

/**
 * JSON over HTTP, signed both ways (HMAC-SHA256, ±5 minutes). Never throws and never follows a redirect: an answer is
 * signed JSON with status 200, 404 or 409 inside the limits of time and size; everything else is `unknown`.
 */
export function makeSignedHttp(options: SignedHttpOptions): SignedHttp {
  const { url, secret, timeoutMs = 10_000, bytesMax = 8 * 1024 * 1024 } = options;
  const base = url.replace(/\/+$/, "");
  return async ({ method, path, body, hear }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const target = new URL(base + path);
      const text = body === undefined ? "" : JSON.stringify(body);
      const signedAt = String(Date.now());
      const requestSignature = signRequest(secret, {
        method,
        path: target.pathname + target.search,
        signedAt,
        body: text,
      });
      const response = await fetch(target, {
        method,
        redirect: "manual",
        signal,
        headers: {
          accept: "application/json",
          [SIGNED_AT]: signedAt,
          [SIGNATURE]: requestSignature,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: text }),
      });
      return await readAnswer(response, { secret, requestSignature, bytesMax, hear });
    } catch {
      return { kind: "unknown", why: signal.aborted ? "timeout" : "network" };
    }
  };
}

type Expected = { secret: string; requestSignature: string; bytesMax: number; hear: Hear | undefined };
const heardMax = 2_000;

async function readAnswer(
  response: Response,
  { secret, requestSignature, bytesMax, hear }: Expected,
): Promise<SignedOutcome> {
  const { status } = response;
  const refuse = async (why: Silence): Promise<SignedOutcome> => {
    if (hear && !response.bodyUsed) hear({ status, body: textOf(await beginning(response)) });
    // The rest of the body is of no use: closing it frees the connection, and failing to close it changes nothing.
    if (!response.bodyUsed && !response.body?.locked) response.body?.cancel().catch(() => undefined);
    return { kind: "unknown", why };
  };
  if (status >= 300 && status < 400) return refuse("redirect");
  if (!STATUSES.includes(status)) return refuse("status");
  if (!/^application\/json\s*(;|$)/i.test(response.headers.get("content-type") ?? "")) return refuse("notJson");
  const body = await readCapped(response, bytesMax);
  hear?.({ status, body: textOf(body ?? Buffer.alloc(0)) });
  if (body === null) return refuse("tooLarge");
  const signedAt = response.headers.get(SIGNED_AT) ?? "";
  const expected = signResponse(secret, { requestSignature, status, signedAt, body });
  const given = response.headers.get(SIGNATURE) ?? "";
  if (!signatureHolds(expected, given, signedAt, Date.now())) return refuse("signature");
  const parsed = parseJson(body);
  return parsed ? { kind: "answer", status, body: parsed.value } : refuse("notJson");
}

/** As a person reads it; PostgreSQL holds no NUL. */
const textOf = (bytes: Buffer): string => bytes.toString("utf8").replaceAll("\0", "\ufffd").slice(0, heardMax);

/** The first bytes of a body that is of no other use; fewer when no more come. */
async function beginning(response: Response): Promise<Buffer> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    while (reader && bytes < heardMax) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      chunks.push(value);
    }
  } catch {
    // What came before it broke off is what was heard.
  }
  reader?.cancel().catch(() => undefined);
  return Buffer.concat(chunks);
}

async function readCapped(response: Response, bytesMax: number): Promise<Buffer | null> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > bytesMax) {
      reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): { value: unknown } | null {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) };
  } catch {
    return null;
  }
}
