import { z } from "zod";
import { batchNumber } from "@/lib/batches/schema";
import { reason } from "@/lib/input";
import { orderNumber } from "@/lib/orders/schema";

/** What is in doubt: the payment of an order, or a lot's page at the core. */
export const doubtSubject = z.union([orderNumber, batchNumber]);

export const askDoubtSchema = z.strictObject({ asunto: doubtSubject });

/** A reference as banks give them (ARCHITECTURE.md, the protocol). */
export const bankReference = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/**
 * How a doubt ends by hand: what was found out of a payment (the bank's reference where it debited) or of a lot's page, and how it is
 * known.
 */
export const resolveDoubtSchema = z.strictObject({
  asunto: doubtSubject,
  resultado: z.enum(["debitado", "no-debitado", "hecho", "no-hecho"], "required"),
  referencia: z.string().trim().max(100, "tooLong").optional().default(""),
  motivo: reason,
});

export type AskDoubt = z.infer<typeof askDoubtSchema>;
export type ResolveDoubt = z.infer<typeof resolveDoubtSchema>;
