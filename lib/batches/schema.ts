import { z } from "zod";
import { chosen } from "@/lib/input";

export const batchNumber = z.string().regex(/^L-\d{4}-\d{6}$/);
const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const reason = z.string().trim().min(1, "required").min(5, "tooShort").max(500, "tooLong");

export const confirmBatchSchema = z.strictObject({
  lote: batchNumber,
  version,
  visto: digest,
  motivo: z.string().trim().max(500, "tooLong").optional().default(""),
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
