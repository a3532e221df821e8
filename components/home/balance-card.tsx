import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Sparkline } from "@/components/home/sparkline";
import { Icon } from "@/components/ui/icon";
import { Money } from "@/components/ui/money";
import type { MasterBalance } from "@/lib/home/statement";
import { type Currency, formatMoney } from "@/lib/money";

export type BalanceShown = Pick<MasterBalance, "balanceCents" | "days"> & { currency: Currency };

type Props = {
  balance: BalanceShown;
  /** The card's name: the product's, or what the balance is. */
  name: string;
  where?: string;
  href?: string;
};

/** What stands on a product's master account, how it came there over the last days, and in words what the line says. */
export function BalanceCard({ balance, name, where, href }: Props) {
  const t = useTranslations("home.balances");
  const finding = useFinding(balance);
  return (
    <div className="relative rounded-md border bg-surface px-4 py-3.5 has-[a:hover]:border-edge">
      <p className="text-sm font-medium">
        {href ? (
          <Link prefetch={false} href={href} className="after:absolute after:inset-0 after:rounded-md">
            {name}
          </Link>
        ) : (
          name
        )}
      </p>
      <p className="text-xs text-ink-soft">{where ?? t("master")}</p>
      <p className="mt-1.5 text-lg font-semibold">
        <Money cents={balance.balanceCents.toString()} currency={balance.currency} />
      </p>
      <p className="mt-0.5 mb-2 flex items-center gap-1 text-xs text-ink-soft">
        {finding.change !== 0n && (
          <Icon name="down" size={13} className={finding.change > 0n ? "rotate-180 text-in" : "text-out"} />
        )}
        {finding.says}
      </p>
      <Sparkline cents={balance.days.map((day) => BigInt(day.cents))} label={finding.line} />
    </div>
  );
}

/** What the line says: how far it went, and the sentence for whoever hears it. */
function useFinding({ days, currency }: BalanceShown) {
  const t = useTranslations("home.balances");
  const locale = useLocale();
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
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
