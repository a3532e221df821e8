import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Watch } from "@/components/live/watch";
import { OrderBadge } from "@/components/orders/order-badge";
import { OrderDetail } from "@/components/orders/order-detail";
import { OrderVerbs } from "@/components/orders/order-verbs";
import { PayPanel } from "@/components/orders/pay-panel";
import { ProductFrame } from "@/components/product/product-frame";
import { LinkButton } from "@/components/ui/link-button";
import { codeTriesMax, findOpenConfirmation } from "@/lib/approvals/confirmations";
import type { Context } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import { maskedMail } from "@/lib/mask";
import { findOrder } from "@/lib/orders/queries";
import { codeDelivery, deliveryMoves, orderAllows, orderMoves } from "@/lib/orders/rules";
import { orderNumber } from "@/lib/orders/schema";
import { page } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { requestCodeAction } from "../actions";
import { annulShownOrderAction, payOrderAction } from "./actions";

export const generateMetadata = titled("portal.menu.orders");

export default page({ asks: "order.read" }, async (ctx, { params, search }) => {
  const t = await getTranslations("orders");
  const number = orderNumber.safeParse(params.order);
  const order = number.success ? await findOrder(ctx, number.data) : null;
  if (!order) throw new NotFound();
  const payable = orderAllows("pay", order.status) && ctx.actor.permissions.has("order.pay");
  const code = payable ? await findCode(ctx, order.number, search.confirmacion) : null;
  const moving = [
    ...(orderMoves(order.status) ? [{ number: order.number, status: order.status }] : []),
    ...(code?.state === "open" && deliveryMoves(code.delivery) ? [{ number: code.id, status: code.delivery }] : []),
  ];
  return (
    <ProductFrame
      ctx={ctx}
      at="orders"
      title={order.number}
      badge={<OrderBadge status={order.status} />}
      notice={await noticeOf(search)}
      actions={
        <>
          <LinkButton href={paths.orders(ctx)} icon="back">
            {t("verb.back")}
          </LinkButton>
          <OrderVerbs
            ctx={ctx}
            order={order}
            actions={{ requestCode: requestCodeAction, annul: annulShownOrderAction }}
            paying={code !== null}
          />
        </>
      }
    >
      {code && (
        <PayPanel
          key={code.id}
          ctx={ctx}
          order={order}
          code={code}
          mail={maskedMail(ctx.actor.user.email)}
          actions={{ pay: payOrderAction, requestCode: requestCodeAction }}
        />
      )}
      <Watch href={paths.withQuery(paths.progress(ctx), { confirmacion: code?.id })} moving={moving}>
        <OrderDetail ctx={ctx} order={order} quiet={code !== null} />
      </Watch>
    </ProductFrame>
  );
});

/** The code that the address says was asked for this order: how its mail stands, or why it is of no use. */
async function findCode(ctx: Context, number: string, asked: string | string[] | undefined) {
  const id = z.uuid().safeParse(asked);
  if (!id.success) return null;
  const open = await findOpenConfirmation(ctx, id.data, "order.pay");
  const live = open?.subject === number && open.expires_at > ctx.now ? open : null;
  if (!live) return { id: id.data, state: "gone" as const };
  if (live.tries >= codeTriesMax) return { id: id.data, state: "noTries" as const };
  const triesLeft = codeTriesMax - live.tries;
  return { id: id.data, state: "open" as const, delivery: codeDelivery(live), expiresAt: live.expires_at, triesLeft };
}
