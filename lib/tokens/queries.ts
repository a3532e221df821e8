import type { PersonContext, PersonKnown } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type SecretsKeys, unseal } from "@/lib/secrets";
import type { PasskeyInput } from "@/lib/tokens/schema";
import { findBegun, isFactorBlocked } from "@/lib/tokens/store";
import { enrolmentAddress } from "@/lib/tokens/totp";

export type OwnPasskey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null };
export type OwnToken = {
  held: { since: Date; lastUsedAt: Date | null } | null;
  /** An administrator blocked all that is held. */
  blocked: boolean;
  /** Their company asks them to enrol one, and they hold none. */
  asked: boolean;
  /** Of the recovery codes there were, how many may still be used; null where none were made. */
  codes: { left: number; made: number } | null;
  passkeys: OwnPasskey[];
};

/** The person's own token, recovery codes and passkeys, as their page shows them. */
export async function findOwnToken(ctx: PersonKnown): Promise<OwnToken> {
  const { tx, user } = ctx;
  const totp = await tx.totp.findFirst({
    where: { userId: user.id, confirmedAt: { not: null } },
    select: { confirmedAt: true, lastUsedAt: true },
  });
  const made = await tx.recoveryCode.count({ where: { userId: user.id } });
  const left = await tx.recoveryCode.count({ where: { userId: user.id, usedAt: null } });
  const passkeys = await tx.passkey.findMany({
    where: { userId: user.id },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
    orderBy: { id: "asc" },
  });
  return {
    held: totp?.confirmedAt ? { since: totp.confirmedAt, lastUsedAt: totp.lastUsedAt } : null,
    blocked: await isFactorBlocked(ctx),
    asked: await isTokenAsked(ctx),
    codes: made > 0 ? { left, made } : null,
    passkeys: passkeys.map(({ id, ...rest }) => ({ id: id.toString(), ...rest })),
  };
}

/** Whether a company of theirs asked this person to enrol a token, and they hold no second factor yet. */
export async function isTokenAsked({ tx, user }: PersonKnown): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM app_user u WHERE u.id = ${user.id} AND u.token_asked_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM totp t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM passkey p WHERE p.user_id = u.id)`;
  return rows.length > 0;
}

/** Which second factors the person holds. */
export async function findFactorKinds({ tx, user }: PersonKnown): Promise<{ token: boolean; passkeys: number }> {
  return {
    token: (await tx.totp.count({ where: { userId: user.id, confirmedAt: { not: null } } })) > 0,
    passkeys: await tx.passkey.count({ where: { userId: user.id } }),
  };
}

/** The secret that this session is enrolling and what an authenticator reads from its picture; null when none waits for its first code. */
export async function findEnrolment(
  ctx: PersonContext,
  secretsKeys: SecretsKeys,
): Promise<{ secret: string; address: string } | null> {
  const begun = await findBegun(ctx);
  if (!begun) return null;
  const secret = unseal(secretsKeys, begun, { purpose: "totp", owner: ctx.user.id });
  return { secret, address: enrolmentAddress(secret, ctx.user.username) };
}

/**
 * What a person sees and confirms of their second factor as a whole: who they are and what they hold. Nothing in it changes by being
 * used.
 */
export async function factorShown({ tx, user }: PersonKnown) {
  const totp = await tx.totp.findFirst({
    where: { userId: user.id, confirmedAt: { not: null } },
    select: { confirmedAt: true },
  });
  const passkeys = await tx.passkey.findMany({
    where: { userId: user.id },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
  });
  const shown = {
    person: user.username,
    tokenSince: totp?.confirmedAt?.toISOString() ?? null,
    passkeys: passkeys.map(({ id, name }) => ({ id: id.toString(), name })),
  };
  return { subject: user.username, shown };
}

/** What a person sees and confirms of one passkey. @throws DomainError token.passkeyGone */
export async function passkeyShown({ tx, user }: PersonKnown, { id }: PasskeyInput) {
  const passkey = await tx.passkey.findFirst({
    where: { id: BigInt(id), userId: user.id },
    select: { name: true, createdAt: true },
  });
  if (!passkey) throw new DomainError("token.passkeyGone");
  const shown = { person: user.username, passkey: id, name: passkey.name, addedAt: passkey.createdAt.toISOString() };
  return { subject: `${user.username} ${id}`, shown };
}
