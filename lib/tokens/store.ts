import type { PersonContext, PersonKnown } from "@/lib/context";
import type { NewPasskey, Passkey } from "@/lib/tokens/passkeys";
import type { RecoveryCode } from "@/lib/tokens/recovery-codes";
import { challengeMinutes, challengesMax, enrolmentMinutes } from "@/lib/tokens/rules";

// Rows of the person being served; the policies let no other be seen. Times are the database's, so that what was given in a
// transaction is known in it (token_given).

export type Totp = {
  id: bigint;
  secret: string;
  confirmedAt: Date | null;
  lastUsedAt: Date | null;
};

/** The token that the person holds, locked against being given or replaced at once; null when they hold none. */
export async function lockTotp({ tx, user }: PersonKnown): Promise<Totp | null> {
  const [row] = await tx.$queryRaw<Totp[]>`
    SELECT id, secret, confirmed_at AS "confirmedAt", last_used_at AS "lastUsedAt"
      FROM totp WHERE user_id = ${user.id} AND confirmed_at IS NOT NULL FOR UPDATE`;
  return row ?? null;
}

/** Whether an administrator blocked what the person holds: then neither token, recovery code nor passkey is good for anything. */
export async function isFactorBlocked({ tx, user }: PersonKnown): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM totp WHERE user_id = ${user.id} AND blocked_at IS NOT NULL
    UNION ALL SELECT 1 FROM passkey WHERE user_id = ${user.id} AND blocked_at IS NOT NULL LIMIT 1`;
  return rows.length > 0;
}

/** The sealed secret of the token that this session is enrolling, unless it waited too long; no other session is shown it. */
export async function findBegun({ tx, user, session }: PersonContext): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ secret: string }[]>`
    SELECT secret FROM totp WHERE user_id = ${user.id} AND confirmed_at IS NULL AND begun_in = ${BigInt(session.id)}
       AND created_at > app_now() - make_interval(mins => ${enrolmentMinutes}::int)`;
  return row?.secret ?? null;
}

/** Puts a sealed secret in the place of whatever enrolment was begun before. */
export async function putBegun(ctx: PersonContext, sealed: string): Promise<void> {
  await dropBegun(ctx);
  await ctx.tx.$executeRaw`
    INSERT INTO totp (user_id, secret, begun_in) VALUES (${ctx.user.id}, ${sealed}, ${BigInt(ctx.session.id)})`;
}

export async function dropBegun({ tx, user }: PersonKnown): Promise<number> {
  return tx.$executeRaw`DELETE FROM totp WHERE user_id = ${user.id} AND confirmed_at IS NULL`;
}

/** The enrolled token takes the held one's place. Returns whether it was there to be confirmed. */
export async function holdBegun({ tx, user, session }: PersonContext): Promise<boolean> {
  await tx.$executeRaw`DELETE FROM totp WHERE user_id = ${user.id} AND confirmed_at IS NOT NULL`;
  return (
    (await tx.$executeRaw`
      UPDATE totp SET confirmed_at = app_now(), last_used_at = app_now(), begun_in = NULL
       WHERE user_id = ${user.id} AND confirmed_at IS NULL AND begun_in = ${BigInt(session.id)}`) === 1
  );
}

export async function dropHeld({ tx, user }: PersonKnown): Promise<number> {
  return tx.$executeRaw`DELETE FROM totp WHERE user_id = ${user.id} AND confirmed_at IS NOT NULL`;
}

/** Uses a step up, once for ever; false when it was used. Steps too old to be given again make room. */
export async function useStep({ tx, user }: PersonKnown, step: bigint): Promise<boolean> {
  await tx.$executeRaw`DELETE FROM totp_step WHERE user_id = ${user.id} AND used_at < app_now() - interval '1 day'`;
  const used = await tx.$executeRaw`
    INSERT INTO totp_step (user_id, step) VALUES (${user.id}, ${step}) ON CONFLICT DO NOTHING`;
  if (used === 1)
    await tx.$executeRaw`UPDATE totp SET last_used_at = app_now() WHERE user_id = ${user.id} AND confirmed_at IS NOT NULL`;
  return used === 1;
}

export async function stepIsUsed({ tx, user }: PersonKnown, step: bigint): Promise<boolean> {
  return (await tx.totpStep.count({ where: { userId: user.id, step } })) > 0;
}

/** The hash of an unused recovery code by its mark. */
export async function findRecoveryHash({ tx, user }: PersonKnown, mark: string): Promise<string | null> {
  const row = await tx.recoveryCode.findFirst({
    where: { userId: user.id, mark, usedAt: null },
    select: { hash: true },
  });
  return row?.hash ?? null;
}

export async function useRecoveryCode({ tx, user }: PersonKnown, mark: string): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      UPDATE recovery_code SET used_at = app_now() WHERE user_id = ${user.id} AND mark = ${mark} AND used_at IS NULL`) ===
    1
  );
}

/** New codes in the place of all earlier ones. */
export async function putRecoveryCodes(ctx: PersonKnown, codes: readonly RecoveryCode[]): Promise<void> {
  await dropRecoveryCodes(ctx);
  await ctx.tx.recoveryCode.createMany({
    data: codes.map(({ mark, hash }) => ({ userId: ctx.user.id, mark, hash })),
  });
}

export async function dropRecoveryCodes({ tx, user }: PersonKnown): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
}

/** The person is mailed that their second factor changed; several changes at once are one mail. */
export async function tellOfChange({ tx }: PersonKnown): Promise<void> {
  await tx.$executeRaw`SELECT own_factor_news()`;
}

const passkeyColumns = { id: true, credentialId: true, publicKey: true, counter: true, transports: true } as const;

export async function listHeldPasskeys({ tx, user }: PersonKnown): Promise<Passkey[]> {
  return tx.passkey.findMany({ where: { userId: user.id }, select: passkeyColumns, orderBy: { id: "asc" } });
}

export async function findHeldPasskey(
  { tx, user }: PersonKnown,
  credentialId: Uint8Array<ArrayBuffer>,
): Promise<Passkey | null> {
  return tx.passkey.findFirst({ where: { userId: user.id, credentialId }, select: passkeyColumns });
}

/** Writes that a passkey was used, unless its counter is not what it was; false then. */
export async function usePasskey(
  { tx, user }: PersonKnown,
  { id, seen, counter }: { id: bigint; seen: bigint; counter: bigint },
): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      UPDATE passkey SET counter = ${counter}, last_used_at = app_now() WHERE id = ${id} AND user_id = ${user.id} AND counter = ${seen} AND blocked_at IS NULL`) ===
    1
  );
}

export async function addPasskeyRow({ tx, user }: PersonKnown, passkey: NewPasskey, name: string): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      INSERT INTO passkey (user_id, credential_id, public_key, counter, transports, name)
      VALUES (${user.id}, ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.counter}, ${passkey.transports}::text[], ${name})
      ON CONFLICT DO NOTHING`) === 1
  );
}

/** Challenges to add a passkey end: what they were confirmed by is no longer all that is held. */
export async function dropRegistrations({ tx, user }: PersonKnown): Promise<void> {
  await tx.passkeyChallenge.deleteMany({ where: { userId: user.id, purpose: registering.purpose } });
}

/** What a challenge is for; `digest` is the statement's that it confirms. */
export type Asked = { purpose: string; digest: string | null };
export const registering: Asked = { purpose: "passkey.made", digest: null };

/** Keeps a challenge until it is answered, for a few minutes; those of the person that are over, and the oldest of many, make room. */
export async function putChallenge(
  { tx, user }: PersonKnown,
  challenge: Uint8Array<ArrayBuffer>,
  { purpose, digest }: Asked,
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM passkey_challenge c WHERE c.user_id = ${user.id} AND (c.expires_at < app_now() OR c.id IN (
      SELECT k.id FROM passkey_challenge k WHERE k.user_id = ${user.id} ORDER BY k.expires_at DESC OFFSET ${challengesMax - 1}::int))`;
  await tx.$executeRaw`
    INSERT INTO passkey_challenge (user_id, challenge, purpose, digest, expires_at)
    VALUES (${user.id}, ${challenge}, ${purpose}, ${digest}, app_now() + make_interval(mins => ${challengeMinutes}::int))`;
}

/** Uses a challenge up; false when it is none of this person's for that, or over. */
export async function takeChallenge(
  { tx, user }: PersonKnown,
  challenge: Uint8Array<ArrayBuffer>,
  { purpose, digest }: Asked,
): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      DELETE FROM passkey_challenge WHERE user_id = ${user.id} AND challenge = ${challenge} AND purpose = ${purpose}
         AND digest IS NOT DISTINCT FROM ${digest} AND expires_at > app_now()`) === 1
  );
}
