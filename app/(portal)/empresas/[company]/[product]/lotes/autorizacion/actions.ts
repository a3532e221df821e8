"use server";
import { prepareSignature, rejectBatch } from "@/lib/batches/commands";
import { endBatchSchema, prepareSignatureSchema } from "@/lib/batches/schema";
import { action, arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const prepareSignatureAction = action(
  { asks: "batch.sign", input: prepareSignatureSchema, confirm: true },
  async (ctx, input) => arrive(paths.calculatedOrder(ctx, await prepareSignature(ctx, input))),
);

export const rejectInListAction = action(
  { asks: "batch.reject", input: endBatchSchema, confirm: true },
  async (ctx, input) => {
    await rejectBatch(ctx, input);
    return arrive(paths.authorization(ctx), "batchRejected");
  },
);
