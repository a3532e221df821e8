import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { isSecret, secretHash } from "@/lib/auth/commands";
import type { Channel } from "@/lib/catalog";
import { type Environment, webConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { requestUnderWay } from "@/lib/under-way";
import { requestIdHeader } from "@/lib/web/request-id";

export const sessionCookie = "__Host-contrafirma";

let config: ReturnType<typeof webConfig> | null = null;

/** The portal's configuration, read once. */
export function settings() {
  config ??= webConfig(process.env as Environment);
  return config;
}

type Place = { company?: string | null; product?: string | null };

/** Who and where a request comes from; nothing of it is believed until the transaction has entered with it. */
export async function callerOf(place: Place = {}): Promise<Caller> {
  return callerBy((await cookies()).get(sessionCookie)?.value, "WEB", place);
}

/** The same at the App's API: by the bearer of its Authorization header and nothing else. */
export async function appCallerOf(place: Place = {}): Promise<Caller> {
  const said = (await headers()).get("authorization") ?? "";
  return callerBy(/^Bearer ([\w-]+)$/i.exec(said)?.[1], "APP", place);
}

async function callerBy(
  secret: string | undefined,
  channel: Channel,
  { company = null, product = null }: Place,
): Promise<Caller> {
  return {
    token: secret && isSecret(secret) ? secretHash(secret, channel) : null,
    company: codeOf(company),
    product: codeOf(product),
    address: addressOf(await headers()),
    requestId: await requestId(),
  };
}

/** The request's id: one for its log lines, its trail entries and the reference that a person is shown. */
export async function requestId(): Promise<string> {
  return requestUnderWay() ?? (await headers()).get(requestIdHeader) ?? randomUUID();
}

/** A company's or product's code as it may stand in an address or form; anything else is nobody's. */
const codeOf = (text: string | null): string | null =>
  text !== null && /^[A-Z][A-Z0-9]{0,11}$/.test(text) ? text : null;

/**
 * A change of state comes from this portal's own pages: Origin must be present and ours, and a browser that says where
 * the request comes from must say the same. OWASP ASVS 3.5.
 * @throws DomainError access.foreignOrigin
 */
export function requireOwnOrigin(from: Headers): void {
  const site = from.get("sec-fetch-site");
  if (from.get("origin") !== settings().publicOrigin || (site !== null && site !== "same-origin")) {
    throw new DomainError("access.foreignOrigin");
  }
}

/** The last one counts: what believeOnly left there is the connection's own address, or what a trusted proxy wrote. */
const addressOf = (from: Headers): string => from.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";

/** What whoever comes says their program is; proves nothing. */
export const userAgent = async (): Promise<string> => (await headers()).get("user-agent") ?? "";
