import Link from "next/link";
import type { ReactNode } from "react";

type Props = { label: string; value: ReactNode; note?: ReactNode; href?: string };

/** One figure with its name; the whole card leads to what stands behind it. */
export function Stat({ label, value, note, href }: Props) {
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
      {note && <p className="mt-0.5 text-xs text-ink-soft">{note}</p>}
    </div>
  );
}
