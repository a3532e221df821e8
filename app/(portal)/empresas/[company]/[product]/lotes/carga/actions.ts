"use server";
import { confirmBatch, deleteBatch } from "@/lib/batches/commands";
import { confirmBatchSchema, deleteBatchSchema } from "@/lib/batches/schema";
import { action, arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const confirmInTrayAction = action(
  { asks: "batch.confirm", input: confirmBatchSchema, confirm: true },
  async (ctx, input) => {
    await confirmBatch(ctx, input);
    return arrive(paths.upload(ctx), "batchConfirmed");
  },
);

export const deleteBatchAction = action({ asks: "batch.delete", input: deleteBatchSchema }, async (ctx, input) => {
  await deleteBatch(ctx, input);
  return arrive(paths.upload(ctx), "batchDeleted");
});
