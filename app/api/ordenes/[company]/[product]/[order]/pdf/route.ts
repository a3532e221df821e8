import { NotFound } from "@/lib/errors";
import { orderPdf } from "@/lib/orders/pdf";
import { findOrderPaper } from "@/lib/orders/print";
import { findOrder, findOrderDocument } from "@/lib/orders/queries";
import { orderNumber } from "@/lib/orders/schema";
import { attachedPdf } from "@/lib/web/attached";
import { download } from "@/lib/web/doors";

/** The order's PDF as it was issued; the same bytes made now when the worker has not kept them yet. */
export const GET = download({ asks: "order.pdf" }, async (ctx, { params }) => {
  const number = orderNumber.safeParse(params.order);
  const order = number.success ? await findOrder(ctx, number.data) : null;
  if (!order) throw new NotFound();
  const bytes = (await findOrderDocument(ctx, order.id)) ?? (await orderPdf(await findOrderPaper(ctx, order.id)));
  return attachedPdf(`${order.number}.pdf`, bytes);
});
