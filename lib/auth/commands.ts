import { createHash, randomBytes } from "node:crypto";
import { assert } from "@/lib/assert";
import { passwordMatches } from "@/lib/auth/passwords";
import type { Preferences } from "@/lib/auth/rules";
import { normalUsername, type PreferencesInput } from "@/lib/auth/schema";
import { alreadyRecorded, readOwn } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { database } from "@/lib/db";
import { DomainError, NotSignedIn } from "@/lib/errors";

/** SHA-256 of a session's secret: what the database keeps. */
export const sessionHash = (secret: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(secret).digest());

/**
 * Opens a session and returns its secret for the cookie.
 * @throws DomainError access.credentials, one and the same for unknown, wrong and inactive
 */
export async function signIn(
  caller: Caller,
  typed: { usuario: string; clave: string },
  device: string,
): Promise<string> {
  const username = normalUsername(typed.usuario);
  const [found] = await database().$queryRaw<{ user_id: number; password_hash: string }[]>`
    SELECT user_id, password_hash FROM login_find(${username})`;
  if (!(await passwordMatches(found?.password_hash ?? null, typed.clave, "login")) || !found) {
    await recordRefusedLogin(caller, username);
    throw alreadyRecorded(new DomainError("access.credentials"));
  }
  const secret = randomBytes(32).toString("base64url");
  await database().$executeRaw`
    SELECT session_open(${found.user_id}, ${sessionHash(secret)}, ${caller.address}, ${device.slice(0, 200)}, ${caller.requestId})`;
  return secret;
}

/** Ends the session behind the cookie; a cookie kept aside is dead at the next request. */
export async function signOut(caller: Caller): Promise<void> {
  if (caller.token)
    await database().$executeRaw`SELECT session_close(${caller.token}, ${caller.address}, ${caller.requestId})`;
}

/** Verifies the clave of the person behind the session, typed again. @throws NotSignedIn, DomainError confirm.wrongPassword */
export async function confirmPassword(caller: Caller, password: string): Promise<void> {
  const stored = await database().$transaction(async (tx) => {
    const [who] = await tx.$queryRaw<
      { entered: object | null }[]
    >`SELECT enter(${caller.token}, NULL, NULL) AS entered`;
    if (!who?.entered) throw new NotSignedIn();
    const [row] = await tx.$queryRaw<{ hash: string | null }[]>`SELECT own_password_hash() AS hash`;
    return row?.hash ?? null;
  });
  if (!(await passwordMatches(stored, password, "signedIn")))
    throw new DomainError("confirm.wrongPassword", {}, "clave");
}

/** A person came back: the idle limit starts anew. Background calls do not come here. */
export async function touchSession(caller: Caller): Promise<void> {
  if (caller.token) await database().$executeRaw`SELECT session_touch(${caller.token})`;
}

/**
 * Keeps in which language and on which paper the person behind the session reads; returns both as they are now. Leaves no trail:
 * nothing of the business changes. @throws NotSignedIn
 */
export async function keepPreferences(caller: Caller, { idioma, tema }: PreferencesInput): Promise<Preferences> {
  return readOwn(caller, async ({ tx }) => {
    const [kept] = await tx.$queryRaw<Preferences[]>`
      SELECT language, theme FROM own_preferences(${idioma ?? null}, ${tema ?? null})`;
    assert(kept, "who is signed in has a row");
    return kept;
  });
}

async function recordRefusedLogin(caller: Caller, username: string): Promise<void> {
  await database().$executeRaw`
    SELECT audit_refusal(NULL, ${username.slice(0, 60)}, 'session.opened', 'access.credentials', ${caller.address}, ${caller.requestId}, '{}'::jsonb)`;
}
