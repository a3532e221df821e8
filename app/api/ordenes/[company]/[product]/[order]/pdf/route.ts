import { NotFound } from "@/lib/errors";
import { orderDocument } from "@/lib/orders/print";
import { findOrder } from "@/lib/orders/queries";
import { orderNumber } from "@/lib/orders/schema";
import { attachedPdf } from "@/lib/web/attached";
import { download } from "@/lib/web/doors";

/** The order's PDF: with its invoice number once it has one, else, or with `copia=emitida`, as it was issued. */
export const GET = download({ asks: "order.pdf" }, async (ctx, { params, search }) => {
  const number = orderNumber.safeParse(params.order);
  const order = number.success ? await findOrder(ctx, number.data) : null;
  if (!order) throw new NotFound();
  const { bytes, invoice } = await orderDocument(ctx, order.id, search.get("copia") === "emitida");
  return attachedPdf(`${[order.number, invoice].filter(Boolean).join("-")}.pdf`, bytes);
});
