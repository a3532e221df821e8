import type { OperatorContext, Served } from "@/lib/context";
import type { Given } from "@/lib/invoices/rules";

/** An order that a number is asked for, and what there is of it: nothing of a company or an order that is not there. */
export type Asked = { company: string; order: string };
export type Standing = {
  tenant: number | null;
  name: string;
  orderId: bigint | null;
  paid: boolean;
  before: string | null;
};

/** One desk at a time gives invoice numbers: what was looked at is what is written over. */
export async function lockInvoices({ tx }: OperatorContext): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('order_invoice'))`;
}

/** How each stands, in the order asked. */
export async function standingOf({ tx }: OperatorContext, asked: readonly Asked[]): Promise<Standing[]> {
  return tx.$queryRaw<Standing[]>`
    SELECT tenant, coalesce(name, '') AS name, order_id AS "orderId", coalesce(paid, false) AS paid, before
      FROM invoice_orders(${asked.map((one) => one.company)}::text[], ${asked.map((one) => one.order)}::text[]) ORDER BY place`;
}

/** A number that is about to be given to an order that may have one. */
export type Planned = Given & { tenant: Served; orderId: bigint };

/** Writes the numbers of one company's orders, has their papers printed, and leaves one entry an order in that company's trail. */
export async function writeInvoices(
  ctx: OperatorContext,
  planned: readonly Planned[],
  source: Record<string, string>,
): Promise<void> {
  const [tenant] = planned.map((one) => one.tenant);
  if (!tenant) return;
  const company = await ctx.serve(tenant);
  const ids = planned.map((one) => one.orderId);
  await company.tx.$executeRaw`
    INSERT INTO order_invoice (tenant_id, order_id, number, given_by)
    SELECT ${tenant.id}::int, n.order_id, n.number, ${ctx.user.id}::int
      FROM unnest(${ids}::bigint[], ${planned.map((one) => one.after)}::text[]) AS n (order_id, number)
    ON CONFLICT (tenant_id, order_id) DO UPDATE SET number = excluded.number, given_by = excluded.given_by, given_at = app_now()`;
  await company.tx.$executeRaw`
    SELECT job_add('print-invoice', jsonb_build_object('tenant', ${tenant.id}::int, 'order', id::text), 'print-invoice:' || id, NULL, 25)
      FROM unnest(${ids}::bigint[]) id`;
  await company.auditEach(
    "invoice.given",
    planned.map(({ order, before, after }) => ({ subject: order, data: { before, after, ...source } })),
  );
}

type KeptFile = { name: string; sha256: string; bytes: Uint8Array; sentBy: string; appliedAt: Date | null };

/** A file of invoice numbers as it came. */
export async function findInvoiceFile({ tx, tenant }: OperatorContext, id: string): Promise<KeptFile | null> {
  const [row] = await tx.$queryRaw<KeptFile[]>`
    SELECT f.file_name AS name, f.sha256, f.bytes, f.applied_at AS "appliedAt", u.name AS "sentBy"
      FROM invoice_file f JOIN app_user u ON u.id = f.sent_by WHERE f.tenant_id = ${tenant.id} AND f.id = ${id}::uuid`;
  return row ?? null;
}
