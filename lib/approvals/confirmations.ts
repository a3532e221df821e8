import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { methodOf } from "@/lib/approvals/methods";
import { canonicalize } from "@/lib/canonical";
import type { Permission } from "@/lib/catalog";
import type { CompanyContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { macs, type SecretsKeys } from "@/lib/secrets";
import { type Proof, statedMethod, useProof } from "@/lib/tokens/second-factor";

export const codeMinutes = 10;
export const codeTriesMax = 5;
const codesPerHourMax = 5;
const signMinutes = 5;

/** What a person is shown and confirms: kept as it was, and compared by its digest. */
export type Statement = { purpose: string; subject: string; shown: Prisma.InputJsonObject };

/** SHA-256 of a statement's RFC 8785 form, in hex. */
export function digestOf(shown: unknown): string {
  return createHash("sha256").update(canonicalize(shown)).digest("hex");
}

/** Writes a statement that a clave, verified just now at the door, confirms at once. */
export async function confirmedByPassword(ctx: CompanyContext, statement: Statement): Promise<string> {
  const id = await insertStatement(ctx, statement, "PASSWORD", null, signMinutes);
  await ctx.tx.$executeRaw`UPDATE confirmation SET used_at = ${ctx.now} WHERE id = ${id}::uuid`;
  return id;
}

/**
 * Keeps what a person confirmed of their company's own house, in the transaction of its effect: their clave, verified just now at the
 * door, or their second factor, used up here, once. What they saw (`seen` is its digest) must be what there is.
 * @throws DomainError confirm.changed, token.needed and those of `useProof`
 */
export async function confirmedHere(
  ctx: CompanyContext,
  { purpose, ...statement }: Statement & { purpose: Permission },
  { seen, proof }: { seen: string | null; proof: Proof | null },
): Promise<void> {
  if (methodOf(purpose) !== "token") {
    await confirmedByPassword(ctx, { purpose, ...statement });
    return;
  }
  if (digestOf(statement.shown) !== seen) throw new DomainError("confirm.changed");
  await useConfirmation(ctx, await openedByToken(ctx, { purpose, ...statement }), purpose, proof);
}

/** Writes a statement to be shown and accepted within five minutes, opened by a clave verified just now at the door. */
export async function openedByPassword(ctx: CompanyContext, statement: Statement): Promise<string> {
  return insertStatement(ctx, statement, "PASSWORD", null, signMinutes);
}

/** Writes a statement to be shown, which a token or a passkey confirms within five minutes. */
export async function openedByToken(ctx: CompanyContext, statement: Statement): Promise<string> {
  return insertStatement(ctx, statement, "TOKEN", null, signMinutes);
}

/**
 * Writes a statement that a mailed code will confirm; older ones for the same subject become void. The code is kept as an
 * HMAC only. At most five an hour and subject (OWASP ASVS 6.6).
 * @throws DomainError confirm.tooManyCodes
 */
export async function openedByCode(
  ctx: CompanyContext,
  statement: Statement,
  keys: SecretsKeys,
): Promise<{ id: string; code: string }> {
  const { purpose, subject } = statement;
  const [sent] = await ctx.tx.$queryRaw<{ sent: bigint }[]>`
    SELECT count(*) AS sent FROM confirmation
     WHERE tenant_id = ${ctx.company.id} AND purpose = ${purpose} AND subject = ${subject} AND method = 'CODE'
       AND created_at > ${ctx.now}::timestamptz - interval '1 hour'`;
  if ((sent?.sent ?? 0n) >= BigInt(codesPerHourMax))
    throw new DomainError("confirm.tooManyCodes", { max: codesPerHourMax });
  await ctx.tx.$executeRaw`
    UPDATE confirmation SET voided_at = ${ctx.now}
     WHERE tenant_id = ${ctx.company.id} AND purpose = ${purpose} AND subject = ${subject} AND used_at IS NULL AND voided_at IS NULL`;
  const code = randomInt(0, 1_000_000).toString().padStart(6, "0");
  const nonce = randomBytes(16);
  const id = await insertStatement(
    ctx,
    statement,
    "CODE",
    Buffer.concat([nonce, ...codeMacs(keys, nonce, code).slice(0, 1)]),
    codeMinutes,
  );
  return { id, code };
}

/**
 * Spends one try at a code before looking at it. Runs in a transaction of its own, so that a wrong code stays counted.
 * Returns whether it was right; refusals of the statement itself are thrown.
 * @throws DomainError confirm.noTries, confirm.used, confirm.expired
 */
export async function tryCode(
  ctx: CompanyContext,
  id: string,
  code: string,
  keys: SecretsKeys,
): Promise<{ right: boolean; left: number }> {
  const [row] = await ctx.tx.$queryRaw<{ code_hash: Uint8Array; tries: number }[]>`
    UPDATE confirmation SET tries = tries + 1
     WHERE id = ${id}::uuid AND membership_id = ${ctx.actor.membershipId} AND method = 'CODE' AND used_at IS NULL AND voided_at IS NULL
       AND expires_at > ${ctx.now} AND tries < ${codeTriesMax}
    RETURNING code_hash, tries`;
  if (!row) throw new DomainError(await whyUnusable(ctx, id));
  const kept = Buffer.from(row.code_hash);
  const [nonce, mac] = [kept.subarray(0, 16), kept.subarray(16)];
  const right = codeMacs(keys, nonce, code).some((one) => timingSafeEqual(mac, one));
  return { right, left: codeTriesMax - row.tries };
}

/**
 * Uses a statement up, once, in the transaction of its effect; gives back what was shown. One that a token confirms takes its proof
 * (verified at the door for this purpose and this statement's digest), which is used up with it.
 * @throws DomainError confirm.used, confirm.expired, token.needed, those of `useProof`
 */
export async function useConfirmation(
  ctx: CompanyContext,
  id: string,
  purpose: string,
  proof: Proof | null = null,
): Promise<{ subject: string; shown: unknown; digest: string }> {
  const by = proof && statedMethod(proof);
  const [row] = await ctx.tx.$queryRaw<{ subject: string; shown: unknown; digest: string; method: string }[]>`
    UPDATE confirmation SET used_at = ${ctx.now}, method = CASE method WHEN 'TOKEN' THEN coalesce(${by}::confirmation_method, method) ELSE method END
     WHERE id = ${id}::uuid AND membership_id = ${ctx.actor.membershipId} AND purpose = ${purpose}
       AND used_at IS NULL AND voided_at IS NULL AND expires_at > ${ctx.now}
    RETURNING subject, shown, digest, method::text`;
  if (!row) throw new DomainError(await whyUnusable(ctx, id));
  const { method, ...statement } = row;
  if (method === "TOKEN" || method === "PASSKEY") {
    if (!proof) throw new DomainError("token.needed", {}, "token");
    if (proof.purpose !== purpose || proof.digest !== row.digest) throw new DomainError("confirm.changed");
    await useProof({ tx: ctx.tx, now: ctx.now, user: ctx.actor.user, audit: ctx.audit }, proof);
  }
  return statement;
}

/** A statement still open to this person, for the screen that shows it; null when there is none. */
export async function findOpenConfirmation(ctx: CompanyContext, id: string, purpose: string) {
  const rows = await ctx.tx.$queryRaw<
    {
      id: string;
      subject: string;
      shown: unknown;
      method: string;
      expires_at: Date;
      tries: number;
      mailTries: number;
      mailedAt: Date | null;
      mailFailedAt: Date | null;
    }[]
  >`
    SELECT id, subject, shown, method::text, expires_at, tries, mail_tries AS "mailTries", mailed_at AS "mailedAt", mail_failed_at AS "mailFailedAt"
      FROM confirmation
     WHERE id = ${id}::uuid AND membership_id = ${ctx.actor.membershipId} AND purpose = ${purpose} AND used_at IS NULL AND voided_at IS NULL`;
  return rows[0] ?? null;
}

/** A statement that this person has used, for its receipt; null when they have not. */
export async function findUsedConfirmation(ctx: CompanyContext, id: string, purpose: string) {
  return ctx.tx.confirmation.findFirst({
    where: { tenantId: ctx.company.id, id, membershipId: ctx.actor.membershipId, purpose, usedAt: { not: null } },
    select: { id: true, shown: true, usedAt: true },
  });
}

async function whyUnusable(ctx: CompanyContext, id: string) {
  const row = await ctx.tx.confirmation.findFirst({
    where: { id, membershipId: ctx.actor.membershipId },
    select: { usedAt: true, tries: true, method: true, expiresAt: true, voidedAt: true },
  });
  if (row?.usedAt) return "confirm.used" as const;
  const alive = row && !row.voidedAt && row.expiresAt > ctx.now;
  return alive && row.method === "CODE" && row.tries >= codeTriesMax
    ? ("confirm.noTries" as const)
    : ("confirm.expired" as const);
}

async function insertStatement(
  ctx: CompanyContext,
  { purpose, subject, shown }: Statement,
  method: "PASSWORD" | "CODE" | "TOKEN",
  codeHash: Buffer | null,
  minutes: number,
): Promise<string> {
  const [row] = await ctx.tx.$queryRaw<{ id: string }[]>`
    INSERT INTO confirmation (tenant_id, membership_id, purpose, subject, digest, shown, method, code_hash, expires_at)
    VALUES (${ctx.company.id}, ${ctx.actor.membershipId}, ${purpose}, ${subject}, ${digestOf(shown)}, ${shown},
      ${method}::confirmation_method, ${codeHash}, ${ctx.now}::timestamptz + make_interval(mins => ${minutes}::int))
    RETURNING id`;
  if (!row) throw new Error("A statement was not written");
  return row.id;
}

const codeMacs = (keys: SecretsKeys, nonce: Buffer, code: string): Buffer[] =>
  macs(keys, "confirmation-code", nonce, code);
