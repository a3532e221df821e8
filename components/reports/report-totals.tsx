import { useTranslations } from "next-intl";
import { Stat } from "@/components/ui/stat";
import { type Currency, formatCount, formatMoney } from "@/lib/money";

type Props = {
  words: "master";
  count: number;
  /** Cents in decimal digits. */
  totals: readonly { key: string; cents: bigint }[];
  currency: Currency;
};

/** How much was found, and its sums. */
export function ReportTotals({ words, count, totals, currency }: Props) {
  const t = useTranslations("reports");
  return (
    <section aria-label={t("totals")} className="mb-4 flex flex-wrap gap-3 *:grow *:basis-32">
      <Stat label={t("count")} value={formatCount(count, currency)} />
      {totals.map(({ key, cents }) => (
        <Stat
          key={key}
          label={t(`${words}.totals.${key}` as "master.title")}
          value={<span className="whitespace-nowrap">{formatMoney(cents, currency)}</span>}
        />
      ))}
    </section>
  );
}
