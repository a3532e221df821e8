import { calculate } from "@/lib/batches/rules";
import { feeOf, freezeAnew, type LockedBatch, lockWaitingBatches, voidSignatures } from "@/lib/batches/store";
import type { TenantContext } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { BatchType } from "@/lib/generated/prisma/enums";

/** First key of the advisory lock between whoever freezes a lot and whoever changes what it is frozen with; the second is the tenant. */
const registryLock = 7_301;

/**
 * Until this transaction ends nobody changes the fees, scheme or account of the company.
 * @throws DomainError confirm.changed when account or scheme are not those that were read on entering
 */
export async function holdRegistry({ tx, company }: TenantContext): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${registryLock}::int, ${company.id}::int)`;
  const [row] = await tx.$queryRaw<{ same: boolean }[]>`
    SELECT (bank_account, signatures_required, maker_may_sign) = (${company.bankAccount}, ${company.signaturesRequired}::smallint, ${company.makerMaySign}) AS same
      FROM company WHERE tenant_id = ${company.id}`;
  if (!row?.same) throw new DomainError("confirm.changed");
}

/** Waits for whoever is freezing a lot of the company, and holds others up until this transaction ends. */
export async function changeRegistry(tx: Tx, tenantId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${registryLock}::int, ${tenantId}::int)`;
}

/**
 * Takes lots that still wait for a signature anew, with today's fees and account: their signatures are void, their version is one
 * up, and each has its entry in the trail. `of` narrows to a product or types; fully signed lots keep what they were signed with.
 * Returns their numbers.
 */
export async function recalculateWaiting(
  ctx: TenantContext,
  of: { productId?: number; types?: readonly BatchType[] },
  reason: string,
): Promise<string[]> {
  const waiting = await lockWaitingBatches(ctx, of);
  for (const batch of waiting) await recalculate(ctx, batch, reason);
  return waiting.map(({ number }) => number);
}

/** A lot that came back to wait for its signatures, locked: taken anew where fee or account changed since it was confirmed. */
export async function recalculateReturned(ctx: TenantContext, batch: LockedBatch, reason: string): Promise<void> {
  const { calculation } = await today(ctx, batch);
  const same = [
    batch.commissionCents === calculation.commissionCents,
    batch.taxCents === calculation.taxCents,
    batch.orderTotalCents === calculation.totalCents,
    batch.bankAccount === ctx.company.bankAccount,
  ];
  if (same.includes(false)) await recalculate(ctx, batch, reason);
}

async function today(ctx: TenantContext, batch: LockedBatch) {
  const product = await ctx.tx.product.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: ctx.company.id, id: batch.productId } },
    select: { id: true, code: true },
  });
  const place = { ...ctx, product };
  return { place, calculation: calculate(batch, await feeOf(place, batch.type)) };
}

async function recalculate(ctx: TenantContext, batch: LockedBatch, reason: string): Promise<void> {
  const voided = await voidSignatures(ctx, batch, reason);
  const { place, calculation } = await today(ctx, batch);
  const digest = await freezeAnew(place, batch, calculation);
  await ctx.audit("batch.recalculated", batch.number, {
    from: batch.status,
    to: "CONFIRMED",
    digest,
    voided,
    reason,
    before: batch.orderTotalCents,
    after: calculation.totalCents,
  });
}
