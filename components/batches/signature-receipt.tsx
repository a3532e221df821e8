import { useLocale, useTranslations } from "next-intl";
import type { SigningLot } from "@/components/batches/signers";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { Receipt } from "@/components/ui/receipt";
import type { SignatureShown } from "@/lib/batches/shown";
import type { Context } from "@/lib/context";
import { languageOf } from "@/lib/messages/language";
import { paths } from "@/lib/web/paths";
import { localTime } from "@/lib/words";
import { amountInWords } from "@/lib/words-amount";

type Props = {
  ctx: Pick<Context, "company" | "product" | "now" | "actor">;
  /** The statement as it was signed, and when. */
  statement: { id: string; shown: SignatureShown; usedAt: Date };
  lots: readonly Omit<SigningLot, "may">[];
};

/** What a signer takes away: lots, total in figures and words, when, under which reference, and what came of it. */
export function SignatureReceipt({ ctx, statement, lots }: Props) {
  const t = useTranslations("authorization.receipt");
  const language = languageOf(useLocale());
  const { currency } = ctx.product;
  const { shown, usedAt, id } = statement;
  const orders = [...new Set(lots.flatMap(({ order }) => (order ? [order.number] : [])))];
  const [first] = orders;
  const seesOrders = ctx.actor.permissions.has("order.read");
  return (
    <Receipt
      title={t("signed", { count: shown.lots.length })}
      printable
      reference={id}
      items={[
        { label: t("by"), value: ctx.actor.user.name },
        {
          label: t("at"),
          value: localTime(usedAt, ctx.company.timeZone, language),
        },
        ...orders.map((number) => ({ label: t("order"), value: number })),
        ...shown.lots.map((lot) => ({
          label: t("lot", { number: lot.number }),
          value: <Money cents={lot.totalCents} currency={currency} />,
        })),
        { label: t("total"), value: <Money cents={shown.total.totalCents} currency={currency} />, total: true },
      ]}
      foot={
        <>
          <p>{amountInWords(BigInt(shown.total.totalCents), currency, language)}</p>
          {shown.lots.map((lot) => (
            <p key={lot.number} className="mt-1 break-all">
              {t("digests")} · {lot.number}: <span className="font-mono">{lot.digest}</span>
            </p>
          ))}
        </>
      }
      actions={
        first &&
        seesOrders && (
          <LinkButton href={paths.order(ctx, first)} variant="primary">
            {t("toOrder")}
          </LinkButton>
        )
      }
    >
      {orders.length > 0 ? t("issued", { count: orders.length }) : t("waits")}
    </Receipt>
  );
}
