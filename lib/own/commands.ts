import { runOwn } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { CloseSession } from "@/lib/own/schema";

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
