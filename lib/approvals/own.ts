import { digestOf, type Statement } from "@/lib/approvals/confirmations";
import { methodOf, type StatedVerb } from "@/lib/approvals/methods";
import type { PersonKnown } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { holdsSecondFactor, type Proof, statedMethod, useProof } from "@/lib/tokens/second-factor";

/** A statement of what a person does to what is theirs alone, or at the operator's desk. */
export type OwnStatement = Statement & { purpose: StatedVerb };

/**
 * Keeps what a person confirmed of what is theirs alone, in the transaction of its effect. Their second factor, where the verb asks for
 * it, is used up here, once, and what they saw must be what there is (`seen` is its digest); without one the clave verified just now
 * confirms it.
 * @throws DomainError confirm.changed, token.needed when one is held and none was given, and those of `useProof`
 */
export async function confirmedOwn(
  ctx: PersonKnown,
  { purpose, subject, shown }: OwnStatement,
  { seen, proof }: { seen: string | null; proof: Proof | null },
): Promise<void> {
  const digest = digestOf(shown);
  const method = methodOf(purpose);
  if (method === "token" || method === "passwordAndToken") {
    const meant = !proof || (proof.purpose === purpose && proof.digest === digest);
    if (digest !== seen || !meant) throw new DomainError("confirm.changed");
    if (proof) await useProof(ctx, proof);
    else if (method === "token" || (await holdsSecondFactor(ctx))) throw new DomainError("token.needed", {}, "token");
  }
  await ctx.tx.$executeRaw`
    SELECT own_confirmed(${purpose}, ${subject}, ${digest}, ${shown}::jsonb, ${proof ? statedMethod(proof) : "PASSWORD"}::confirmation_method)`;
}
