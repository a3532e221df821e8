import { newSecret, sessionHash } from "@/lib/auth/commands";
import type { Caller, PersonContext } from "@/lib/context";
import { database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { listOwnSessions } from "@/lib/own/queries";
import type { CloseSession, Mark } from "@/lib/own/schema";

/** Ends another session of the same person: at its next request it is told so. Their own is left by leaving. Refuses own.sessionOver. */
export async function closeSession(ctx: PersonContext, { sesion }: CloseSession): Promise<void> {
  const which = await close(ctx, BigInt(sesion));
  if (which.length === 0) throw new DomainError("own.sessionOver");
  await ctx.audit("session.closed", ctx.user.username, { which, by: ctx.session.id });
}

/** Ends every session of the person but this one; returns how many there were. */
export async function closeOtherSessions(ctx: PersonContext): Promise<number> {
  const which = await close(ctx, null);
  await ctx.audit("session.othersClosed", ctx.user.username, { which, by: ctx.session.id });
  return which.length;
}

/** What a person confirms who ends their other sessions: which are open as they press. */
export async function othersShown(ctx: PersonContext) {
  const sessions = await listOwnSessions(ctx);
  const open = sessions.filter(({ current }) => !current).map(({ id }) => id);
  return { subject: ctx.user.username, shown: { person: ctx.user.username, sessions: open } };
}

async function close({ tx }: PersonContext, only: bigint | null): Promise<string[]> {
  const closed = await tx.$queryRaw<{ id: bigint }[]>`SELECT id FROM own_sessions_close(${only}::bigint) AS id`;
  return closed.map(({ id }) => id.toString());
}

/** Keeps the image and phrase by which a person knows that a page or a mail is ours; the trail says that they changed, not to what. */
export async function keepMark({ tx, user, audit }: PersonContext, { imagen, frase }: Mark): Promise<void> {
  const mark = { image: Number(imagen), phrase: frase };
  await tx.personalMark.upsert({ where: { userId: user.id }, create: { userId: user.id, ...mark }, update: mark });
  await audit("mark.changed", user.username);
}

/** What a person confirms who changes them; the phrase itself is told to nobody else, so it stands in no statement. */
export async function markShown({ user }: PersonContext, { imagen }: Mark) {
  return { subject: user.username, shown: { person: user.username, image: Number(imagen) } };
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
