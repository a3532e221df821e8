import { randomBytes } from "node:crypto";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { guarded, keysOf } from "@/lib/auth/attempts";
import { type Opened, passStage } from "@/lib/auth/commands";
import type { Channel } from "@/lib/catalog";
import { inStage, readOwn, runOwn } from "@/lib/command";
import type { Caller, PersonContext, PersonKnown } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type SecretsKeys, seal, unseal } from "@/lib/secrets";
import { answerIn, newPasskeyIn, registrationOptions } from "@/lib/tokens/passkeys";
import { newRecoveryCodes, type RecoveryCode } from "@/lib/tokens/recovery-codes";
import { passkeysMax, typedCode } from "@/lib/tokens/rules";
import type { AddPasskey, AskPasskey, Given, PasskeyInput, RenamePasskey } from "@/lib/tokens/schema";
import { askPasskey, type FactorDeps, provenAtDoor, useProof } from "@/lib/tokens/second-factor";
import {
  addPasskeyRow,
  dropBegun,
  dropHeld,
  dropRecoveryCodes,
  dropRegistrations,
  findBegun,
  holdBegun,
  isFactorBlocked,
  listHeldPasskeys,
  lockTotp,
  putBegun,
  putChallenge,
  putRecoveryCodes,
  registering,
  takeChallenge,
  tellOfChange,
  useStep,
} from "@/lib/tokens/store";
import { newSecret, stepOfCode } from "@/lib/tokens/totp";

const coming = { purpose: "login", digest: null };

/** Gives the second factor on the way in, and goes on to the next stage. @throws NotSignedIn, DomainError as `provenAtDoor` and `useProof` */
export async function passToken(
  caller: Caller,
  given: Given,
  deps: FactorDeps,
  channel: Channel = "WEB",
): Promise<Opened> {
  const own = <Result>(work: (ctx: PersonKnown) => Promise<Result>) => inStage(caller, "TOKEN", work);
  const proof = await provenAtDoor(caller, own, given, coming, deps);
  return inStage(caller, "TOKEN", async (ctx) => {
    await useProof(ctx, proof);
    await ctx.audit("token.given", ctx.user.username, { by: proof.kind });
    return passStage(ctx, caller, channel);
  });
}

/** Asks the person's passkeys for the way in. @throws NotSignedIn, DomainError token.noPasskey */
export async function askPasskeyToEnter(caller: Caller, publicOrigin: string): Promise<string> {
  return inStage(caller, "TOKEN", async (ctx) => {
    const options = await askPasskey(ctx, coming, publicOrigin);
    await ctx.audit("passkey.asked", ctx.user.username, { purpose: coming.purpose });
    return options;
  });
}

// What a person changes of their own second factor. Who they are was confirmed at the door, by clave and by what they hold already.

/** Begins to enrol a token: a new secret, to be confirmed by its first code. What is held stays until then. Refuses token.blocked. */
export async function beginToken(ctx: PersonContext, secretsKeys: SecretsKeys): Promise<void> {
  await requireNotBlocked(ctx);
  await putBegun(ctx, seal(secretsKeys, newSecret(), { purpose: "totp", owner: ctx.user.id }));
  await ctx.audit("token.enrolmentBegun", ctx.user.username);
}

/** Leaves an enrolment that was begun. */
export async function leaveToken(ctx: PersonKnown): Promise<void> {
  await dropBegun(ctx);
  await ctx.audit("token.enrolmentLeft", ctx.user.username);
}

/**
 * The first code of the token being enrolled was typed: it is held from here on, and replaces the one before it and its recovery
 * codes; a passkey that was being added begins anew. Returns the new recovery codes, to be shown once.
 * @throws DomainError token.unreadable, token.enrolmentOver, token.wrongFirst, token.used, token.blocked, those of `guarded`
 */
export async function holdToken(caller: Caller, code: string, secretsKeys: SecretsKeys): Promise<string[]> {
  const typed = typedCode(code);
  if (typed?.kind !== "totp") throw new DomainError("token.unreadable", {}, "codigo");
  const { username } = await readOwn(caller, async ({ user }) => user);
  await guarded(caller, "token", keysOf(caller, username), async () => {
    const step = await readOwn(caller, (ctx) => firstStep(ctx, typed.code, secretsKeys));
    return step === null ? new DomainError("token.wrongFirst", {}, "codigo") : true;
  });
  const codes = await newRecoveryCodes();
  await runOwn(caller, async (ctx) => {
    await requireNotBlocked(ctx);
    const step = await firstStep(ctx, typed.code, secretsKeys);
    const replaced = (await lockTotp(ctx)) !== null;
    if (step === null || !(await holdBegun(ctx))) throw new DomainError("token.enrolmentOver");
    if (!(await useStep(ctx, step))) throw new DomainError("token.used", {}, "codigo");
    await putRecoveryCodes(ctx, codes);
    await dropRegistrations(ctx);
    await ctx.audit(replaced ? "token.replaced" : "token.enrolled", ctx.user.username);
    await tellOfChange(ctx);
  });
  return codes.map(({ shown }) => shown);
}

/** The step of a code of the token being enrolled; null when it is none of its. @throws DomainError token.enrolmentOver */
async function firstStep(ctx: PersonContext, code: string, secretsKeys: SecretsKeys): Promise<bigint | null> {
  const begun = await findBegun(ctx);
  if (!begun) throw new DomainError("token.enrolmentOver");
  return stepOfCode(unseal(secretsKeys, begun, { purpose: "totp", owner: ctx.user.id }), code, ctx.now);
}

/** Takes the token away; recovery codes go with it unless a passkey is left. Refuses token.noneHeld, token.blocked. */
export async function removeToken(ctx: PersonKnown): Promise<void> {
  await requireNotBlocked(ctx);
  if ((await dropHeld(ctx)) === 0) throw new DomainError("token.noneHeld");
  await dropBegun(ctx);
  if ((await listHeldPasskeys(ctx)).length === 0) await dropRecoveryCodes(ctx);
  await ctx.audit("token.removed", ctx.user.username);
  await tellOfChange(ctx);
}

/** New recovery codes, to be shown once; none of the earlier ones works any more. Refuses token.noneHeld, token.blocked. */
export async function renewRecoveryCodes(ctx: PersonKnown, codes: readonly RecoveryCode[]): Promise<string[]> {
  await requireNotBlocked(ctx);
  if (!(await lockTotp(ctx)) && (await listHeldPasskeys(ctx)).length === 0) throw new DomainError("token.noneHeld");
  await putRecoveryCodes(ctx, codes);
  await ctx.audit("token.codesRenewed", ctx.user.username, { codes: codes.length });
  await tellOfChange(ctx);
  return codes.map(({ shown }) => shown);
}

/** Asks the person's passkeys to confirm one thing as they saw it. @throws DomainError token.noPasskey */
export async function askPasskeyToConfirm(
  ctx: PersonKnown,
  { verbo, visto }: AskPasskey,
  publicOrigin: string,
): Promise<string> {
  const options = await askPasskey(ctx, { purpose: verbo, digest: visto }, publicOrigin);
  await ctx.audit("passkey.asked", ctx.user.username, { purpose: verbo });
  return options;
}

/** What the person's browser is asked to make a passkey for. Refuses token.passkeysFull, token.blocked. */
export async function beginPasskey(ctx: PersonKnown, publicOrigin: string): Promise<string> {
  await requireNotBlocked(ctx);
  const held = await listHeldPasskeys(ctx);
  if (held.length >= passkeysMax) throw new DomainError("token.passkeysFull", { max: passkeysMax });
  const challenge = new Uint8Array(randomBytes(32));
  await putChallenge(ctx, challenge, registering);
  await ctx.audit("passkey.begun", ctx.user.username);
  return registrationOptions(publicOrigin, { user: ctx.user, challenge, held });
}

/**
 * Keeps the passkey that the browser made; a token that was being enrolled begins anew. The first second factor of a person comes with
 * recovery codes: returns those to be shown once, or none.
 * @throws DomainError token.passkeyRefused, token.passkeyOver, token.passkeysFull, token.passkeyKnown, token.blocked
 */
export async function addPasskey(
  ctx: PersonKnown,
  { respuesta, nombre }: AddPasskey,
  { publicOrigin, codes }: { publicOrigin: string; codes: readonly RecoveryCode[] },
): Promise<string[]> {
  await requireNotBlocked(ctx);
  const answer = answerIn<RegistrationResponseJSON>(respuesta);
  if (!answer) throw new DomainError("token.passkeyRefused");
  if (!(await takeChallenge(ctx, answer.challenge, registering))) throw new DomainError("token.passkeyOver");
  const passkey = await newPasskeyIn(publicOrigin, answer);
  if (!passkey) throw new DomainError("token.passkeyRefused");
  const held = await listHeldPasskeys(ctx);
  if (held.length >= passkeysMax) throw new DomainError("token.passkeysFull", { max: passkeysMax });
  const isFirst = held.length === 0 && !(await lockTotp(ctx));
  if (!(await addPasskeyRow(ctx, passkey, nombre))) throw new DomainError("token.passkeyKnown");
  if (isFirst) await putRecoveryCodes(ctx, codes);
  await dropBegun(ctx);
  await ctx.audit("passkey.added", nombre, { key: shortId(passkey.credentialId) });
  await tellOfChange(ctx);
  return isFirst ? codes.map(({ shown }) => shown) : [];
}

/** @throws DomainError token.passkeyGone */
export async function renamePasskey(ctx: PersonKnown, { id, nombre }: RenamePasskey): Promise<void> {
  const passkey = await heldPasskey(ctx, id);
  await ctx.tx.passkey.updateMany({ where: { id: passkey.id, userId: ctx.user.id }, data: { name: nombre } });
  await ctx.audit("passkey.renamed", nombre, { key: shortId(passkey.credentialId), before: passkey.name });
}

/** Takes a passkey away; the last factor takes the recovery codes with it. @throws DomainError token.passkeyGone */
export async function removePasskey(ctx: PersonKnown, { id }: PasskeyInput): Promise<void> {
  const passkey = await heldPasskey(ctx, id);
  await ctx.tx.passkey.deleteMany({ where: { id: passkey.id, userId: ctx.user.id } });
  if ((await listHeldPasskeys(ctx)).length === 0 && !(await lockTotp(ctx))) await dropRecoveryCodes(ctx);
  await ctx.audit("passkey.removed", passkey.name, { key: shortId(passkey.credentialId) });
  await tellOfChange(ctx);
}

async function heldPasskey({ tx, user }: PersonKnown, id: string) {
  const passkey = await tx.passkey.findFirst({
    where: { id: BigInt(id), userId: user.id },
    select: { id: true, name: true, credentialId: true },
  });
  if (!passkey) throw new DomainError("token.passkeyGone");
  return passkey;
}

async function requireNotBlocked(ctx: PersonKnown): Promise<void> {
  await lockTotp(ctx);
  if (await isFactorBlocked(ctx)) throw new DomainError("token.blocked");
}

/** Enough of a key's id to tell it from the others in the trail. */
const shortId = (credentialId: Uint8Array): string => Buffer.from(credentialId).toString("hex").slice(0, 16);
