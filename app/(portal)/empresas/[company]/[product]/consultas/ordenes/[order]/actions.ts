"use server";
import { annulOrder, payOrder } from "@/lib/batches/payment";
import { checkPaymentCode } from "@/lib/orders/commands";
import { annulOrderSchema, payOrderSchema } from "@/lib/orders/schema";
import { action, arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { settings } from "@/lib/web/request";

export const payOrderAction = action(
  {
    asks: "order.pay",
    input: payOrderSchema,
    confirm: true,
    before: (ctx, input) => checkPaymentCode(ctx, input, settings().secretsKeys),
  },
  async (ctx, input) => {
    await payOrder(ctx, input);
    return arrive(paths.order(ctx, input.orden));
  },
);

export const annulShownOrderAction = action(
  { asks: "order.annul", input: annulOrderSchema, confirm: true },
  async (ctx, input) => {
    await annulOrder(ctx, input);
    return arrive(paths.order(ctx, input.orden), "orderAnnulled");
  },
);
