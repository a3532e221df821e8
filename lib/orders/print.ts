import { createHash } from "node:crypto";
import { assert } from "@/lib/assert";
import { runAsSystem } from "@/lib/command";
import type { TenantContext } from "@/lib/context";
import { type OrderPaper, orderPdf, type PaperInvoice, type PaperLot } from "@/lib/orders/pdf";
import { findOrderDocument } from "@/lib/orders/queries";
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

/**
 * Job: keeps an order's paper with the invoice number that it has now, once for each number given. The paper as it was issued stays as
 * it is: this one stands beside it.
 */
export async function printInvoice(tenantId: number, orderId: bigint): Promise<void> {
  const paper = await runAsSystem(tenantId, async (ctx) => {
    const invoice = await findInvoice(ctx, orderId);
    return invoice && !invoice.bytes ? { ...(await findOrderPaper(ctx, orderId)), invoice } : null;
  });
  if (!paper) return;
  const bytes = await orderPdf(paper);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { number, stamp } = paper.invoice;
  await runAsSystem(tenantId, async (ctx) => {
    const kept = await ctx.tx.$executeRaw`
      INSERT INTO invoice_document (tenant_id, order_id, given_at, number, bytes, sha256)
      VALUES (${ctx.company.id}, ${orderId}, ${stamp}::timestamptz, ${number}, ${bytes}, ${sha256}) ON CONFLICT (tenant_id, order_id, given_at) DO NOTHING`;
    if (kept === 1)
      await ctx.audit("order.invoicePrinted", paper.number, { invoice: number, sha256, bytes: bytes.length });
  });
}

/**
 * An order's PDF as it is served: with its invoice number once it has one, else as it was issued; `issued` asks for that one in any
 * case. What the worker has not kept yet is made now, in the same bytes.
 */
export async function orderDocument(
  ctx: TenantContext,
  orderId: bigint,
  issued: boolean,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; invoice: string | null }> {
  const invoice = issued ? null : await findInvoice(ctx, orderId);
  const kept = invoice ? invoice.bytes : await findOrderDocument(ctx, orderId);
  const bytes = kept ?? (await orderPdf({ ...(await findOrderPaper(ctx, orderId)), ...(invoice && { invoice }) }));
  return { bytes, invoice: invoice?.number ?? null };
}

type KeptInvoice = PaperInvoice & { stamp: string; bytes: Uint8Array<ArrayBuffer> | null };

/** The invoice number that an order has now, and its paper where the worker has kept it. */
async function findInvoice(ctx: TenantContext, orderId: bigint): Promise<KeptInvoice | null> {
  const [row] = await ctx.tx.$queryRaw<KeptInvoice[]>`
    SELECT i.number, i.given_at AS "givenAt", i.given_at::text AS stamp, d.bytes
      FROM order_invoice i LEFT JOIN invoice_document d ON d.tenant_id = i.tenant_id AND d.order_id = i.order_id AND d.given_at = i.given_at
     WHERE i.tenant_id = ${ctx.company.id} AND i.order_id = ${orderId}`;
  return row ?? null;
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
