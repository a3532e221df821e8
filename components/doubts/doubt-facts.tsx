import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import type { Doubt, InstructionDoubt, PageDoubt, PaymentDoubt } from "@/lib/operator/doubt-queries";

type Props<Of> = { doubt: Of; company: string; now: Date };

/** What left the house: who for, how much, from which account, under which reference, and when. */
export function DoubtFacts({ doubt, ...rest }: Props<Doubt>) {
  const t = useTranslations("doubts.page");
  return (
    <section aria-labelledby="sent" className="rounded-md border bg-surface px-5 py-5 sm:px-6">
      <h2 id="sent" className="mb-2 text-base font-semibold">
        {t("sent")}
      </h2>
      {doubt.kind === "PAYMENT" && <Payment doubt={doubt} {...rest} />}
      {doubt.kind === "PAGE" && <Page doubt={doubt} {...rest} />}
      {doubt.kind === "INSTRUCTION" && <Instruction doubt={doubt} {...rest} />}
    </section>
  );
}

function Payment({ doubt, company, now }: Props<PaymentDoubt>) {
  const t = useTranslations("doubts.page");
  const { payment, timeZone } = doubt;
  const time = (at: Date) => <DateTime at={at.toISOString()} now={now.toISOString()} timeZone={timeZone} />;
  return (
    <DescriptionList
      figures
      items={[
        { label: t("company"), value: company },
        { label: t("product"), value: doubt.product },
        { label: t("account"), value: t("accountTail", { tail: doubt.accountTail }) },
        { label: t("reference"), value: payment.reference },
        { label: t("attempt"), value: String(payment.attempt) },
        { label: t("requested"), value: time(payment.requestedAt) },
        ...(payment.sentAt ? [{ label: t("sentAt"), value: time(payment.sentAt) }] : []),
        ...(payment.resolvedAt ? [{ label: t("resolved"), value: time(payment.resolvedAt) }] : []),
        ...(payment.bankReference ? [{ label: t("bankReference"), value: payment.bankReference }] : []),
        { label: t("total"), value: <Money cents={doubt.cents.toString()} currency={doubt.currency} />, total: true },
      ]}
    />
  );
}

function Page({ doubt, company }: Props<PageDoubt>) {
  const t = useTranslations("doubts.page");
  return (
    <DescriptionList
      figures
      items={[
        { label: t("company"), value: company },
        { label: t("product"), value: doubt.product },
        { label: t("order"), value: doubt.orderNumber },
        { label: t("reference"), value: doubt.answers[0]?.reference ?? "" },
        { label: t("lines"), value: String(doubt.lines) },
        { label: t("pages"), value: String(doubt.pagesDone) },
        {
          label: t("lotTotal"),
          value: <Money cents={doubt.cents.toString()} currency={doubt.currency} />,
          total: true,
        },
      ]}
    />
  );
}

function Instruction({ doubt, company, now }: Props<InstructionDoubt>) {
  const t = useTranslations("doubts.page");
  const asks = useTranslations("doubts.instruction.asks");
  const { cents, currency, timeZone } = doubt;
  const time = (at: Date) => <DateTime at={at.toISOString()} now={now.toISOString()} timeZone={timeZone} />;
  return (
    <DescriptionList
      figures
      items={[
        { label: t("company"), value: company },
        { label: t("product"), value: doubt.product },
        { label: t("what"), value: asks(doubt.asks) },
        ...(doubt.accountTail ? [{ label: t("account"), value: t("accountTail", { tail: doubt.accountTail }) }] : []),
        { label: t("reference"), value: doubt.reference },
        { label: t("requested"), value: time(doubt.requestedAt) },
        ...(doubt.sentAt ? [{ label: t("sentAt"), value: time(doubt.sentAt) }] : []),
        ...(doubt.resolvedAt ? [{ label: t("resolved"), value: time(doubt.resolvedAt) }] : []),
        ...(doubt.outside ? [{ label: t("bankReference"), value: doubt.outside }] : []),
        ...(cents === null
          ? []
          : [{ label: t("total"), value: <Money cents={cents.toString()} currency={currency} />, total: true }]),
      ]}
    />
  );
}
