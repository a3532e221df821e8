import type { OperatorContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** A reference as banks give them (ARCHITECTURE.md, the protocol). */
const grammar = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** The reference with which the bank confirms what it did, as it was typed. Refuses doubt.referenceNeeded, referenceUnread, referenceTaken. */
export async function bankReferenceTyped(ctx: OperatorContext, typed: string): Promise<string> {
  if (typed === "") throw new DomainError("doubt.referenceNeeded", {}, "referencia");
  if (!grammar.test(typed)) throw new DomainError("doubt.referenceUnread", {}, "referencia");
  await requireFreeReference(ctx, typed, {});
  return typed;
}

/** The bank gives a reference to one debit or credit. Refuses doubt.referenceTaken. */
export async function requireFreeReference(
  { tx }: OperatorContext,
  reference: string,
  mine: { payment?: bigint; instruction?: bigint },
): Promise<void> {
  const [row] = await tx.$queryRaw<{ number: string | null }[]>`
    SELECT bank_reference_holder(${reference}, ${mine.payment ?? null}::bigint, ${mine.instruction ?? null}::bigint) AS number`;
  if (row?.number) throw new DomainError("doubt.referenceTaken", { number: row.number }, "referencia");
}
