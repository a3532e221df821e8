import Link from "next/link";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

export type Trend = {
  way: "rises" | "falls" | "same";
  /** The change in words, with what it is measured against: "12 % más que en octubre". */
  text: string;
  /** Whether that is good news; plain where it is neither. */
  news?: "good" | "bad";
};

type Props = { label: string; value: ReactNode; note?: ReactNode; trend?: Trend; href?: string };

const newsColours = { good: "text-in", bad: "text-out" };

/** One figure with its name and where it is going; the whole card leads to what stands behind it. */
export function Stat({ label, value, note, trend, href }: Props) {
  return (
    <div className="relative rounded-md border bg-surface px-4 py-3.5 has-[a:hover]:border-edge">
      <p className="text-xs text-ink-soft">
        {href ? (
          <Link prefetch={false} href={href} className="after:absolute after:inset-0 after:rounded-md">
            {label}
          </Link>
        ) : (
          label
        )}
      </p>
      <p className="mt-1 text-lg font-semibold tabular-nums">{value}</p>
      {trend && (
        <p
          className={classNames(
            "mt-0.5 flex items-center gap-1.5 text-xs",
            trend.news ? newsColours[trend.news] : "text-ink-soft",
          )}
        >
          <Icon name={trend.way} size={14} className="shrink-0" />
          {trend.text}
        </p>
      )}
      {note && <p className="mt-0.5 text-xs text-ink-soft">{note}</p>}
    </div>
  );
}
