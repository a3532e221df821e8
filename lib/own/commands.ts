import { readOwn } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { CloseSession } from "@/lib/own/schema";

/**
 * Ends another session of the same person: at its next request it is told so. Their own is left by leaving.
 * @throws NotSignedIn, DomainError own.sessionOver when it is over already, is no session of theirs, or is this one
 */
export async function closeSession(caller: Caller, { sesion }: CloseSession): Promise<void> {
  const closed = await endOthers(caller, BigInt(sesion));
  if (closed === 0) throw new DomainError("own.sessionOver");
}

/** Ends every session of the person but this one; returns how many there were. @throws NotSignedIn */
export async function closeOtherSessions(caller: Caller): Promise<number> {
  return endOthers(caller, null);
}

async function endOthers(caller: Caller, only: bigint | null): Promise<number> {
  return readOwn(caller, async ({ tx }) => {
    const [row] = await tx.$queryRaw<{ closed: number }[]>`
      SELECT own_sessions_close(${only}::bigint, 'CLOSED', ${caller.address}, ${caller.requestId}) AS closed`;
    return row?.closed ?? 0;
  });
}
