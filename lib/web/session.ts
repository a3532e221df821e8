import "server-only";
import { cookies } from "next/headers";
import { newSecret, type Opened, sessionHash } from "@/lib/auth/commands";
import { type DeviceMark, findDeviceMark, knowDevice } from "@/lib/auth/devices";
import type { AskedStage, SessionEnd } from "@/lib/auth/rules";
import { whySessionEnded } from "@/lib/auth/standing";
import { readOwn, stageOf } from "@/lib/command";
import type { PersonContext } from "@/lib/context";
import { cameAtBusyTime } from "@/lib/db";
import { DomainError, NotSignedIn } from "@/lib/errors";
import { ownPath } from "@/lib/web/own-path";
import { paths } from "@/lib/web/paths";
import { keepOnDevice } from "@/lib/web/preferences";
import { withReference } from "@/lib/web/refusal";
import { callerOf, sessionCookie } from "@/lib/web/request";

/** The cookie carries a random id only; it ends with the browser, the session behind it earlier (security.md 17-20). */
const attributes = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;

const deviceCookie = "__Host-contrafirma-equipo";
const yearSeconds = 365 * 24 * 3600;

/**
 * Hands a session's new secret to the browser, which from now on is spoken to as its person likes; all the way in, its person is known
 * by the device, under a new secret each time.
 */
export async function keepSession({ secret, stage, ...chosen }: Opened): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookie, secret, attributes);
  await keepOnDevice(chosen);
  if (stage !== "DONE") return;
  const device = newSecret();
  await knowDevice(secret, await deviceKnown(), sessionHash(device));
  jar.set(deviceCookie, device, { ...attributes, maxAge: yearSeconds });
}

/** The hash of the secret that this device may be known by; null when it brings none. */
export async function deviceKnown(): Promise<Uint8Array<ArrayBuffer> | null> {
  const secret = (await cookies()).get(deviceCookie)?.value;
  return secret ? sessionHash(secret) : null;
}

/** Who is known by this device, and by which image and phrase they know us. */
export async function deviceMark(): Promise<DeviceMark | null> {
  const device = await deviceKnown();
  return device && findDeviceMark(device);
}

/** Headers of the answer that ends a session: its cookie, and what the browser kept of its pages (decisions.md, Time). */
export const forgetSession = {
  "Set-Cookie": `${sessionCookie}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`,
  "Clear-Site-Data": '"cache", "storage"',
} as const;

/** What the frame of the portal says of whoever is signed in; null when nobody is. Protects nothing: each page is a door. */
export async function readIfSignedIn<Result>(work: (ctx: PersonContext) => Promise<Result>): Promise<Result | null> {
  const caller = await callerOf();
  try {
    return await readOwn(caller, work);
  } catch (error) {
    if (error instanceof NotSignedIn) return null;
    throw withReference(cameAtBusyTime(error) ? new DomainError("access.busy") : error, caller.requestId);
  }
}

/** Why the session that the browser still carries is over; null when it carries none, or a live one. */
export async function whyOver(): Promise<SessionEnd | null> {
  return whySessionEnded(await callerOf());
}

/** In which stage whoever asks is on their way in; null when they are in, or nobody. */
export async function stageAsked(): Promise<AskedStage | null> {
  return stageOf(await callerOf());
}

/** Where somebody goes whose session is this far: its stage, else the page of ours they wanted, else the Bandeja. */
export function afterEntry({ stage }: Pick<Opened, "stage">, wanted: string | undefined): string {
  const back = ownPath(wanted);
  return stage === "DONE" ? (back ?? paths.home) : paths.stage(stage, back ?? undefined);
}
