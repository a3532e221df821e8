import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { BatchBadge } from "@/components/batches/batch-badge";
import { useFailure } from "@/components/orders/order-list";
import { OrderPayment } from "@/components/orders/order-payment";
import { DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import type { Tone } from "@/components/ui/tone";
import type { Context } from "@/lib/context";
import type { OrderStatus } from "@/lib/generated/prisma/enums";
import { languageOf } from "@/lib/messages/language";
import { formatCount } from "@/lib/money";
import type { OrderDetail as Order, OrderLot } from "@/lib/orders/queries";
import { accountTail } from "@/lib/orders/rules";
import { paths } from "@/lib/web/paths";
import { amountInWords } from "@/lib/words-amount";

type Place = Pick<Context, "company" | "product" | "now" | "actor">;
type Props = {
  ctx: Place;
  order: Order;
  /** Something above asks for attention: what the state means stays unsaid. */
  quiet?: boolean;
};

/** An order: what its state means now, its figures, lots, signers and payment. */
export function OrderDetail({ ctx, order, quiet }: Props) {
  const t = useTranslations("orders.detail");
  const language = languageOf(useLocale());
  const { company, product } = ctx;
  const money = (cents: bigint) => <Money cents={cents.toString()} currency={product.currency} />;
  return (
    <>
      {!quiet && <Meaning order={order} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-5">
          <section aria-labelledby="figures" className="rounded-md border bg-surface px-5 py-5 sm:px-6">
            <h2 id="figures" className="text-base font-semibold">
              {t("figures", { status: order.status })}
            </h2>
            <div className="mt-3 border-y py-4">
              <p className="text-xs text-ink-soft">{t("orderTotal")}</p>
              <Money
                cents={order.totalCents.toString()}
                currency={product.currency}
                className="text-xl font-semibold"
              />
              <p className="mt-0.5 text-pretty text-ink-soft">
                {amountInWords(order.totalCents, product.currency, language)}
              </p>
            </div>
            <div className="mt-3 grid gap-x-12 xl:grid-cols-2">
              <DescriptionList
                figures
                items={[
                  {
                    label: t("issuedAt"),
                    value: (
                      <DateTime
                        at={order.issuedAt.toISOString()}
                        now={ctx.now.toISOString()}
                        timeZone={company.timeZone}
                      />
                    ),
                  },
                  {
                    label: t("account"),
                    value: t(order.accountName === null ? "accountTail" : "accountNamed", {
                      tail: accountTail(order.bankAccount),
                      name: order.accountName ?? "",
                    }),
                  },
                  { label: t("lines"), value: formatCount(order.lineCount, ctx.product.currency) },
                  ...(order.paidAt ? [{ label: t("invoice"), value: <Invoice ctx={ctx} order={order} /> }] : []),
                ]}
              />
              <DescriptionList
                figures
                items={[
                  { label: t("amount"), value: money(order.amountCents) },
                  { label: t("commission"), value: money(order.commissionCents) },
                  { label: t(`tax.${company.country}`), value: money(order.taxCents) },
                ]}
              />
            </div>
          </section>
          <section>
            <h2 className="mb-3 text-base font-semibold">{t("lots")}</h2>
            <Lots ctx={ctx} lots={order.lots} />
          </section>
        </div>
        <div className="grid gap-5">
          <OrderPayment ctx={ctx} order={order} />
          <Signers ctx={ctx} lots={order.lots} />
        </div>
      </div>
    </>
  );
}

/** The number that the order is billed by. Its PDF says it too; as it was issued, the order stays to be had. */
function Invoice({ ctx, order }: { ctx: Place; order: Order }) {
  const t = useTranslations("orders");
  if (!order.invoice) return <span className="text-ink-soft">{t("detail.noInvoice")}</span>;
  return (
    <span className="grid justify-items-end gap-0.5">
      <span className="font-medium break-all proportional-nums">{order.invoice.number}</span>
      {ctx.actor.permissions.has("order.pdf") && (
        <a
          href={paths.issuedOrderPdf(ctx, order.number)}
          download
          className="text-xs text-primary underline underline-offset-2 touch:py-2"
        >
          {t("verb.issuedPdf")}
        </a>
      )}
    </span>
  );
}

const tones: Partial<Record<OrderStatus, Tone>> = {
  PROCESSED: "in",
  PROCESSED_WITH_REJECTIONS: "amber",
  IN_VERIFICATION: "amber",
  PAYMENT_FAILED: "out",
  ANNULLED: "plain",
};

function Meaning({ order }: { order: Order }) {
  const t = useTranslations("orders.meaning");
  const failure = useFailure(order.status === "PAYMENT_FAILED" ? order.failure : null);
  const count = order.lots.reduce((sum, lot) => sum + lot.rejected, 0);
  return (
    <Notice tone={tones[order.status] ?? "primary"} title={failure ?? undefined} className="mb-5">
      {order.annulReason ? t("signerLost", { names: order.annulReason }) : t(order.status, { count })}
    </Notice>
  );
}

function Lots({ ctx, lots }: { ctx: Place; lots: readonly OrderLot[] }) {
  const t = useTranslations("orders.detail");
  const types = useTranslations("batches.type");
  const mayRead = ctx.actor.permissions.has("batch.read");
  return (
    <DataTable
      caption={t("lots")}
      rows={lots}
      rowKey={(lot) => lot.number}
      columns={[
        {
          key: "number",
          title: true,
          label: t("number"),
          cell: (lot) => (
            <span>
              {mayRead ? (
                <Link
                  prefetch={false}
                  href={paths.batch(ctx, lot.number)}
                  className="font-medium whitespace-nowrap text-primary underline underline-offset-2"
                >
                  {lot.number}
                </Link>
              ) : (
                <span className="font-medium whitespace-nowrap">{lot.number}</span>
              )}
              <span className="block text-xs font-normal text-ink-soft">{types(lot.type)}</span>
            </span>
          ),
        },
        {
          key: "lines",
          label: t("lines"),
          align: "end",
          cell: (lot) => formatCount(lot.lineCount, ctx.product.currency),
        },
        {
          key: "total",
          label: t("total"),
          align: "end",
          cell: (lot) => <Money cents={lot.orderTotalCents.toString()} currency={ctx.product.currency} />,
        },
        {
          key: "state",
          label: t("state"),
          cell: (lot) => (
            <span className="inline-flex flex-wrap items-center justify-end gap-x-2 gap-y-0.5 sm:justify-start">
              <BatchBadge status={lot.status} />
              {lot.rejected > 0 && <span className="text-xs text-out">{t("rejected", { count: lot.rejected })}</span>}
            </span>
          ),
        },
      ]}
      empty={<p className="px-5 py-4 text-ink-soft">{t("noLots")}</p>}
    />
  );
}

/** Who signed, once for all lots that the same people signed together. */
function Signers({ ctx, lots }: { ctx: Place; lots: readonly OrderLot[] }) {
  const t = useTranslations("orders.detail");
  const groups = [...Map.groupBy(lots, (lot) => JSON.stringify(lot.signers)).values()];
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="signers" className="rounded-md border bg-surface px-5 py-5">
      <h2 id="signers" className="text-base font-semibold">
        {t("signers")}
      </h2>
      {groups.map((group) => (
        <div key={group[0]?.number} className="mt-3">
          {groups.length > 1 && (
            <p className="mb-1.5 text-xs text-ink-soft">
              {t("signedLots", { numbers: group.map((lot) => lot.number).join(", ") })}
            </p>
          )}
          <ul className="grid gap-2">
            {group[0]?.signers.map((signer) => (
              <li key={signer.name}>
                <p className="font-medium">{signer.name}</p>
                <p className="text-xs text-ink-soft">
                  {t.rich("signedAt", {
                    time: () => (
                      <DateTime
                        at={new Date(signer.signedAt).toISOString()}
                        now={ctx.now.toISOString()}
                        timeZone={ctx.company.timeZone}
                      />
                    ),
                  })}
                </p>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
