import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CardBadge } from "@/components/cards/card-badge";
import { CardFacts } from "@/components/cards/card-facts";
import { CardLots } from "@/components/cards/card-lots";
import { ProductFrame } from "@/components/product/product-frame";
import { findCard, listLotsOfCard } from "@/lib/cards/queries";
import { page } from "@/lib/web/doors";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("cards.title");

export default page({ asks: "card.read" }, async (ctx, { params }) => {
  const t = await getTranslations("cards");
  const card = await findCard(ctx, params.reference ?? "");
  if (!card) notFound();
  const lots = await listLotsOfCard(ctx, card);
  return (
    <ProductFrame
      ctx={ctx}
      at="card"
      title={card.holder ?? t("titleOf", { last4: card.last4 })}
      badge={<CardBadge status={card.status} />}
    >
      <div className="grid items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <CardFacts ctx={ctx} card={card} />
        <section aria-labelledby="lots">
          <h2 id="lots" className="text-base font-semibold">
            {t("lots")}
          </h2>
          <p className="mb-3 text-xs text-ink-soft">{t("lotsNote")}</p>
          <CardLots ctx={ctx} lots={lots} />
        </section>
      </div>
    </ProductFrame>
  );
});
