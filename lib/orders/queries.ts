import type { Context, TenantContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { bare, membersNamed, patternOf } from "@/lib/find-text";
import type { BatchStatus, BatchType, OrderStatus } from "@/lib/generated/prisma/enums";
import type { OrderSort } from "@/lib/orders/filter";
import { type CodeDelivery, codeDelivery } from "@/lib/orders/rules";

import { accountNames } from "@/lib/registers/names";

export type OrderFilter = {
  /** Days in the company's time zone, AAAA-MM-DD, both included. */
  from: string | null;
  to: string | null;
  status: OrderStatus | null;
  /** Part of a number, of its invoice's, of a file's name, or of the name of whoever prepared, signed or issued it. */
  text: string | null;
  sort: OrderSort | null;
  page: number;
  size: number;
};

export type OrderRow = {
  number: string;
  status: OrderStatus;
  issuedAt: Date;
  lineCount: number;
  amountCents: bigint;
  commissionCents: bigint;
  taxCents: bigint;
  totalCents: bigint;
  failure: string | null;
  lots: number;
  invoice: string | null;
};

const inOrder = {
  numero: sql`o.id`,
  fecha: sql`o.issued_at`,
  monto: sql`o.amount_cents`,
  total: sql`o.total_cents`,
  estado: sql`o.status`,
} as const;

function holds(ctx: Context, text: string | null) {
  if (text === null) return sql`true`;
  const pattern = patternOf(text);
  const people = membersNamed(pattern, ctx.company.id);
  return sql`(lower(o.number) LIKE ${pattern} OR EXISTS (
    SELECT 1 FROM order_invoice i WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id AND lower(i.number) LIKE ${pattern}) OR o.issued_by IN (${people}) OR o.id IN (
    SELECT b.order_id FROM batch b
     WHERE b.tenant_id = ${ctx.company.id} AND b.product_id = ${ctx.product.id} AND b.order_id IS NOT NULL
       AND (lower(b.number) LIKE ${pattern} OR ${bare(sql`b.file_name`)} LIKE ${pattern} OR b.uploaded_by IN (${people}) OR b.confirmed_by IN (${people})
         OR EXISTS (SELECT 1 FROM signature s WHERE s.batch_id = b.id AND s.membership_id IN (${people}) AND s.voided_at IS NULL))))`;
}

/** Service orders of the product, newest first, of every state unless one is asked for. */
export async function listOrders(ctx: Context, { from, to, status, text, sort, page, size }: OrderFilter) {
  const zone = ctx.company.timeZone;
  const where = sql`o.tenant_id = ${ctx.company.id} AND o.product_id = ${ctx.product.id}
    AND (${status}::text IS NULL OR o.status::text = ${status})
    AND (${from}::date IS NULL OR o.issued_at >= ${from}::date::timestamp AT TIME ZONE ${zone})
    AND (${to}::date IS NULL OR o.issued_at < (${to}::date + 1)::timestamp AT TIME ZONE ${zone}) AND ${holds(ctx, text)}`;
  const way = sort?.down === false ? sql`ASC` : sql`DESC`;
  const rows = await ctx.tx.$queryRaw<OrderRow[]>`
    SELECT o.number, o.status::text AS status, o.issued_at AS "issuedAt", o.line_count AS "lineCount", o.amount_cents AS "amountCents",
           o.commission_cents AS "commissionCents", o.tax_cents AS "taxCents", o.total_cents AS "totalCents", o.failure,
           (SELECT count(*)::int FROM batch b WHERE b.tenant_id = o.tenant_id AND b.order_id = o.id) AS lots,
           (SELECT i.number FROM order_invoice i WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id) AS invoice
      FROM service_order o WHERE ${where} ORDER BY ${inOrder[sort?.by ?? "numero"]} ${way}, o.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`SELECT count(*)::int AS total FROM service_order o WHERE ${where}`;
  return { rows, total: count?.total ?? 0, page, size };
}

export type OrderLot = {
  number: string;
  type: BatchType;
  status: BatchStatus;
  fileName: string;
  lineCount: number;
  totalCents: bigint;
  commissionCents: bigint;
  taxCents: bigint;
  orderTotalCents: bigint;
  rejected: number;
  linesDone: number;
  digest: string;
  signers: { name: string; signedAt: string }[];
};
export type OrderDetail = Awaited<ReturnType<typeof findOrder>> & object;

/** An order of the product with its lots, signers and payment; null beyond this person's reach. */
export async function findOrder(ctx: Context, number: string) {
  const order = await ctx.tx.serviceOrder.findUnique({
    where: { tenantId_number: { tenantId: ctx.company.id, number }, productId: ctx.product.id },
    select: {
      id: true,
      number: true,
      status: true,
      lineCount: true,
      amountCents: true,
      commissionCents: true,
      taxCents: true,
      totalCents: true,
      bankAccount: true,
      issuedAt: true,
      paidAt: true,
      finishedAt: true,
      failure: true,
      annulReason: true,
    },
  });
  if (!order) return null;
  const payment = await ctx.tx.payment.findFirst({
    where: { tenantId: ctx.company.id, orderId: order.id },
    orderBy: { attempt: "desc" },
    select: {
      reference: true,
      status: true,
      requestedAt: true,
      resolvedAt: true,
      bankReference: true,
      reason: true,
      attempt: true,
    },
  });
  const invoice = await ctx.tx.orderInvoice.findUnique({
    where: { tenantId_orderId: { tenantId: ctx.company.id, orderId: order.id } },
    select: { number: true, givenAt: true },
  });
  const accountName = (await accountNames(ctx)).get(order.bankAccount) ?? null;
  return { ...order, accountName, payment, invoice, lots: await lotsOf(ctx, order.id) };
}

async function lotsOf(ctx: Context, orderId: bigint): Promise<OrderLot[]> {
  return ctx.tx.$queryRaw<OrderLot[]>`
    SELECT b.number, b.type::text AS type, b.status::text AS status, b.file_name AS "fileName", b.line_count AS "lineCount",
           b.total_cents AS "totalCents", b.commission_cents AS "commissionCents", b.tax_cents AS "taxCents",
           b.order_total_cents AS "orderTotalCents", b.digest,
           (SELECT coalesce(sum(p.rejected_count), 0)::int FROM batch_page p WHERE p.tenant_id = b.tenant_id AND p.batch_id = b.id) AS rejected,
           (SELECT coalesce(sum(p.last_line - p.first_line + 1), 0)::int FROM batch_page p WHERE p.tenant_id = b.tenant_id AND p.batch_id = b.id) AS "linesDone",
           (SELECT coalesce(jsonb_agg(jsonb_build_object('name', u.name, 'signedAt', s.signed_at) ORDER BY s.ordinal), '[]')
              FROM signature s JOIN membership m ON m.tenant_id = s.tenant_id AND m.id = s.membership_id JOIN app_user u ON u.id = m.user_id
             WHERE s.tenant_id = b.tenant_id AND s.batch_id = b.id AND s.batch_version = b.version AND s.voided_at IS NULL) AS signers
      FROM batch b WHERE b.tenant_id = ${ctx.company.id} AND b.order_id = ${orderId} ORDER BY b.id`;
}

/** How orders of the product stand that change by themselves, for a page that watches them. */
export async function listOrderProgress(ctx: Context): Promise<{ number: string; status: OrderStatus }[]> {
  return ctx.tx.$queryRaw<{ number: string; status: OrderStatus }[]>`
    SELECT number, status::text AS status FROM service_order
     WHERE tenant_id = ${ctx.company.id} AND product_id = ${ctx.product.id} AND status IN ('PAYING', 'IN_VERIFICATION', 'IN_PROCESS')
     ORDER BY id DESC LIMIT 100`;
}

/** How the mail of this person's code stands, for the page that waits for it. */
export async function listCodeProgress(ctx: Context, id: string): Promise<{ number: string; status: CodeDelivery }[]> {
  const rows = await ctx.tx.confirmation.findMany({
    where: { tenantId: ctx.company.id, id, membershipId: ctx.actor.membershipId, method: "CODE" },
    select: { mailTries: true, mailedAt: true, mailFailedAt: true },
  });
  return rows.map((row) => ({ number: id, status: codeDelivery(row) }));
}

/** The PDF as it was issued, or null while it has not been printed yet. */
export async function findOrderDocument(ctx: TenantContext, orderId: bigint): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await ctx.tx.orderDocument.findUnique({
    where: { tenantId_orderId: { tenantId: ctx.company.id, orderId } },
    select: { bytes: true },
  });
  return row?.bytes ?? null;
}
