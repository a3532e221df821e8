import Link from "next/link";
import { useTranslations } from "next-intl";
import { type BalanceShown, useFinding } from "@/components/home/finding";
import { Sparkline } from "@/components/home/sparkline";
import { Icon } from "@/components/ui/icon";
import { Money } from "@/components/ui/money";

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
