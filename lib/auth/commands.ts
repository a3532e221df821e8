import { createHash, randomBytes } from "node:crypto";
import { assert } from "@/lib/assert";
import { type AttemptKeys, countedBy, giveBack, guarded, keysOf, takeTry } from "@/lib/auth/attempts";
import { passwordMatches, passwordsMatch, requireTurn } from "@/lib/auth/passwords";
import type { Preferences, Stage } from "@/lib/auth/rules";
import { normalUsername, type PreferencesInput } from "@/lib/auth/schema";
import type { Channel } from "@/lib/catalog";
import { alreadyRecorded, readOwn } from "@/lib/command";
import type { Caller, Person, StageContext } from "@/lib/context";
import { database } from "@/lib/db";
import { DomainError, NotSignedIn } from "@/lib/errors";

/** SHA-256 of a session's or a device's secret: what the database keeps. */
export const sessionHash = (secret: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(secret).digest());

/**
 * The hash of a session's secret as it is kept: a bearer's of the App in a domain of its own, so that it is nobody's in a cookie, and a
 * cookie's nobody's as a bearer. Doors take secrets of their one shape only (`isSecret`): none is another's with its domain before it.
 */
export const secretHash = (secret: string, channel: Channel): Uint8Array<ArrayBuffer> =>
  sessionHash(channel === "APP" ? `contrafirma:app:${secret}` : secret);

/** Whether a text has the shape of the secrets that `newSecret` makes. */
export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** A session as it was just opened, or has just gone on: its secret for the cookie, how far it is, how its person is spoken to. */
export type Opened = { secret: string; stage: Stage } & Preferences;
type Found = {
  user_id: number;
  password_hash: string | null;
  temporary_id: bigint | null;
  temporary_hash: string | null;
  /** The number of the device they are known by. */
  known: bigint | null;
  companies: string[];
};

/**
 * Opens a session by a person's own clave or by one lent to them. Own claves are tried so many times and then not at all for a while,
 * lent ones always: whoever is kept out by strangers still comes in by a device they are known by (`known`: the hash of its secret),
 * or by recovery. Every refusal verifies as much as a success. The App opens none for whoever has more before them than their token:
 * the stage says which.
 * @throws DomainError access.credentials, one and the same for unknown, wrong, inactive and paused; access.busy, which costs no try
 */
export async function signIn(
  caller: Caller,
  typed: { usuario: string; clave: string },
  device: string,
  known: Uint8Array<ArrayBuffer> | null = null,
  channel: Channel = "WEB",
): Promise<Opened> {
  requireTurn("login");
  const username = normalUsername(typed.usuario);
  const [found] = await database().$queryRaw<Found[]>`
    SELECT user_id, password_hash, temporary_id, temporary_hash, known, companies FROM login_find(${username}, ${known})`;
  const keys: AttemptKeys =
    found && found.known !== null
      ? { device: `${username} ${found.known}` }
      : { person: username, address: caller.address, companies: found?.companies };
  const { taken } = await takeTry("login", keys);
  const stored = [taken ? (found?.password_hash ?? null) : null, found?.temporary_hash ?? null];
  const enter = async () => {
    const [own = false, lent = false] = await passwordsMatch(stored, typed.clave, "login");
    if (!found || !(own || lent)) return null;
    const temporary = own ? null : found.temporary_id;
    return openSession(caller, found, device, { temporary, tries: taken ? keys : {}, own, channel });
  };
  const opened = await enter().catch(async (error: unknown) => {
    if (taken) await giveBack("login", keys, "unverified");
    throw error;
  });
  if (!opened) {
    await database().$executeRaw`SELECT login_refused(${username}, ${caller.address}, ${caller.requestId})`;
    throw alreadyRecorded(new DomainError("access.credentials"));
  }
  return opened;
}

/** Opens it by the person's own clave or by one lent to them, and gives the tries that it took back, in one transaction. */
async function openSession(
  caller: Caller,
  { user_id, password_hash }: Found,
  device: string,
  by: { temporary: bigint | null; tries: AttemptKeys; own: boolean; channel: Channel },
): Promise<Opened | null> {
  const secret = newSecret();
  const token = secretHash(secret, by.channel);
  const { scopes, hashes } = countedBy(by.tries);
  const [row] = await database().$queryRaw<{ opened: Omit<Opened, "secret"> | null }[]>`
    WITH one AS MATERIALIZED (
      SELECT session_open(${user_id}, ${token}, ${caller.address}, ${device.slice(0, 200)}, ${by.channel}::channel, ${caller.requestId}, ${by.temporary}, ${password_hash}) AS opened)
    SELECT opened, CASE WHEN opened IS NOT NULL THEN attempt_give_back('login', ${scopes}, ${hashes}, ${by.own})::text END FROM one`;
  return row?.opened ? { secret, ...row.opened } : null;
}

/**
 * Goes on to the next stage, in the transaction in which this one was done, under a new secret: the old one is dead.
 * @throws NotSignedIn when the session is in that stage no more
 */
export async function passStage(ctx: StageContext, caller: Caller, channel: Channel = "WEB"): Promise<Opened> {
  const secret = newSecret();
  const token = secretHash(secret, channel);
  const [row] = await ctx.tx.$queryRaw<{ passed: Omit<Opened, "secret"> | null }[]>`
    SELECT stage_pass(${caller.token}, ${ctx.stage}::session_stage, ${token}, ${caller.address}, ${caller.requestId}) AS passed`;
  if (!row?.passed) throw new NotSignedIn();
  return { secret, ...row.passed };
}

/** 256 random bits, for a cookie or a bearer. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Ends the session behind the cookie; a cookie kept aside is dead at the next request. */
export async function signOut(caller: Caller): Promise<void> {
  if (caller.token)
    await database().$executeRaw`SELECT session_close(${caller.token}, ${caller.address}, ${caller.requestId})`;
}

/**
 * Verifies the clave of the person behind the session, typed again.
 * @throws NotSignedIn, DomainError confirm.wrongPassword and those of `guarded`
 */
export async function confirmPassword(caller: Caller, password: string): Promise<void> {
  const { stored, username, company } = await database().$transaction(async (tx) => {
    const [who] = await tx.$queryRaw<{ entered: { user: Person; company: { code: string } | null } | null }[]>`
      SELECT enter(${caller.token}, ${caller.company}, NULL) AS entered`;
    if (!who?.entered) throw new NotSignedIn();
    const [row] = await tx.$queryRaw<{ hash: string | null }[]>`SELECT own_password_hash() AS hash`;
    const { user, company } = who.entered;
    return { stored: row?.hash ?? null, username: user.username, company: company?.code };
  });
  await guarded(caller, "password", keysOf(caller, username, company), () =>
    passwordMatches(stored, password, "signedIn"),
  );
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
