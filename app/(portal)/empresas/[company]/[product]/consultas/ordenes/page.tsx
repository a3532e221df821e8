import { getTranslations } from "next-intl/server";
import { Watch } from "@/components/live/watch";
import { OrderFilters } from "@/components/orders/order-filters";
import { OrderList } from "@/components/orders/order-list";
import { ProductFrame } from "@/components/product/product-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { orderSearch } from "@/lib/orders/filter";
import { listOrders } from "@/lib/orders/queries";
import { orderMoves } from "@/lib/orders/rules";
import { page } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { annulOrderAction, requestCodeAction } from "./actions";

export const generateMetadata = titled("portal.menu.orders");

export default page({ asks: "order.read" }, async (ctx, { search }) => {
  const t = await getTranslations("orders.list");
  const asked = orderSearch(search);
  const { from, to, status } = asked;
  const orders = await listOrders(ctx, { ...asked, ...pageWanted(search) });
  const moving = orders.rows.filter((row) => orderMoves(row.status)).map(({ number, status }) => ({ number, status }));
  const filtered = from !== null || to !== null || status !== null;
  const query = { desde: from ?? undefined, hasta: to ?? undefined, estado: status ?? undefined };
  return (
    <ProductFrame
      ctx={ctx}
      at="orders"
      title={(await getTranslations("portal.menu"))("orders")}
      intro={t("intro")}
      notice={await noticeOf(search)}
    >
      <OrderFilters
        href={paths.orders(ctx)}
        search={asked}
        size={orders.size === 10 ? undefined : String(orders.size)}
      />
      {from && to && from > to && (
        <Notice tone="amber" className="mb-4">
          {t("backwards")}
        </Notice>
      )}
      <Watch href={paths.progress(ctx)} moving={moving}>
        <OrderList
          ctx={ctx}
          rows={orders.rows}
          actions={{ requestCode: requestCodeAction, annul: annulOrderAction }}
          empty={
            <EmptyState title={t(filtered ? "noMatch" : "none")}>{t(filtered ? "noMatchText" : "noneText")}</EmptyState>
          }
        />
      </Watch>
      {orders.total > 0 && (
        <Pager
          page={orders.page}
          size={orders.size}
          total={orders.total}
          href={(number, size) =>
            paths.withQuery(paths.orders(ctx), { ...query, pagina: String(number), ver: String(size) })
          }
          numbers="es-CO"
        />
      )}
    </ProductFrame>
  );
});
