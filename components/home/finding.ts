import { useLocale, useTranslations } from "next-intl";
import type { MasterBalance } from "@/lib/home/statement";
import { dateFormat } from "@/lib/messages/date-format";
import { type Currency, formatMoney } from "@/lib/money";

export type BalanceShown = Pick<MasterBalance, "balanceCents" | "days"> & { currency: Currency };

/** What the line says: how far it went, and the sentence for whoever hears it. */
export function useFinding({ days, currency }: BalanceShown) {
  const t = useTranslations("home.balances");
  const locale = useLocale();
  const date = dateFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  const cents = days.map((day) => BigInt(day.cents));
  const [first = 0n, last = 0n] = [cents[0], cents.at(-1)];
  const ordered = cents.toSorted((one, other) => (one < other ? -1 : 1));
  const change = last - first;
  const money = (value: bigint) => formatMoney(value, currency);
  const says =
    change === 0n ? t("same") : t(change > 0n ? "up" : "down", { amount: money(change > 0n ? change : -change) });
  const line = t("line", {
    from: date.format(new Date(days[0]?.day ?? 0)),
    to: date.format(new Date(days.at(-1)?.day ?? 0)),
    first: money(first),
    last: money(last),
    low: money(ordered[0] ?? first),
    high: money(ordered.at(-1) ?? first),
  });
  return { change, says, line };
}
