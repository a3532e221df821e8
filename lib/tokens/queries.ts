import type { PersonContext } from "@/lib/context";
import { type SecretsKeys, unseal } from "@/lib/secrets";
import { findBegun } from "@/lib/tokens/store";
import { enrolmentAddress } from "@/lib/tokens/totp";

export type OwnPasskey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null };
export type OwnToken = {
  held: { since: Date; lastUsedAt: Date | null; blockedAt: Date | null } | null;
  /** Of the recovery codes there were, how many may still be used; null where none were made. */
  codes: { left: number; made: number } | null;
  passkeys: OwnPasskey[];
};

/** The person's own token, recovery codes and passkeys, as their page shows them. */
export async function findOwnToken(ctx: PersonContext): Promise<OwnToken> {
  const { tx, user } = ctx;
  const totp = await tx.totp.findFirst({
    where: { userId: user.id, confirmedAt: { not: null } },
    select: { confirmedAt: true, lastUsedAt: true, blockedAt: true },
  });
  const made = await tx.recoveryCode.count({ where: { userId: user.id } });
  const left = await tx.recoveryCode.count({ where: { userId: user.id, usedAt: null } });
  const passkeys = await tx.passkey.findMany({
    where: { userId: user.id },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
    orderBy: { id: "asc" },
  });
  return {
    held: totp?.confirmedAt ? { since: totp.confirmedAt, lastUsedAt: totp.lastUsedAt, blockedAt: totp.blockedAt } : null,
    codes: made > 0 ? { left, made } : null,
    passkeys: passkeys.map(({ id, ...rest }) => ({ id: id.toString(), ...rest })),
  };
}

/** The secret being enrolled and what an authenticator reads from its picture; null when no enrolment waits for its first code. */
export async function findEnrolment(
  ctx: PersonContext,
  secretsKeys: SecretsKeys,
): Promise<{ secret: string; address: string } | null> {
  const begun = await findBegun(ctx);
  if (!begun) return null;
  const secret = unseal(secretsKeys, begun.secret, { purpose: "totp", owner: ctx.user.id });
  return { secret, address: enrolmentAddress(secret, ctx.user.username) };
}
