import { useTranslations } from "next-intl";
import { type BalanceShown, useFinding } from "@/components/home/finding";
import { MoneyChart } from "@/components/ui/money-chart";

/** The master account over its last days. */
export function BalanceChart({ balance }: { balance: BalanceShown }) {
  const t = useTranslations("home.balances");
  const { days, currency } = balance;
  const { says } = useFinding(balance);
  return (
    <MoneyChart
      title={says}
      subtitle={t("table")}
      along={t("day")}
      series={t("close")}
      currency={currency}
      days={days}
    />
  );
}
