"use server";
import { signBatches } from "@/lib/batches/commands";
import { signBatchesSchema } from "@/lib/batches/schema";
import { action, arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const signBatchesAction = action({ asks: "batch.sign", input: signBatchesSchema }, async (ctx, input) => {
  const orders = await signBatches(ctx, input);
  if (orders.length === 0) return arrive(paths.authorization(ctx), "batchSigned");
  return arrive(ctx.actor.permissions.has("order.read") ? paths.orders(ctx) : paths.authorization(ctx), "orderIssued");
});
