import type { Statement } from "@/lib/approvals/confirmations";
import type { ReviewLine } from "@/lib/approvals/rules";
import type { OperatorContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import { givenLines, invoiceNumberForm, numberCharactersMax } from "@/lib/invoices/rules";
import type { InvoicesInput } from "@/lib/invoices/schema";
import { lockInvoices, type Planned, standingOf, writeInvoices } from "@/lib/invoices/store";

/**
 * What the numbers typed beside a company's orders would change. Refuses invoice.number, invoice.notPaid and invoice.notRemoved beside the order's
 * field, invoice.nothing when no number is another. @throws NotFound for an order that is not this company's
 */
export async function invoicesShown(
  ctx: OperatorContext,
  typed: InvoicesInput,
): Promise<Omit<Statement, "purpose"> & { lines: ReviewLine[] }> {
  const lines = givenLines(await plannedOf(ctx, typed));
  const shown = {
    company: ctx.tenant.code,
    invoices: lines.map(({ key, before, after }) => ({ order: key, before, after })),
  };
  return { subject: ctx.tenant.code, shown, lines };
}

/** Gives, or corrects, the invoice numbers of a company's paid orders. Refuses as `invoicesShown`. */
export async function giveInvoices(ctx: OperatorContext, typed: InvoicesInput): Promise<void> {
  await writeInvoices(ctx, await plannedOf(ctx, typed), {});
}

async function plannedOf(ctx: OperatorContext, typed: InvoicesInput): Promise<Planned[]> {
  if (ctx.tenant.kind !== "COMPANY") throw new NotFound();
  await lockInvoices(ctx);
  const numbers = Object.entries(typed.numbers).sort(([one], [other]) => (one < other ? -1 : 1));
  const asked = numbers.map(([order]) => ({ company: ctx.tenant.code, order }));
  const standing = await standingOf(ctx, asked);
  const planned = numbers.flatMap(([order, after], index) => {
    const { orderId, paid, before } = standing[index] ?? { orderId: null, paid: false, before: null };
    if (orderId === null) throw new NotFound();
    if (after === "" && before !== null) throw new DomainError("invoice.notRemoved", { number: order }, order);
    if (after === "" || after === before) return [];
    if (!invoiceNumberForm.test(after)) throw new DomainError("invoice.number", { max: numberCharactersMax }, order);
    if (!paid) throw new DomainError("invoice.notPaid", { number: order }, order);
    return [{ company: ctx.tenant.code, tenant: ctx.tenant, order, orderId, before, after }];
  });
  if (planned.length === 0) throw new DomainError("invoice.nothing");
  return planned;
}
