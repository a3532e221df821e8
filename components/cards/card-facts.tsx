import Link from "next/link";
import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import type { CardDetail } from "@/lib/cards/queries";
import { cardNumber } from "@/lib/cards/rules";
import type { Context } from "@/lib/context";
import { paths } from "@/lib/web/paths";

type Props = { ctx: Pick<Context, "company" | "product" | "now" | "actor">; card: CardDetail };

/** Who holds a card and what it is; its number as far as anybody here may see it. */
export function CardFacts({ ctx, card }: Props) {
  const t = useTranslations("cards");
  const items = [
    { label: t("holder"), value: card.holder ?? t("noHolder") },
    ...(card.document ? [{ label: t("document"), value: card.document.replace("-", " ") }] : []),
    { label: t("number"), value: <span className="tabular-nums">{cardNumber(card)}</span> },
    { label: t("reference"), value: <span className="tabular-nums">{card.reference}</span> },
    { label: t("product"), value: ctx.product.name },
    {
      label: t("since"),
      value: <DateTime at={card.createdAt.toISOString()} now={ctx.now.toISOString()} timeZone={ctx.company.timeZone} />,
    },
    ...(card.issuedIn ? [{ label: t("issuedIn"), value: <Lot ctx={ctx} number={card.issuedIn} /> }] : []),
    ...(card.replacedBy ? [{ label: t("replacedBy"), value: <Other ctx={ctx} reference={card.replacedBy} /> }] : []),
    ...(card.replaces ? [{ label: t("replaces"), value: <Other ctx={ctx} reference={card.replaces} /> }] : []),
  ];
  return (
    <div className="rounded-md border bg-surface px-4 py-3">
      <DescriptionList items={items} figures />
    </div>
  );
}

/** Another card, by its reference. */
function Other({ ctx, reference }: { ctx: Pick<Context, "company" | "product">; reference: string }) {
  return (
    <Link
      prefetch={false}
      href={paths.card(ctx, reference)}
      className="font-medium tabular-nums hover:text-primary hover:underline"
    >
      {reference}
    </Link>
  );
}

/** A lot's number, which leads to it for whoever may read lots. */
export function Lot({ ctx, number }: { ctx: Pick<Context, "company" | "product" | "actor">; number: string }) {
  if (!ctx.actor.permissions.has("batch.read")) return <span className="tabular-nums">{number}</span>;
  return (
    <Link
      prefetch={false}
      href={paths.batch(ctx, number)}
      className="font-medium tabular-nums hover:text-primary hover:underline"
    >
      {number}
    </Link>
  );
}
