import "server-only";
import { cookies } from "next/headers";
import { sessionHash } from "@/lib/auth/commands";
import { readOwn } from "@/lib/command";
import type { PersonContext } from "@/lib/context";
import { cameAtBusyTime } from "@/lib/db";
import { DomainError, NotSignedIn } from "@/lib/errors";
import { keepOnDevice } from "@/lib/web/preferences";
import { withReference } from "@/lib/web/refusal";
import { callerOf, sessionCookie } from "@/lib/web/request";

/** The cookie carries a random id only; it ends with the browser, the session behind it earlier (security.md 17-20). */
const attributes = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;

/** Hands a new session's secret to the browser, which from now on is spoken to as its person likes. */
export async function keepSession(secret: string): Promise<void> {
  (await cookies()).set(sessionCookie, secret, attributes);
  const caller = { ...(await callerOf()), token: sessionHash(secret) };
  await keepOnDevice(await readOwn(caller, async ({ user }) => user));
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
