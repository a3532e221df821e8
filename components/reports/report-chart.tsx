import { useLocale, useTranslations } from "next-intl";
import { MoneyChart } from "@/components/ui/money-chart";
import { dateFormat } from "@/lib/messages/date-format";
import { type Currency, formatMoney, moneyKept } from "@/lib/money";
import type { MoneyOverTime } from "@/lib/reports/report";
import { changeOver, type Period, periodOf } from "@/lib/reports/rules";

type Props = {
  words: "master";
  told: MoneyOverTime;
  currency: Currency /** AAAA-MM-DD, of the company's zone. */;
  today: string;
};

/** A report's line over time, under what it says. */
export function ReportChart({ words, told, currency, today }: Props) {
  const t = useTranslations("reports.finding");
  const said = useTranslations("reports");
  const locale = useLocale();
  const { days } = told;
  const change = changeOver(told);
  const when = whenOf(periodOf(days[0]?.day ?? today, days.at(-1)?.day ?? today, today), { t, locale });
  const what = said(`${words}.chart.what`);
  const percent = (perMille: number) =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: perMille < 100 ? 1 : 0 }).format(
      perMille / 1000,
    );
  const title = () => {
    if (change.kind === "same") return t("same", { what, when });
    const money = (cents: bigint) => formatMoney(cents, currency);
    if ("far" in change) return t(change.kind, { what, when, far: money(change.far) });
    if (change.kind === "between")
      return t("between", { what, when, before: money(change.before), after: money(change.after) });
    return t(change.kind, { what, when, percent: percent(change.perMille) });
  };
  return (
    <MoneyChart
      title={moneyKept(title())}
      subtitle={said(`${words}.chart.subtitle`)}
      along={said(`${words}.chart.along`)}
      series={said(`${words}.chart.series`)}
      currency={currency}
      days={days.map(({ day, cents }) => ({ day, cents: cents.toString() }))}
    />
  );
}

type Words = { t: ReturnType<typeof useTranslations<"reports.finding">>; locale: string };

function whenOf(period: Period, { t, locale }: Words): string {
  const date = (day: string, options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  const whole = { day: "numeric", month: "short", year: "numeric" } as const;
  if (period.kind === "month") return t("month", { month: date(period.day, { month: "long", year: "numeric" }) });
  if (period.kind === "day") return t("day", { day: date(period.day, whole) });
  return t("days", { from: date(period.from, whole), to: date(period.to, whole) });
}
