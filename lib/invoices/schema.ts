import { z } from "zod";
import { invoiceNumberForm, invoiceNumberOf } from "@/lib/invoices/rules";
import { orderNumber } from "@/lib/orders/schema";

/** Invoice numbers by the number of their order, as they are typed beside each; empty = none. A page of a list at most. */
export const invoicesSchema = z
  .record(
    orderNumber,
    z
      .string()
      .max(200, "tooLong")
      .transform(invoiceNumberOf)
      .refine((text) => text.length <= 30, "tooLong")
      .refine((text) => text === "" || invoiceNumberForm.test(text)),
  )
  .refine((typed) => Object.keys(typed).length <= 100);

export const invoiceFileSchema = z.strictObject({ archivo: z.uuid() });

/** A file as it is announced: the id makes a repeated send the same file. */
export const announcedFileSchema = z.strictObject({ id: z.uuid(), nombre: z.string().min(1).max(500) });

export type InvoicesInput = z.infer<typeof invoicesSchema>;
export type InvoiceFileInput = z.infer<typeof invoiceFileSchema>;
