import type { PageWanted } from "@/lib/batches/queries";
import type { OperatorContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { bare, patternOf } from "@/lib/find-text";
import type { Currency, OrderStatus } from "@/lib/generated/prisma/enums";
import type { Month } from "@/lib/invoices/rules";
import type { Sort } from "@/lib/sorting";

const firstDay = (month: Month) => `${month}-01`;

/** What a company's orders paid in a month brought in, in one currency; `without` of them have no invoice number. */
export type BillingRow = {
  code: string;
  name: string;
  currency: Currency;
  orders: number;
  without: number;
  commissionCents: bigint;
  taxCents: bigint;
};
export type BillingTotal = Pick<BillingRow, "currency" | "orders" | "commissionCents" | "taxCents">;

export const billingSorts = ["empresa", "ordenes", "pendientes", "comision", "impuesto", "total"] as const;
const billingOrder = {
  empresa: sql`name`,
  ordenes: sql`orders`,
  pendientes: sql`without`,
  comision: sql`"commissionCents"`,
  impuesto: sql`"taxCents"`,
  total: sql`"commissionCents" + "taxCents"`,
} as const;

type BillingWanted = {
  month: Month;
  /** Part of a company's name or code. */
  text: string | null;
  sort: Sort<(typeof billingSorts)[number]> | null;
} & PageWanted;

/** A month company by company, each by its own clock, and the sums of all that were asked for, by currency. */
export async function listBilling({ tx }: OperatorContext, { month, text, sort, page, size }: BillingWanted) {
  const pattern = text === null ? null : patternOf(text);
  const billed = sql`
    SELECT t.code, t.name, p.currency::text AS currency, count(*)::int AS orders, (count(*) FILTER (WHERE i.number IS NULL))::int AS without,
           sum(f.commission_cents)::bigint AS "commissionCents", sum(f.tax_cents)::bigint AS "taxCents"
      FROM order_fees(${firstDay(month)}::date, NULL) f JOIN tenant t ON t.id = f.tenant JOIN product p ON p.id = f.product
      LEFT JOIN order_invoice i ON i.tenant_id = f.tenant AND i.order_id = f.order_id
     WHERE ${pattern}::text IS NULL OR ${bare(sql`t.name`)} LIKE ${pattern} OR lower(t.code) LIKE ${pattern}
     GROUP BY t.id, p.currency`;
  const way = sort?.down ? sql`DESC` : sql`ASC`;
  const rows = await tx.$queryRaw<BillingRow[]>`
    SELECT * FROM (${billed}) b ORDER BY ${billingOrder[sort?.by ?? "empresa"]} ${way}, code, currency LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const sums = await tx.$queryRaw<(BillingTotal & { rows: number })[]>`
    SELECT currency, sum(orders)::int AS orders, sum("commissionCents")::bigint AS "commissionCents", sum("taxCents")::bigint AS "taxCents",
           count(*)::int AS rows
      FROM (${billed}) b GROUP BY currency ORDER BY currency`;
  const totals: BillingTotal[] = sums.map(({ rows: _, ...total }) => total);
  return { rows, totals, total: sums.reduce((all, one) => all + one.rows, 0), page, size };
}

/** An order paid in the month, with what it brought in and its invoice number. */
export type BilledOrder = {
  number: string;
  product: string;
  currency: Currency;
  status: OrderStatus;
  paidAt: Date;
  commissionCents: bigint;
  taxCents: bigint;
  invoice: string | null;
};

export const billedSorts = ["orden", "pagada", "comision", "impuesto", "factura"] as const;
const billedOrder = {
  orden: sql`f.number`,
  pagada: sql`f.paid_at`,
  comision: sql`f.commission_cents`,
  impuesto: sql`f.tax_cents`,
  factura: sql`i.number`,
} as const;

type BilledWanted = {
  month: Month;
  /** Part of an order's or an invoice's number. */
  text: string | null;
  /** Only orders that have no invoice number. */
  without: boolean;
  sort: Sort<(typeof billedSorts)[number]> | null;
} & PageWanted;

/** The orders of the company being served that were paid in a month, and the sums of all that were asked for, by currency. */
export async function listBilledOrders({ tx, tenant }: OperatorContext, wanted: BilledWanted) {
  const { month, text, without, sort, page, size } = wanted;
  const pattern = text === null ? null : patternOf(text);
  const billed = sql`
    order_fees(${firstDay(month)}::date, ${tenant.id}) f JOIN product p ON p.id = f.product
      LEFT JOIN order_invoice i ON i.tenant_id = f.tenant AND i.order_id = f.order_id
     WHERE (${pattern}::text IS NULL OR lower(f.number) LIKE ${pattern} OR lower(i.number) LIKE ${pattern}) AND (NOT ${without} OR i.number IS NULL)`;
  const way = sort?.down === false ? sql`ASC` : sql`DESC`;
  const rows = await tx.$queryRaw<BilledOrder[]>`
    SELECT f.number, p.name AS product, p.currency::text AS currency, f.status::text AS status, f.paid_at AS "paidAt",
           f.commission_cents AS "commissionCents", f.tax_cents AS "taxCents", i.number AS invoice
      FROM ${billed} ORDER BY ${billedOrder[sort?.by ?? "orden"]} ${way} NULLS LAST, f.order_id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const totals = await tx.$queryRaw<BillingTotal[]>`
    SELECT p.currency::text AS currency, count(*)::int AS orders, sum(f.commission_cents)::bigint AS "commissionCents",
           sum(f.tax_cents)::bigint AS "taxCents" FROM ${billed} GROUP BY p.currency ORDER BY p.currency`;
  return { rows, totals, total: totals.reduce((all, one) => all + one.orders, 0), page, size };
}

/** The clock by which a company's months end; null for what is no company. */
export async function timeZoneOf({ tx, tenant }: OperatorContext): Promise<string | null> {
  const row = await tx.company.findUnique({ where: { tenantId: tenant.id }, select: { timeZone: true } });
  return row?.timeZone ?? null;
}
