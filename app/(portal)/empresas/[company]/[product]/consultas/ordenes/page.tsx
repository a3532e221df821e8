import { getTranslations } from "next-intl/server";
import { ReceiptLink } from "@/components/batches/receipt-link";
import { Watch } from "@/components/live/watch";
import { OrderFilters } from "@/components/orders/order-filters";
import { OrderList } from "@/components/orders/order-list";
import { ProductFrame } from "@/components/product/product-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { figureLocales } from "@/lib/money";
import { orderSearch, orderSorts } from "@/lib/orders/filter";
import { listOrders } from "@/lib/orders/queries";
import { orderMoves } from "@/lib/orders/rules";
import { sortText } from "@/lib/sorting";
import { page } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { sortWanted, textWanted } from "@/lib/web/sorting";
import { annulOrderAction, requestCodeAction } from "./actions";

export const generateMetadata = titled("portal.menu.orders");

export default page({ asks: "order.read" }, async (ctx, { search }) => {
  const t = await getTranslations("orders.list");
  const asked = { ...orderSearch(search), text: textWanted(search), sort: sortWanted(search, orderSorts) };
  const { from, to, status, text, sort } = asked;
  const orders = await listOrders(ctx, { ...asked, ...pageWanted(search) });
  const moving = orders.rows.filter((row) => orderMoves(row.status)).map(({ number, status }) => ({ number, status }));
  const filtered = from !== null || to !== null || status !== null || text !== null;
  const query = {
    desde: from ?? undefined,
    hasta: to ?? undefined,
    estado: status ?? undefined,
    buscar: text ?? undefined,
    orden: sortText(sort),
    ver: orders.size === 10 ? undefined : String(orders.size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(paths.orders(ctx), { ...query, ...more });
  return (
    <ProductFrame
      ctx={ctx}
      at="orders"
      title={(await getTranslations("portal.menu"))("orders")}
      intro={t("intro")}
      notice={await noticeOf(search)}
      noticeAction={<ReceiptLink ctx={ctx} search={search} />}
    >
      <ListFrame>
        <OrderFilters href={paths.orders(ctx)} search={asked} query={query} />
        {from && to && from > to && (
          <Notice tone="amber" className="mb-4">
            {t("backwards")}
          </Notice>
        )}
        <Watch href={paths.progress(ctx)} moving={moving}>
          <OrderList
            ctx={ctx}
            rows={orders.rows}
            sort={sort}
            href={here}
            actions={{ requestCode: requestCodeAction, annul: annulOrderAction }}
            empty={
              <EmptyState icon={filtered ? "search" : "inbox"} title={t(filtered ? "noMatch" : "none")}>
                {t(filtered ? "noMatchText" : "noneText")}
              </EmptyState>
            }
          />
        </Watch>
        {orders.total > 0 && (
          <Pager
            page={orders.page}
            size={orders.size}
            total={orders.total}
            href={(number, size) => here({ pagina: String(number), ver: String(size) })}
            numbers={figureLocales[ctx.product.currency]}
          />
        )}
      </ListFrame>
    </ProductFrame>
  );
});
