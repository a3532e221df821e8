import { z } from "zod";
import { batchNumber } from "@/lib/batches/schema";
import { reason } from "@/lib/input";
import { instructionNumber } from "@/lib/instructions/schema";
import { orderNumber } from "@/lib/orders/schema";

/** What is in doubt: the payment of an order, a lot's page at the core, or an instruction at bank or core. */
export const doubtSubject = z.union([orderNumber, batchNumber, instructionNumber]);

export const askDoubtSchema = z.strictObject({ asunto: doubtSubject });

/**
 * How a doubt ends by hand: what was found out of a payment (the bank's reference where it debited), of a lot's page or of an
 * instruction (the bank's reference where the bank did it), and how it is known.
 */
export const resolveDoubtSchema = z.strictObject({
  asunto: doubtSubject,
  resultado: z.enum(["debitado", "no-debitado", "hecho", "no-hecho"], "required"),
  referencia: z.string().trim().max(100, "tooLong").optional().default(""),
  motivo: reason,
});

export type AskDoubt = z.infer<typeof askDoubtSchema>;
export type ResolveDoubt = z.infer<typeof resolveDoubtSchema>;
