import type { Context, TenantContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import type { OrderStatus } from "@/lib/generated/prisma/enums";

export type LockedOrder = {
  id: bigint;
  number: string;
  status: OrderStatus;
  productId: number;
  currency: string;
  lineCount: number;
  amountCents: bigint;
  commissionCents: bigint;
  taxCents: bigint;
  totalCents: bigint;
  bankAccount: string;
  fence: bigint;
};

/** A transaction that serves a tenant, whoever acts in it: a person, a job, an operator. */
type Serving = Pick<TenantContext, "tx"> & { company: { id: number } };

/** Locks an order of the product by its number. @throws NotFound */
export async function lockOrder(ctx: Context, number: string): Promise<LockedOrder> {
  const found = await ctx.tx.serviceOrder.findFirst({
    where: { tenantId: ctx.company.id, productId: ctx.product.id, number },
    select: { id: true },
  });
  if (!found) throw new NotFound();
  return lockOrderById(ctx, found.id);
}

/** Locks an order of the tenant. @throws NotFound */
export async function lockOrderById(ctx: Serving, id: bigint): Promise<LockedOrder> {
  const [order] = await ctx.tx.$queryRaw<LockedOrder[]>`
    SELECT o.id, o.number, o.status::text AS status, o.product_id AS "productId", p.currency::text AS currency, o.line_count AS "lineCount",
           o.amount_cents AS "amountCents", o.commission_cents AS "commissionCents", o.tax_cents AS "taxCents", o.total_cents AS "totalCents",
           o.bank_account AS "bankAccount", o.fence
      FROM service_order o JOIN product p ON p.tenant_id = o.tenant_id AND p.id = o.product_id
     WHERE o.tenant_id = ${ctx.company.id} AND o.id = ${id} FOR NO KEY UPDATE OF o`;
  if (!order) throw new NotFound();
  return order;
}

type Change = { status: OrderStatus; paidAt?: Date; finishedAt?: Date; failure?: string | null; annulReason?: string };

/** Moves an order from the state it was seen in. @throws DomainError order.stateChanged when another move came first */
export async function moveOrder(ctx: TenantContext, order: LockedOrder, change: Change): Promise<void> {
  const { count } = await ctx.tx.serviceOrder.updateMany({
    where: { tenantId: ctx.company.id, id: order.id, status: order.status },
    data: change,
  });
  if (count !== 1) throw new DomainError("order.stateChanged", { number: order.number, status: order.status });
}

/** The attempt at paying that the bank has not refused; null when there is none. */
export async function findLivePayment(ctx: Serving, orderId: bigint) {
  return ctx.tx.payment.findFirst({ where: { tenantId: ctx.company.id, orderId, status: { not: "REFUSED" } } });
}
