import { listProgress } from "@/lib/batches/queries";
import { listOrderProgress } from "@/lib/orders/queries";
import { download } from "@/lib/web/doors";

/** Lots and orders that change by themselves, as they stand now. Asked by open pages once a second. */
export const GET = download({ asks: "batch.read", background: true }, async (ctx) => {
  const batches = await listProgress(ctx);
  const orders = ctx.actor.permissions.has("order.read") ? await listOrderProgress(ctx) : [];
  return Response.json({ batches, orders });
});
