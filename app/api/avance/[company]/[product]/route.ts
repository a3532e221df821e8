import { z } from "zod";
import { listProgress } from "@/lib/batches/queries";
import { listCodeProgress, listOrderProgress } from "@/lib/orders/queries";
import { download } from "@/lib/web/doors";

/** Lots, orders and the mail of one's own code, as far as they change by themselves, as they stand now. Asked by open pages once a second. */
export const GET = download({ asks: "batch.read", background: true }, async (ctx, { search }) => {
  const { permissions } = ctx.actor;
  const batches = await listProgress(ctx);
  const orders = permissions.has("order.read") ? await listOrderProgress(ctx) : [];
  const code = z.uuid().safeParse(search.get("confirmacion"));
  const codes = code.success && permissions.has("order.pay") ? await listCodeProgress(ctx, code.data) : [];
  return Response.json({ batches, orders, codes });
});
