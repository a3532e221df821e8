import { createHash } from "node:crypto";
import { assert } from "@/lib/assert";
import { runAsSystem } from "@/lib/command";
import type { TenantContext } from "@/lib/context";
import { type OrderPaper, orderPdf, type PaperLot } from "@/lib/orders/pdf";
import { accountTail } from "@/lib/orders/rules";

/**
 * Job: keeps the PDF of an order as it was issued, once; a second run finds it there and changes nothing.
 * The web makes the same bytes while this has not run yet.
 */
export async function printOrder(tenantId: number, orderId: bigint): Promise<void> {
  const order = await runAsSystem(tenantId, async (ctx) => {
    const printed = await ctx.tx.orderDocument.count({ where: { tenantId: ctx.company.id, orderId } });
    return printed > 0 ? null : findOrderPaper(ctx, orderId);
  });
  if (!order) return;
  const bytes = await orderPdf(order);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await runAsSystem(tenantId, async (ctx) => {
    const kept = await ctx.tx.$executeRaw`
      INSERT INTO order_document (tenant_id, order_id, bytes, sha256) VALUES (${ctx.company.id}, ${orderId}, ${bytes}, ${sha256})
      ON CONFLICT (tenant_id, order_id) DO NOTHING`;
    if (kept === 1) await ctx.audit("order.printed", order.number, { sha256, bytes: bytes.length });
  });
}

/** What an order's PDF says. The order must be of this company. */
export async function findOrderPaper(ctx: TenantContext, orderId: bigint): Promise<OrderPaper> {
  const { company, tx } = ctx;
  const order = await tx.serviceOrder.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: company.id, id: orderId } },
    select: {
      number: true,
      productId: true,
      lineCount: true,
      amountCents: true,
      commissionCents: true,
      taxCents: true,
      totalCents: true,
      bankAccount: true,
      issuedAt: true,
    },
  });
  const { productId, bankAccount, ...figures } = order;
  const product = await tx.product.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: company.id, id: productId } },
    select: { name: true, currency: true },
  });
  return {
    ...figures,
    company: company.name,
    taxId: company.taxId,
    country: company.country,
    timeZone: company.timeZone,
    product: product.name,
    currency: product.currency,
    accountTail: accountTail(bankAccount),
    lots: await lotsOf(ctx, orderId),
  };
}

async function lotsOf(ctx: TenantContext, orderId: bigint): Promise<PaperLot[]> {
  const tenantId = ctx.company.id;
  const lots = await ctx.tx.batch.findMany({
    where: { tenantId, orderId },
    select: {
      id: true,
      number: true,
      type: true,
      version: true,
      lineCount: true,
      totalCents: true,
      commissionCents: true,
      taxCents: true,
      orderTotalCents: true,
      digest: true,
    },
    orderBy: { id: "asc" },
  });
  const signatures = await ctx.tx.$queryRaw<{ batchId: bigint; version: number; name: string; signedAt: Date }[]>`
    SELECT s.batch_id AS "batchId", s.batch_version AS version, u.name, s.signed_at AS "signedAt"
      FROM batch b JOIN signature s ON s.tenant_id = b.tenant_id AND s.batch_id = b.id AND s.voided_at IS NULL
      JOIN membership m ON m.tenant_id = s.tenant_id AND m.id = s.membership_id JOIN app_user u ON u.id = m.user_id
     WHERE b.tenant_id = ${tenantId} AND b.order_id = ${orderId} ORDER BY s.batch_id, s.ordinal`;
  return lots.map((lot) => {
    const { id, number, type, version, lineCount, totalCents, commissionCents, taxCents, orderTotalCents, digest } =
      lot;
    assert(
      commissionCents !== null && taxCents !== null && orderTotalCents !== null && digest !== null,
      "a lot of an order is calculated",
    );
    const signers = signatures.filter((one) => one.batchId === id && one.version === version);
    return {
      number,
      type,
      lineCount,
      amountCents: totalCents,
      commissionCents,
      taxCents,
      totalCents: orderTotalCents,
      digest,
      signers: signers.map(({ name, signedAt }) => ({ name, signedAt })),
    };
  });
}
