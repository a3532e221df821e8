"use server";
import { signBatches } from "@/lib/batches/commands";
import { signBatchesSchema } from "@/lib/batches/schema";
import { action, arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const signBatchesAction = action({ asks: "batch.sign", input: signBatchesSchema }, async (ctx, input) => {
  const orders = await signBatches(ctx, input);
  const seesOrders = orders.length > 0 && ctx.actor.permissions.has("order.read");
  const list = seesOrders ? paths.orders(ctx) : paths.authorization(ctx);
  const withReceipt = paths.withQuery(list, { comprobante: input.confirmacion });
  return arrive(withReceipt, orders.length === 0 ? "batchSigned" : "orderIssued");
});
