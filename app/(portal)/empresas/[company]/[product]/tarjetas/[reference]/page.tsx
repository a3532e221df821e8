import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CardBadge } from "@/components/cards/card-badge";
import { CardFacts } from "@/components/cards/card-facts";
import { CardLots } from "@/components/cards/card-lots";
import { CardMovements } from "@/components/cards/card-movements";
import { Watch } from "@/components/live/watch";
import { CardVerbs } from "@/components/master/card-verbs";
import { MasterDesk } from "@/components/master/desk";
import { InstructionList } from "@/components/master/instruction-list";
import { ProductFrame } from "@/components/product/product-frame";
import { listCardMovements } from "@/lib/cards/movements";
import { findCard, listLotsOfCard } from "@/lib/cards/queries";
import { listChangesOfCard } from "@/lib/instructions/queries";
import { instructionMoves } from "@/lib/instructions/rules";
import { findMasterToday } from "@/lib/ledger/queries";
import { page } from "@/lib/web/doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { deskActions, deskPlace, verbsOf } from "../../servicios/cuenta-maestra/desk";
import { MasterWords } from "../../servicios/cuenta-maestra/words";

export const generateMetadata = titled("cards.title");

const movementsShown = 10;

export default page({ asks: "card.read" }, async (ctx, { params, search }) => {
  const t = await getTranslations("cards");
  const card = await findCard(ctx, params.reference ?? "");
  if (!card) notFound();
  const { page: number } = pageWanted(search);
  const skip = (number - 1) * movementsShown;
  const movements = await listCardMovements(ctx, card.reference, { size: movementsShown + 1, skip });
  const changes = await listChangesOfCard(ctx, card.reference);
  const lots = await listLotsOfCard(ctx, card);
  const { reference, bin, last4, holder, status } = card;
  const moving = changes
    .filter((row) => instructionMoves(row.status))
    .map((row) => ({ number: row.number, status: row.status }));
  const turned = (to: number) =>
    paths.withQuery(paths.card(ctx, reference), { pagina: to === 1 ? undefined : String(to) });
  return (
    <MasterWords>
      <MasterDesk place={deskPlace(ctx, await findMasterToday(ctx))} actions={deskActions}>
        <ProductFrame
          ctx={ctx}
          at="card"
          title={holder ?? t("titleOf", { last4 })}
          badge={<CardBadge status={status} />}
          actions={<CardVerbs card={{ reference, bin, last4, holder, status }} may={verbsOf(ctx.actor).card} />}
        >
          <div className="grid items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
            <CardFacts ctx={ctx} card={card} />
            <div className="grid min-w-0 gap-8">
              <Part id="movements" title={t("movements")}>
                <CardMovements
                  ctx={ctx}
                  rows={movements.slice(0, movementsShown)}
                  earlier={movements.length > movementsShown ? turned(number + 1) : undefined}
                  later={number > 1 ? turned(number - 1) : undefined}
                />
              </Part>
              {changes.length > 0 && (
                <Part id="history" title={t("history")} note={t("historyNote")}>
                  <Watch href={paths.instructions(ctx)} moving={moving}>
                    <InstructionList ctx={ctx} rows={changes} caption={t("history")} ofCard />
                  </Watch>
                </Part>
              )}
              <Part id="lots" title={t("lots")} note={t("lotsNote")}>
                <CardLots ctx={ctx} lots={lots} />
              </Part>
            </div>
          </div>
        </ProductFrame>
      </MasterDesk>
    </MasterWords>
  );
});

function Part({ id, title, note, children }: { id: string; title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-3 text-base font-semibold">
        {title}
      </h2>
      {note && <p className="-mt-2 mb-3 text-xs text-ink-soft">{note}</p>}
      {children}
    </section>
  );
}
