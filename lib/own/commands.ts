import { newSecret, sessionHash } from "@/lib/auth/commands";
import { runOwn } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { CloseSession, Mark } from "@/lib/own/schema";

/**
 * Ends another session of the same person: at its next request it is told so. Their own is left by leaving.
 * @throws NotSignedIn, DomainError own.sessionOver when it is over already, is no session of theirs, or is this one
 */
export async function closeSession(caller: Caller, { sesion }: CloseSession): Promise<void> {
  await endOthers(caller, BigInt(sesion));
}

/** Ends every session of the person but this one; returns how many there were. @throws NotSignedIn */
export async function closeOtherSessions(caller: Caller): Promise<number> {
  return endOthers(caller, null);
}

async function endOthers(caller: Caller, only: bigint | null): Promise<number> {
  return runOwn(caller, async ({ tx, user, session, audit }) => {
    const closed = await tx.$queryRaw<{ id: bigint }[]>`SELECT id FROM own_sessions_close(${only}::bigint) AS id`;
    if (only !== null && closed.length === 0) throw new DomainError("own.sessionOver");
    const which = closed.map(({ id }) => id.toString());
    await audit(only === null ? "session.othersClosed" : "session.closed", user.username, { which, by: session.id });
    return closed.length;
  });
}

/** Keeps the image and phrase by which a person knows that a page or a mail is ours; the trail says that they changed, not to what. */
export async function keepMark(caller: Caller, { imagen, frase }: Mark): Promise<void> {
  await runOwn(caller, async ({ tx, user, audit }) => {
    const mark = { image: Number(imagen), phrase: frase };
    await tx.personalMark.upsert({ where: { userId: user.id }, create: { userId: user.id, ...mark }, update: mark });
    await audit("mark.changed", user.username);
  });
}

/**
 * Puts the session that asks under a new secret, as after every proof of who it is: a copy of the old one is dead. Null when it is over.
 */
export async function renewSession(caller: Caller): Promise<string | null> {
  const secret = newSecret();
  const [row] = await database().$queryRaw<{ renewed: boolean }[]>`
    SELECT session_renew(${caller.token}, ${sessionHash(secret)}) AS renewed`;
  return row?.renewed ? secret : null;
}
