import { z } from "zod";
import { invoiceNumberOf } from "@/lib/invoices/rules";

/** A page of a list at most. */
const numbersMax = 100;

/**
 * Invoice numbers by the number of their order, as they are typed beside each, empty for none; `vuelta` is what the list was asked, to
 * come back to it.
 */
export const invoicesSchema = z
  .record(z.string().regex(/^(?:vuelta|OS-\d{4}-\d{6})$/), z.string().max(500, "tooLong"))
  .refine((typed) => Object.keys(typed).length <= numbersMax + 1)
  .transform(({ vuelta = "", ...typed }) => ({
    numbers: Object.fromEntries(Object.entries(typed).map(([order, text]) => [order, invoiceNumberOf(text)])),
    vuelta,
  }));

export const invoiceFileSchema = z.strictObject({ archivo: z.uuid() });

/** A file as it is announced: the id makes a repeated send the same file. */
export const announcedFileSchema = z.strictObject({ id: z.uuid(), nombre: z.string().min(1).max(500) });

export type InvoicesInput = z.infer<typeof invoicesSchema>;
export type InvoiceFileInput = z.infer<typeof invoiceFileSchema>;
