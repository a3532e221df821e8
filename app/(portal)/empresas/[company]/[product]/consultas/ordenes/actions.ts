"use server";
import { annulOrder } from "@/lib/batches/payment";
import { requestPaymentCode } from "@/lib/orders/commands";
import { annulOrderSchema, requestCodeSchema } from "@/lib/orders/schema";
import { action, arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { settings } from "@/lib/web/request";

export const requestCodeAction = action({ asks: "order.pay", input: requestCodeSchema }, async (ctx, input) => {
  const confirmacion = await requestPaymentCode(ctx, input, settings().secretsKeys);
  return arrive(paths.withQuery(paths.order(ctx, input.orden), { confirmacion }));
});

export const annulOrderAction = action(
  { asks: "order.annul", input: annulOrderSchema, confirm: true },
  async (ctx, input) => {
    await annulOrder(ctx, input);
    return arrive(paths.orders(ctx), "orderAnnulled");
  },
);
