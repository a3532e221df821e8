import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import type { BillingTotal } from "@/lib/invoices/queries";
import { formatCount } from "@/lib/money";

type Props = {
  totals: readonly BillingTotal[];
  /** Columns that the sum's name takes, and empty ones at the end. */
  before: number;
  after?: number;
  /** Whether there is a column of commission and tax together. */
  total?: boolean;
};

/** The sums of everything that a list was asked, a line a currency. */
export function BillingSums({ totals, before, after, total }: Props) {
  const t = useTranslations("invoices");
  return totals.map(({ currency, orders, commissionCents, taxCents }) => (
    <tr key={currency}>
      <td colSpan={before}>
        {t("sum", { currency })}
        <span className="ms-2 text-xs font-normal text-ink-soft">
          {t("sumOrders", { orders, count: formatCount(orders, currency) })}
        </span>
      </td>
      <td data-align="end" data-label={t("commission")}>
        <Money cents={commissionCents.toString()} currency={currency} />
      </td>
      <td data-align="end" data-label={t("tax")}>
        <Money cents={taxCents.toString()} currency={currency} />
      </td>
      {total && (
        <td data-align="end" data-label={t("total")}>
          <Money cents={(commissionCents + taxCents).toString()} currency={currency} />
        </td>
      )}
      {after && <td colSpan={after} className="max-sm:hidden" />}
    </tr>
  ));
}
