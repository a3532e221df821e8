import { useLocale, useTranslations } from "next-intl";
import { ChartCard } from "@/components/ui/chart-card";
import { dateFormat } from "@/lib/messages/date-format";
import { type Currency, figureLocales, formatMoney } from "@/lib/money";

const scales = [
  { unit: "millions", cents: 100_000_000 },
  { unit: "thousands", cents: 100_000 },
  { unit: "ones", cents: 100 },
] as const;

type Props = {
  title: string;
  subtitle: string;
  along: string;
  series: string;
  currency: Currency;
  /** Days as AAAA-MM-DD with what stood at each one's end, in order; cents in decimal digits. */
  days: readonly { day: string; cents: string }[];
};

/** Money over time: a line that stands still between two days, and each day's close behind it. */
export function MoneyChart({ currency, days, series, ...said }: Props) {
  const t = useTranslations("controls.chart.units");
  const locale = useLocale();
  // The year too, where there are several.
  const several = days[0]?.day.slice(0, 4) !== days.at(-1)?.day.slice(0, 4);
  const date = dateFormat(locale, {
    day: "numeric",
    month: "short",
    ...(several && { year: "2-digit" }),
    timeZone: "UTC",
  });
  const scale = scaleOf(days.map(({ cents }) => Number(cents)));
  return (
    <ChartCard
      {...said}
      kind="steps"
      figures={figureLocales[currency]}
      unit={t(`${currency}.${scale.unit}`)}
      series={[{ label: series, tone: "primary" }]}
      points={days.map(({ day, cents }) => ({
        label: date.format(new Date(day)),
        values: [Number(cents) / scale.cents],
        texts: [formatMoney(BigInt(cents), currency)],
      }))}
    />
  );
}

/** The largest unit of which the highest value holds ten: figures at the axis stay short and tell apart. */
function scaleOf(cents: readonly number[]) {
  const highest = Math.max(...cents);
  return scales.find((scale) => highest >= 10 * scale.cents) ?? scales[2];
}
