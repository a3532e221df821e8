import { getTranslations } from "next-intl/server";
import { Watch } from "@/components/live/watch";
import { CardCriteria } from "@/components/master/card-criteria";
import { CardList } from "@/components/master/card-list";
import { MasterDesk } from "@/components/master/desk";
import { InstructionList } from "@/components/master/instruction-list";
import { MasterToday } from "@/components/master/master-today";
import { MasterVerbs } from "@/components/master/master-verbs";
import { ProductFrame } from "@/components/product/product-frame";
import { ListFrame } from "@/components/ui/list-frame";
import { Pager } from "@/components/ui/pager";
import { listCards } from "@/lib/cards/list";
import { criteriaOf, criteriaQuery } from "@/lib/cards/schema";
import { listInstructions } from "@/lib/instructions/queries";
import { instructionMoves } from "@/lib/instructions/rules";
import { findMasterToday } from "@/lib/ledger/queries";
import { figureLocales } from "@/lib/money";
import { page } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { findCardsAction } from "./actions";
import { deskActions, deskPlace, verbsOf } from "./desk";
import { MasterWords } from "./words";

export const generateMetadata = titled("portal.menu.master");

const leastRows = 25;
const latestShown = 8;

export default page({ asks: "card.read" }, async (ctx, { search }) => {
  const t = await getTranslations("master");
  const criteria = criteriaOf(search);
  const cards = await listCards(ctx, criteria, pageWanted(search, leastRows));
  const searched = Object.values(criteria).some((one) => one !== null);
  const ver = cards.size === leastRows ? undefined : String(cards.size);
  const here = (more: Record<string, string | undefined>) =>
    paths.withQuery(paths.master(ctx), { ...criteriaQuery(criteria), ver, ...more });
  const today = await findMasterToday(ctx);
  const may = verbsOf(ctx.actor);
  const latest = await listInstructions(ctx, latestShown);
  const moving = latest.filter((row) => instructionMoves(row.status)).map(({ number, status }) => ({ number, status }));
  return (
    <ProductFrame
      ctx={ctx}
      at="master"
      title={(await getTranslations("portal.menu"))("master")}
      intro={t("intro")}
      notice={await noticeOf(search)}
    >
      <MasterWords>
        <MasterDesk place={deskPlace(ctx, today)} actions={deskActions}>
          <MasterToday ctx={ctx} today={today}>
            {may.master.length > 0 && <MasterVerbs may={may.master} />}
          </MasterToday>
          <ListFrame>
            <CardCriteria
              company={ctx.company.code}
              product={ctx.product.code}
              criteria={criteria}
              clear={searched ? paths.withQuery(paths.master(ctx), { ver }) : undefined}
              rowsShown={ver}
              action={findCardsAction}
            />
            <CardList
              ctx={ctx}
              rows={cards.rows}
              searched={searched}
              balanceCents={today.balanceCents}
              may={may.rows}
            />
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
          {latest.length > 0 && (
            <section aria-labelledby="latest" className="mt-8">
              <h2 id="latest" className="mb-3 text-base font-semibold">
                {t("latest")}
              </h2>
              <Watch href={paths.instructions(ctx)} moving={moving}>
                <InstructionList ctx={ctx} rows={latest} caption={t("latest")} />
              </Watch>
            </section>
          )}
        </MasterDesk>
      </MasterWords>
    </ProductFrame>
  );
});
