import { getTranslations } from "next-intl/server";
import { MovementList } from "@/components/home/movement-list";
import { ProductFrame } from "@/components/product/product-frame";
import { Pager } from "@/components/ui/pager";
import { countMovements, listMovements } from "@/lib/home/statement";
import { figureLocales } from "@/lib/money";
import { page } from "@/lib/web/doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("portal.menu.movements");

export default page({ asks: "movement.read" }, async (ctx, { search }) => {
  const t = await getTranslations("home.movements");
  const { company, product, actor } = ctx;
  const account = { id: company.id, timeZone: company.timeZone, products: [product] };
  const { page: number, size } = pageWanted(search);
  const total = await countMovements(ctx, account);
  const rows = await listMovements(ctx, account, { size, skip: (number - 1) * size });
  const { currency } = product;
  const readsLots = actor.permissions.has("batch.read");
  return (
    <ProductFrame
      ctx={ctx}
      at="movements"
      title={(await getTranslations("portal.menu"))("movements")}
      intro={t("intro")}
    >
      <MovementList
        rows={rows.map((row) => ({ ...row, company, product, currency, timeZone: company.timeZone, readsLots }))}
        now={ctx.now}
      />
      {total > 0 && (
        <Pager
          page={number}
          size={size}
          total={total}
          href={(page, rowsShown) =>
            paths.withQuery(paths.movements(ctx), { pagina: String(page), ver: String(rowsShown) })
          }
          numbers={figureLocales[ctx.product.currency]}
        />
      )}
    </ProductFrame>
  );
});
