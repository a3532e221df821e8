import { z } from "zod";
import { characters, chosen, reason, written } from "@/lib/input";

export const batchNumber = z.string().regex(/^L-\d{4}-\d{6}$/);
const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const confirmBatchSchema = z.strictObject({
  lote: batchNumber,
  version,
  visto: digest,
  motivo: written
    .refine((text) => text === "" || characters(text) >= 5, "tooShort")
    .optional()
    .default(""),
});
export const deleteBatchSchema = z.strictObject({ lote: batchNumber });
export const prepareSignatureSchema = z.strictObject({ lotes: chosen(batchNumber), proceso: z.enum(["lote", "tipo"]) });
export const signBatchesSchema = z.strictObject({ confirmacion: z.uuid() });
export const endBatchSchema = z.strictObject({ lote: batchNumber, version, motivo: reason });
export const withdrawSignatureSchema = z.strictObject({ lote: batchNumber, version });

export type ConfirmBatch = z.infer<typeof confirmBatchSchema>;
export type DeleteBatch = z.infer<typeof deleteBatchSchema>;
export type PrepareSignature = z.infer<typeof prepareSignatureSchema>;
export type SignBatches = z.infer<typeof signBatchesSchema>;
export type EndBatch = z.infer<typeof endBatchSchema>;
export type WithdrawSignature = z.infer<typeof withdrawSignatureSchema>;
