import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OrderBadge } from "@/components/orders/order-badge";
import { OrderVerbs } from "@/components/orders/order-verbs";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import type { FormAction } from "@/components/ui/form";
import { IconLink } from "@/components/ui/icon-button";
import { Money } from "@/components/ui/money";
import type { Context } from "@/lib/context";
import { formatCount } from "@/lib/money";
import type { OrderSort } from "@/lib/orders/filter";
import type { OrderRow } from "@/lib/orders/queries";
import { sortLink } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: Pick<Context, "company" | "product" | "now" | "actor">;
  rows: readonly OrderRow[];
  sort: OrderSort | null;
  /** The list's address with something else asked. */
  href: (more: Record<string, string | undefined>) => string;
  actions: { requestCode: FormAction; annul: FormAction };
  empty: ReactNode;
};

/** Service orders, newest first, each with what may be done with it. */
export function OrderList({ ctx, rows, sort, href, actions, empty }: Props) {
  const t = useTranslations("orders");
  const menu = useTranslations("portal.menu");
  return (
    <DataTable
      caption={menu("orders")}
      columns={useColumns(ctx, sort, href)}
      rows={rows}
      rowKey={(row) => row.number}
      actions={(row) => (
        <>
          <IconLink name={t("verb.detail")} icon="detail" href={paths.order(ctx, row.number)} />
          <OrderVerbs ctx={ctx} order={row} actions={actions} iconOnly />
        </>
      )}
      empty={empty}
    />
  );
}

function useColumns(ctx: Props["ctx"], sort: Props["sort"], href: Props["href"]): Column<OrderRow>[] {
  const t = useTranslations("orders.list");
  const { now, company, product } = ctx;
  const money = (cents: bigint) => <Money cents={cents.toString()} currency={product.currency} />;
  const by = (key: OrderSort["by"]) => sortLink(sort, key, (orden) => href({ orden }));
  return [
    {
      key: "number",
      sort: by("numero"),
      title: true,
      className: "whitespace-nowrap",
      label: t("number"),
      cell: (row) => (
        <Link
          prefetch={false}
          href={paths.order(ctx, row.number)}
          className="font-medium hover:text-primary hover:underline"
        >
          {row.number}
          {row.invoice && (
            <span className="block text-xs font-normal text-ink-soft">{t("invoice", { number: row.invoice })}</span>
          )}
        </Link>
      ),
    },
    {
      key: "at",
      sort: by("fecha"),
      label: t("at"),
      cell: (row) => <DateTime at={row.issuedAt.toISOString()} now={now.toISOString()} timeZone={company.timeZone} />,
    },
    { key: "lots", label: t("lots"), align: "end", cell: (row) => formatCount(row.lots, ctx.product.currency) },
    { key: "lines", label: t("lines"), align: "end", cell: (row) => formatCount(row.lineCount, ctx.product.currency) },
    { key: "amount", sort: by("monto"), label: t("amount"), align: "end", cell: (row) => money(row.amountCents) },
    { key: "total", sort: by("total"), label: t("total"), align: "end", cell: (row) => money(row.totalCents) },
    { key: "state", sort: by("estado"), label: t("status"), cell: (row) => <State row={row} /> },
  ];
}

function State({ row }: { row: OrderRow }) {
  const reason = useFailure(row.status === "PAYMENT_FAILED" ? row.failure : null);
  return (
    <span className="inline-flex flex-col items-end gap-0.5 sm:items-start">
      <OrderBadge status={row.status} />
      {reason && <span className="max-w-52 text-xs text-pretty text-ink-soft">{reason}</span>}
    </span>
  );
}

/** Why the bank refused a debit, in a sentence; null when it did not. */
export function useFailure(code: string | null): string | null {
  const t = useTranslations("orders.failure");
  if (code === null) return null;
  return t.has(code as "other") ? t(code as "other") : t("other");
}
