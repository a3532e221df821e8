"use server";
import { annulBatch, confirmBatch, rejectBatch, withdrawSignature } from "@/lib/batches/commands";
import { confirmBatchSchema, endBatchSchema, withdrawSignatureSchema } from "@/lib/batches/schema";
import { action, arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const confirmBatchAction = action(
  { asks: "batch.confirm", input: confirmBatchSchema, confirm: true },
  async (ctx, input) => {
    await confirmBatch(ctx, input);
    return arrive(paths.batch(ctx, input.lote), "batchConfirmed");
  },
);

export const rejectBatchAction = action(
  { asks: "batch.reject", input: endBatchSchema, confirm: true },
  async (ctx, input) => {
    await rejectBatch(ctx, input);
    return arrive(paths.batch(ctx, input.lote), "batchRejected");
  },
);

export const annulBatchAction = action(
  { asks: "batch.annul", input: endBatchSchema, confirm: true },
  async (ctx, input) => {
    await annulBatch(ctx, input);
    return arrive(paths.batch(ctx, input.lote), "batchAnnulled");
  },
);

export const withdrawSignatureAction = action(
  { asks: "batch.withdraw", input: withdrawSignatureSchema, confirm: true },
  async (ctx, input) => {
    await withdrawSignature(ctx, input);
    return arrive(paths.batch(ctx, input.lote), "signatureWithdrawn");
  },
);
