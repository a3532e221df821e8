import { useLocale, useTranslations } from "next-intl";
import { type BalanceShown, useFinding } from "@/components/home/finding";
import { ChartCard } from "@/components/ui/chart-card";
import { formatMoney } from "@/lib/money";

const scales = [
  { unit: "millions", cents: 100_000_000 },
  { unit: "thousands", cents: 100_000 },
  { unit: "ones", cents: 100 },
] as const;

/** The master account over its last days: a line that stands still between two movements, and each day's close behind it. */
export function BalanceChart({ balance }: { balance: BalanceShown }) {
  const t = useTranslations("home.balances");
  const date = new Intl.DateTimeFormat(useLocale(), { day: "numeric", month: "short", timeZone: "UTC" });
  const { days, currency } = balance;
  const { says } = useFinding(balance);
  const scale = scaleOf(days.map(({ cents }) => Number(cents)));
  return (
    <ChartCard
      title={says}
      subtitle={t("table")}
      kind="steps"
      unit={t(`units.${currency}.${scale.unit}`)}
      along={t("day")}
      series={[{ label: t("close"), tone: "primary" }]}
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
