import { useLocale, useTranslations } from "next-intl";
import { useFailure } from "@/components/orders/order-list";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { Receipt } from "@/components/ui/receipt";
import type { Context } from "@/lib/context";
import { languageOf } from "@/lib/messages/language";
import type { OrderDetail } from "@/lib/orders/queries";
import { accountTail } from "@/lib/orders/rules";
import { localTime } from "@/lib/words";
import { amountInWords } from "@/lib/words-amount";

type Props = { ctx: Pick<Context, "company" | "product" | "now" | "actor">; order: OrderDetail };

/** How the payment stands: nothing yet, on its way, refused and why, or the receipt of what the bank debited. */
export function OrderPayment({ ctx, order }: Props) {
  const t = useTranslations("orders.detail");
  const failure = useFailure(order.payment?.status === "REFUSED" ? order.payment.reason : null);
  const { payment, paidAt, finishedAt } = order;
  const language = languageOf(useLocale());
  const at = (instant: Date) => (
    <DateTime at={instant.toISOString()} now={ctx.now.toISOString()} timeZone={ctx.company.timeZone} />
  );
  // A receipt is read on paper, days later.
  const stamp = (instant: Date) => localTime(instant, ctx.company.timeZone, language);
  if (payment && paidAt) {
    return (
      <Receipt
        title={t("receipt")}
        foot={amountInWords(order.totalCents, ctx.product.currency, language)}
        printable={ctx.actor.permissions.has("order.print")}
        reference={payment.reference}
        items={[
          { label: t("order"), value: <span className="whitespace-nowrap proportional-nums">{order.number}</span> },
          { label: t("paidAt"), value: stamp(paidAt) },
          ...(finishedAt ? [{ label: t("finishedAt"), value: stamp(finishedAt) }] : []),
          ...(payment.bankReference
            ? [
                {
                  label: t("bankReference"),
                  value: <span className="font-mono text-xs whitespace-nowrap">{payment.bankReference}</span>,
                },
              ]
            : []),
          {
            label: t("total"),
            value: <Money cents={order.totalCents.toString()} currency={ctx.product.currency} />,
            total: true,
          },
        ]}
      >
        {t("receiptText", { tail: accountTail(order.bankAccount) })}
      </Receipt>
    );
  }
  return (
    <section aria-labelledby="payment" className="rounded-md border bg-surface px-5 py-5">
      <h2 id="payment" className="mb-1.5 text-base font-semibold">
        {t("payment")}
      </h2>
      {payment ? (
        <DescriptionList
          figures
          items={[
            { label: t("requestedAt"), value: at(payment.requestedAt) },
            { label: t("reference"), value: <span className="font-mono text-xs">{payment.reference}</span> },
            { label: t("attempt"), value: String(payment.attempt) },
            { label: t("result"), value: failure ?? t(`results.${payment.status}`) },
          ]}
        />
      ) : (
        <p className="text-ink-soft">{t(order.status === "ANNULLED" ? "annulled" : "notPaid")}</p>
      )}
    </section>
  );
}
