import { randomBytes } from "node:crypto";
import { assert } from "@/lib/assert";
import { guarded, keysOf } from "@/lib/auth/attempts";
import type { Caller, PersonKnown } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type SecretsKeys, unseal } from "@/lib/secrets";
import { answerIn, authenticationOptions, counterOf } from "@/lib/tokens/passkeys";
import { recoveryCodeMatches } from "@/lib/tokens/recovery-codes";
import { type TypedCode, typedCode } from "@/lib/tokens/rules";
import type { Given } from "@/lib/tokens/schema";
import {
  type Asked,
  findHeldPasskey,
  findRecoveryHash,
  isFactorBlocked,
  listHeldPasskeys,
  lockTotp,
  putChallenge,
  stepIsUsed,
  takeChallenge,
  usePasskey,
  useRecoveryCode,
  useStep,
} from "@/lib/tokens/store";
import { stepOfCode } from "@/lib/tokens/totp";

/** What opens secrets, and the portal's own origin, which a passkey is bound to. */
export type FactorDeps = { secretsKeys: SecretsKeys; publicOrigin: string };

type Found =
  | { kind: "totp"; step: bigint }
  | { kind: "recovery"; mark: string }
  | { kind: "passkey"; id: bigint; seen: bigint; counter: bigint };

/** A second factor that was right for one purpose and statement, to be used up in the transaction of what it proves. */
export type Proof = Found & Asked;

/** How a proof stands in a statement: a recovery code stands for the token. */
export const statedMethod = (proof: Proof): "TOKEN" | "PASSKEY" => (proof.kind === "passkey" ? "PASSKEY" : "TOKEN");

/** Wrong, or wrong for a reason that is worth telling. */
type Refused = false | DomainError;
type InOwn = <Result>(work: (ctx: PersonKnown) => Promise<Result>) => Promise<Result>;

/**
 * Verifies a second factor at a door: the try is counted before anything is looked at, and given back when it was right.
 * @throws DomainError those of `guarded` and of `provenBy`
 */
export async function provenAtDoor(
  caller: Caller,
  own: InOwn,
  given: Given,
  asked: Asked,
  deps: FactorDeps,
): Promise<Proof> {
  const { username } = await own(async ({ user }) => user);
  const right: Proof[] = [];
  await guarded(caller, "token", keysOf(caller, username), async () => {
    const found = await provenBy(own, given, asked, deps);
    if (found === false || found instanceof DomainError) return found;
    right.push({ ...found, ...asked });
    return true;
  });
  const [proof] = right;
  assert(proof, "what was guarded and not refused was right");
  return proof;
}

/**
 * Looks whether what a person gave is their second factor, without using it up; a passkey's challenge is used up whatever it
 * answers. `own` opens a transaction as that person. A refusal is returned, so that the try is counted; what cannot be one is thrown.
 * @throws DomainError token.unreadable, token.noneHeld, token.blocked, access.busy
 */
async function provenBy(own: InOwn, { token, llave }: Given, asked: Asked, deps: FactorDeps): Promise<Found | Refused> {
  if (await own(isFactorBlocked)) throw new DomainError("token.blocked", {}, "token");
  if (llave) return provenByPasskey(own, llave, asked, deps);
  const typed = typedCode(token ?? "");
  if (!typed) throw new DomainError("token.unreadable", {}, "token");
  return typed.kind === "totp" ? provenByTotp(own, typed.code, deps) : provenByRecovery(own, typed);
}

async function provenByTotp(own: InOwn, code: string, { secretsKeys }: FactorDeps): Promise<Found | Refused> {
  return own(async (ctx) => {
    const held = await lockTotp(ctx);
    if (!held) throw new DomainError("token.noneHeld", {}, "token");
    const secret = unseal(secretsKeys, held.secret, { purpose: "totp", owner: ctx.user.id });
    const step = stepOfCode(secret, code, ctx.now);
    if (step === null) return false;
    if (await stepIsUsed(ctx, step)) return new DomainError("token.used", {}, "token");
    return { kind: "totp", step };
  });
}

async function provenByRecovery(
  own: InOwn,
  { mark, rest }: Extract<TypedCode, { kind: "recovery" }>,
): Promise<Found | Refused> {
  const hash = await own((ctx) => findRecoveryHash(ctx, mark));
  return (await recoveryCodeMatches(hash, rest))
    ? { kind: "recovery", mark }
    : new DomainError("token.wrongRecovery", {}, "token");
}

async function provenByPasskey(own: InOwn, text: string, asked: Asked, deps: FactorDeps): Promise<Found | Refused> {
  const answer = answerIn(text);
  if (!answer) return new DomainError("token.passkeyRefused");
  const { held, alive } = await own(async (ctx) => ({
    alive: await takeChallenge(ctx, answer.challenge, asked),
    held: await findHeldPasskey(ctx, answer.credentialId),
  }));
  if (!alive) return new DomainError("token.passkeyOver");
  if (!held) return new DomainError("token.passkeyRefused");
  const counter = await counterOf(deps.publicOrigin, answer, held);
  if (counter === null) return new DomainError("token.passkeyRefused");
  return { kind: "passkey", id: held.id, seen: held.counter, counter };
}

/** Uses a proof up, once, in the transaction of its effect. @throws DomainError token.used, token.wrongRecovery, token.passkeyRefused, token.blocked */
export async function useProof(ctx: PersonKnown, proof: Proof): Promise<void> {
  // Whoever blocks it meanwhile is waited for, or waits.
  await lockTotp(ctx);
  if (await isFactorBlocked(ctx)) throw new DomainError("token.blocked", {}, "token");
  if (proof.kind === "totp") {
    if (!(await useStep(ctx, proof.step))) throw new DomainError("token.used", {}, "token");
  } else if (proof.kind === "recovery") {
    if (!(await useRecoveryCode(ctx, proof.mark))) throw new DomainError("token.wrongRecovery", {}, "token");
  } else if (!(await usePasskey(ctx, proof))) {
    throw new DomainError("token.passkeyRefused");
  }
}

/** Whether the person holds a second factor, of either kind: a blocked token counts, since it is theirs. */
export async function holdsSecondFactor(ctx: PersonKnown): Promise<boolean> {
  return (await lockTotp(ctx)) !== null || (await listHeldPasskeys(ctx)).length > 0;
}

/**
 * Asks the person's passkeys to sign for one thing: what their browser is handed, as JSON.
 * @throws DomainError token.noPasskey
 */
export async function askPasskey(ctx: PersonKnown, asked: Asked, publicOrigin: string): Promise<string> {
  const held = await listHeldPasskeys(ctx);
  if (held.length === 0) throw new DomainError("token.noPasskey");
  const challenge = new Uint8Array(randomBytes(32));
  await putChallenge(ctx, challenge, asked);
  return authenticationOptions(publicOrigin, { challenge, held });
}
