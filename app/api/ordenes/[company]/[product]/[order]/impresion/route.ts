import { NotFound } from "@/lib/errors";
import { orderDocument } from "@/lib/orders/print";
import { findOrder } from "@/lib/orders/queries";
import { orderNumber } from "@/lib/orders/schema";
import { shownPdf } from "@/lib/web/attached";
import { download } from "@/lib/web/doors";

/** The order's paper, to be printed from the browser. */
export const GET = download({ asks: "order.print" }, async (ctx, { params }) => {
  const number = orderNumber.safeParse(params.order);
  const order = number.success ? await findOrder(ctx, number.data) : null;
  if (!order) throw new NotFound();
  const { bytes } = await orderDocument(ctx, order.id, false);
  return shownPdf(`${order.number}.pdf`, bytes);
});
