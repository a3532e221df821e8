import { arrivesUntilOf, type Decided, isBeingDecided, refuseWhileArriving } from "@/lib/batches/doubt";
import type { TenantContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { InstructionKind } from "@/lib/generated/prisma/enums";

// How an instruction in doubt ends by what two operators found out. Whoever gives or reads a verdict holds the instruction's lock.

export type InstructionVerdict = { done: boolean; bankReference: string | null; changeId: bigint };

/** What was decided of an instruction; null while it is not. */
export async function findInstructionVerdict(
  ctx: TenantContext,
  instructionId: bigint,
): Promise<InstructionVerdict | null> {
  return ctx.tx.instructionVerdict.findUnique({
    where: { instructionId, tenantId: ctx.company.id },
    select: { done: true, bankReference: true, changeId: true },
  });
}

/** Until when bank or core may take what this claim sends, to be written down before; null where it may only ask: two are deciding. */
export const maySendUntil = async (ctx: TenantContext, { number }: { number: string }): Promise<Date | null> =>
  (await isBeingDecided(ctx, number)) ? null : arrivesUntilOf(ctx.now);

/** Refuses doubt.cardUnknown: which card replaced another is known from the core alone. */
export function refuseUnknownCard(kind: InstructionKind, done: boolean, field?: string): void {
  if (done && kind === "REPLACE") throw new DomainError("doubt.cardUnknown", {}, field);
}

/**
 * Writes down what two operators decided of an instruction in doubt, which is locked. From then on nobody asks for it.
 * @throws DomainError doubt.mayArrive while it may still be taken and it would be said that it was not done; doubt.cardUnknown
 */
export async function giveInstructionVerdict(
  { tx, tenantId, now }: Decided,
  { id, kind, arrivesUntil }: { id: bigint; kind: InstructionKind; arrivesUntil: Date | null },
  { done, bankReference, changeId }: InstructionVerdict,
): Promise<void> {
  refuseUnknownCard(kind, done);
  if (!done) refuseWhileArriving(arrivesUntil, now);
  await tx.$executeRaw`
    INSERT INTO instruction_verdict (instruction_id, tenant_id, change_id, done, bank_reference)
    VALUES (${id}, ${tenantId}, ${changeId}, ${done}, ${bankReference})`;
}
