import { digestOf, type Statement } from "@/lib/approvals/confirmations";
import type { PersonKnown } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { holdsSecondFactor, type Proof, statedMethod, useProof } from "@/lib/tokens/second-factor";

/**
 * Keeps what a person confirmed of what is theirs alone, in the transaction of its effect: what they saw must be what there is (`seen`
 * is its digest), and their second factor is used up, once. Without one, the clave verified just now at the door confirms it.
 * @throws DomainError confirm.changed, token.needed when one is held and none was given, and those of `useProof`
 */
export async function confirmedOwn(
  ctx: PersonKnown,
  { purpose, subject, shown }: Statement,
  { seen, proof }: { seen: string; proof: Proof | null },
): Promise<void> {
  const digest = digestOf(shown);
  const meant = !proof || (proof.purpose === purpose && proof.digest === digest);
  if (digest !== seen || !meant) throw new DomainError("confirm.changed");
  if (proof) await useProof(ctx, proof);
  else if (await holdsSecondFactor(ctx)) throw new DomainError("token.needed", {}, "token");
  await ctx.tx.$executeRaw`
    INSERT INTO own_confirmation (user_id, purpose, subject, digest, shown, method)
    VALUES (${ctx.user.id}, ${purpose}, ${subject}, ${digest}, ${shown}, ${proof ? statedMethod(proof) : "PASSWORD"}::confirmation_method)`;
}
