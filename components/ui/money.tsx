import { classNames } from "@/components/ui/class-names";
import { type Tone, toneText } from "@/components/ui/tone";
import { type Currency, formatMoney } from "@/lib/money";

type Props = {
  /** Whole cents in decimal digits: a bigint does not travel to the browser as itself. */
  cents: string;
  currency: Currency;
  /** `in` for money that came, `out` for money that left; plain otherwise. */
  tone?: Tone;
  className?: string;
};

/** An amount as the country writes it, in figures of one width so that columns stand. */
export function Money({ cents, currency, tone = "plain", className }: Props) {
  return (
    <span className={classNames("whitespace-nowrap tabular-nums", tone !== "plain" && toneText[tone], className)}>
      {formatMoney(BigInt(cents), currency)}
    </span>
  );
}
