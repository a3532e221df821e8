import { getTranslations } from "next-intl/server";
import { CardCriteria } from "@/components/master/card-criteria";
import { CardList } from "@/components/master/card-list";
import { MasterToday } from "@/components/master/master-today";
import { ProductFrame } from "@/components/product/product-frame";
import { ListFrame } from "@/components/ui/list-frame";
import { Pager } from "@/components/ui/pager";
import { listCards } from "@/lib/cards/list";
import { criteriaOf, criteriaQuery } from "@/lib/cards/schema";
import { findMasterToday } from "@/lib/ledger/queries";
import { figureLocales } from "@/lib/money";
import { page } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { findCardsAction } from "./actions";
import { MasterWords } from "./words";

export const generateMetadata = titled("portal.menu.master");

const leastRows = 25;

export default page({ asks: "card.read" }, async (ctx, { search }) => {
  const t = await getTranslations("master");
  const criteria = criteriaOf(search);
  const cards = await listCards(ctx, criteria, pageWanted(search, leastRows));
  const searched = Object.values(criteria).some((one) => one !== null);
  const ver = cards.size === leastRows ? undefined : String(cards.size);
  const here = (more: Record<string, string | undefined>) =>
    paths.withQuery(paths.master(ctx), { ...criteriaQuery(criteria), ver, ...more });
  return (
    <ProductFrame
      ctx={ctx}
      at="master"
      title={(await getTranslations("portal.menu"))("master")}
      intro={t("intro")}
      notice={await noticeOf(search)}
    >
      <MasterWords>
        <MasterToday ctx={ctx} today={await findMasterToday(ctx)} />
        <ListFrame>
          <CardCriteria
            company={ctx.company.code}
            product={ctx.product.code}
            criteria={criteria}
            clear={searched ? paths.withQuery(paths.master(ctx), { ver }) : undefined}
            rowsShown={ver}
            action={findCardsAction}
          />
          <CardList ctx={ctx} rows={cards.rows} searched={searched} />
          {cards.total > 0 && (
            <Pager
              manner="master"
              page={cards.page}
              size={cards.size}
              total={cards.total}
              more={cards.more}
              href={(number, size) => here({ pagina: String(number), ver: String(size) })}
              numbers={figureLocales[ctx.product.currency]}
            />
          )}
        </ListFrame>
      </MasterWords>
    </ProductFrame>
  );
});
