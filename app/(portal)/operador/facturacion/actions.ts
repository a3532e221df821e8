"use server";
import { applyInvoiceFile, invoiceFileShown } from "@/lib/invoices/by-file";
import { giveInvoices, invoicesShown } from "@/lib/invoices/commands";
import { listAsked } from "@/lib/invoices/rules";
import { invoiceFileSchema, invoicesSchema } from "@/lib/invoices/schema";
import { arrive } from "@/lib/web/doors";
import { operatorAction, operatorReview } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const reviewInvoicesAction = operatorReview({ asks: "invoice.write", input: invoicesSchema }, invoicesShown);

export const giveInvoicesAction = operatorAction(
  { asks: "invoice.write", input: invoicesSchema, verb: "invoice.give", shows: invoicesShown },
  async (ctx, input) => {
    await giveInvoices(ctx, input);
    const list = paths.withQuery(paths.companyBilling(ctx.tenant.code), listAsked(input.vuelta));
    return arrive(list, "invoicesGiven");
  },
);

export const applyInvoiceFileAction = operatorAction(
  { asks: "invoice.write", input: invoiceFileSchema, verb: "invoice.give", shows: invoiceFileShown },
  async (ctx, input) => {
    await applyInvoiceFile(ctx, input);
    return arrive(paths.invoiceFile(input.archivo), "invoicesGiven");
  },
);
