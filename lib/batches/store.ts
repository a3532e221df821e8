import { assert } from "@/lib/assert";
import { batchDigest, type DigestFacts } from "@/lib/batches/digest";
import type { Calculation } from "@/lib/batches/rules";
import type { Context, TenantContext } from "@/lib/context";
import { join } from "@/lib/db";
import { DomainError, NotFound } from "@/lib/errors";
import type { BatchStatus, BatchType } from "@/lib/generated/prisma/enums";

export type LockedBatch = {
  id: bigint;
  number: string;
  type: BatchType;
  status: BatchStatus;
  version: number;
  productId: number;
  fileName: string;
  fileHash: string;
  linesHash: string | null;
  lineCount: number;
  totalCents: bigint;
  faultCount: number;
  warningCount: number;
  warningsReason: string | null;
  signaturesRequired: number | null;
  commissionCents: bigint | null;
  taxCents: bigint | null;
  orderTotalCents: bigint | null;
  bankAccount: string | null;
  digest: string | null;
  orderId: bigint | null;
  /** Documents of who uploaded or confirmed it. */
  makers: string[];
  /** Documents whose live signature it has for this version. */
  signers: string[];
};

/** Locks lots of the product by number, in one order for everybody. @throws NotFound when one of them is not there */
export async function lockBatches(ctx: Context, numbers: readonly string[]): Promise<LockedBatch[]> {
  const wanted = [...new Set(numbers)];
  const rows = await ctx.tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM batch WHERE tenant_id = ${ctx.company.id} AND product_id = ${ctx.product.id} AND number IN (${join(wanted)})
     ORDER BY id FOR NO KEY UPDATE`;
  if (rows.length !== wanted.length) throw new NotFound();
  return batchesByIds(
    ctx,
    rows.map((row) => row.id),
  );
}

/** One lot of the product, locked. @throws NotFound */
export async function lockBatch(ctx: Context, number: string): Promise<LockedBatch> {
  const [batch] = await lockBatches(ctx, [number]);
  assert(batch, "a lot was locked");
  return batch;
}

/** The lots of an order, locked in one order for everybody. */
export async function lockBatchesOfOrder(ctx: TenantContext, orderId: bigint): Promise<LockedBatch[]> {
  const rows = await ctx.tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM batch WHERE tenant_id = ${ctx.company.id} AND order_id = ${orderId} ORDER BY id FOR NO KEY UPDATE`;
  return batchesByIds(
    ctx,
    rows.map((row) => row.id),
  );
}

async function batchesByIds(ctx: TenantContext, ids: readonly bigint[]): Promise<LockedBatch[]> {
  return ctx.tx.$queryRaw<LockedBatch[]>`
    SELECT b.id, b.number, b.type::text AS type, b.status::text AS status, b.version, b.product_id AS "productId", b.file_name AS "fileName",
           b.file_hash AS "fileHash", b.lines_hash AS "linesHash", b.line_count AS "lineCount", b.total_cents AS "totalCents",
           b.fault_count AS "faultCount", b.warning_count AS "warningCount", b.warnings_reason AS "warningsReason",
           b.signatures_required AS "signaturesRequired", b.commission_cents AS "commissionCents", b.tax_cents AS "taxCents",
           b.order_total_cents AS "orderTotalCents", b.bank_account AS "bankAccount", b.digest, b.order_id AS "orderId",
           ARRAY(SELECT u.document FROM membership m JOIN app_user u ON u.id = m.user_id WHERE m.id IN (b.uploaded_by, b.confirmed_by)) AS makers,
           ARRAY(SELECT s.document FROM signature s WHERE s.batch_id = b.id AND s.batch_version = b.version AND s.voided_at IS NULL
                  ORDER BY s.ordinal) AS signers
      FROM batch b WHERE b.tenant_id = ${ctx.company.id} AND b.id = ANY(${[...ids]}::bigint[]) ORDER BY b.id`;
}

/** Moves a lot from the state it was seen in; a competing move leaves nothing to move. @throws DomainError batch.stateChanged */
export async function moveBatch(
  ctx: TenantContext,
  batch: LockedBatch,
  to: BatchStatus,
  end?: { endedBy: number; endReason?: string },
): Promise<void> {
  const moved = await ctx.tx.batch.updateMany({
    where: { tenantId: ctx.company.id, id: batch.id, status: batch.status },
    data: { status: to, ...(end ? { ...end, endedAt: ctx.now } : {}) },
  });
  if (moved.count === 1) return;
  const { status } = await ctx.tx.batch.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: ctx.company.id, id: batch.id } },
    select: { status: true },
  });
  throw new DomainError("batch.stateChanged", { number: batch.number, status });
}

/** Where a lot stands, for whoever acts on it: a person on their product, or what takes its lots anew. */
type Place = TenantContext & { product: { id: number; code: string } };

/** Lots of the company that wait for a signature, locked in one order for everybody. */
export async function lockWaitingBatches(
  ctx: TenantContext,
  { productId, types }: { productId?: number; types?: readonly BatchType[] },
): Promise<LockedBatch[]> {
  const rows = await ctx.tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM batch WHERE tenant_id = ${ctx.company.id} AND status IN ('CONFIRMED', 'PARTLY_SIGNED')
       AND (${productId ?? null}::int IS NULL OR product_id = ${productId ?? null}::int)
       AND (${types ? [...types] : null}::text[] IS NULL OR type::text = ANY(${types ? [...types] : null}::text[]))
     ORDER BY id FOR NO KEY UPDATE`;
  return batchesByIds(
    ctx,
    rows.map((row) => row.id),
  );
}

/** The fee of a product for a type of lot. */
export async function feeOf(ctx: Place, type: BatchType) {
  return ctx.tx.productFee.findUniqueOrThrow({
    where: { productId_batchType: { productId: ctx.product.id, batchType: type } },
    select: { fixedCents: true, basisPoints: true, taxBasisPoints: true },
  });
}

/** Writes down what confirming freezes: calculation, account, signatures needed and the digest over all of it. */
export async function freezeBatch(
  ctx: Context,
  batch: LockedBatch,
  calculation: Calculation,
  reason: string | null,
): Promise<string> {
  const version = batch.version + 1;
  const digest = batchDigest({
    ...digestFacts(ctx, { ...batch, version, warningsReason: reason, bankAccount: ctx.company.bankAccount }),
    commissionCents: calculation.commissionCents,
    taxCents: calculation.taxCents,
    orderTotalCents: calculation.totalCents,
  });
  await ctx.tx.batch.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id: batch.id }, status: batch.status, version: batch.version },
    data: {
      status: "CONFIRMED",
      version,
      confirmedBy: ctx.actor.membershipId,
      confirmedAt: ctx.now,
      warningsReason: reason,
      signaturesRequired: ctx.company.signaturesRequired,
      commissionCents: calculation.commissionCents,
      taxCents: calculation.taxCents,
      orderTotalCents: calculation.totalCents,
      bankAccount: ctx.company.bankAccount,
      digest,
    },
  });
  return digest;
}

/** Writes down another calculation and account of a confirmed lot, with its digest and the next version. Its signatures are void before. */
export async function freezeAnew(ctx: Place, batch: LockedBatch, calculation: Calculation): Promise<string> {
  const version = batch.version + 1;
  const { commissionCents, taxCents, totalCents: orderTotalCents } = calculation;
  const { bankAccount } = ctx.company;
  const digest = batchDigest({
    ...digestFacts(ctx, { ...batch, version, bankAccount }),
    commissionCents,
    taxCents,
    orderTotalCents,
  });
  await ctx.tx.batch.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id: batch.id }, status: batch.status, version: batch.version },
    data: { status: "CONFIRMED", version, commissionCents, taxCents, orderTotalCents, bankAccount, digest },
  });
  return digest;
}

/**
 * Recomputes a lot's digest from its lines and figures as they stand in the database now.
 * @throws DomainError confirm.changed when it is not the one it was confirmed with
 */
export async function requireSameContent(ctx: Context, batch: LockedBatch): Promise<void> {
  const [row] = await ctx.tx.$queryRaw<{ hash: string }[]>`SELECT batch_lines_hash(${batch.id}) AS hash`;
  const { commissionCents, taxCents, orderTotalCents } = batch;
  assert(commissionCents !== null && taxCents !== null && orderTotalCents !== null, "a confirmed lot is calculated");
  const now = batchDigest({
    ...digestFacts(ctx, batch),
    linesHash: row?.hash ?? "",
    commissionCents,
    taxCents,
    orderTotalCents,
  });
  if (now !== batch.digest) throw new DomainError("confirm.changed");
}

function digestFacts(
  ctx: Place,
  batch: LockedBatch,
): Omit<DigestFacts, "commissionCents" | "taxCents" | "orderTotalCents"> {
  assert(batch.linesHash !== null && batch.bankAccount !== null, "a lot is loaded before it is confirmed");
  return {
    company: ctx.company.code,
    product: ctx.product.code,
    number: batch.number,
    version: batch.version,
    type: batch.type,
    fileHash: batch.fileHash,
    linesHash: batch.linesHash,
    lineCount: batch.lineCount,
    totalCents: batch.totalCents,
    acceptedWarnings: batch.warningsReason,
    bankAccount: batch.bankAccount,
  };
}

/** Ties a fully signed lot to its order. The database counts the signatures again. */
export async function authorizeBatch(ctx: Context, batch: LockedBatch, orderId: bigint): Promise<void> {
  await ctx.tx.batch.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id: batch.id }, status: batch.status, version: batch.version },
    data: { status: "AUTHORIZED", orderId },
  });
}

/** Adds a person's signature to what the lot says now. The database refuses it when a rule was forgotten. */
export async function addSignature(ctx: Context, batch: LockedBatch, confirmationId: string): Promise<void> {
  await ctx.tx.$executeRaw`
    INSERT INTO signature (tenant_id, batch_id, batch_version, ordinal, membership_id, document, digest, confirmation_id)
    VALUES (${ctx.company.id}, ${batch.id}, ${batch.version}, ${batch.signers.length + 1}::smallint, ${ctx.actor.membershipId},
            ${ctx.actor.user.document}, ${batch.digest}, ${confirmationId}::uuid)`;
}

/** Voids live signatures of a lot: all of them, or one membership's. Returns how many. */
export async function voidSignatures(
  ctx: TenantContext,
  batch: LockedBatch,
  reason: string,
  membershipId?: number,
): Promise<number> {
  const { count } = await ctx.tx.signature.updateMany({
    where: {
      tenantId: ctx.company.id,
      batchId: batch.id,
      batchVersion: batch.version,
      voidedAt: null,
      ...(membershipId === undefined ? {} : { membershipId }),
    },
    data: { voidedAt: ctx.now, voidReason: reason },
  });
  return count;
}

/** Names of signers of these lots who may not sign any more: inactive, without the permission, or without the product. */
export async function lostSigners(ctx: Context, orderId: bigint): Promise<string[]> {
  const rows = await ctx.tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT u.name
      FROM batch b JOIN signature s ON s.batch_id = b.id AND s.batch_version = b.version AND s.voided_at IS NULL
      JOIN membership m ON m.id = s.membership_id JOIN app_user u ON u.id = m.user_id
     WHERE b.tenant_id = ${ctx.company.id} AND b.order_id = ${orderId}
       AND NOT (m.status = 'ACTIVE' AND u.status = 'ACTIVE'
         AND 'batch.sign' IN (SELECT granted(m.profile_id, NULL))
         AND (m.all_products OR EXISTS (SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = b.product_id)))`;
  return rows.map((row) => row.name);
}
