"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Money } from "@/components/ui/money";
import type { Currency } from "@/lib/money";

type Props = {
  /** Name of the rows' boxes, in the same form as this bar. */
  name: string;
  /** Whole cents of each row, by the value of its box. */
  cents: Record<string, string>;
  currency: Currency;
  one: string;
  many: string;
  /** Said while nothing is chosen. */
  none: string;
  children?: ReactNode;
};

/** "3 lotes, $ 12.500.000,00": what is chosen in the list above, with the buttons that act on it. */
export function SelectionBar({ name, cents, currency, one, many, none, children }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string[]>([]);

  useEffect(() => {
    const form = bar.current?.closest("form");
    if (!form) return;
    const follow = () => setChosen(new FormData(form).getAll(name).map(String));
    follow();
    form.addEventListener("change", follow);
    return () => form.removeEventListener("change", follow);
  }, [name]);

  const total = chosen.reduce((sum, value) => sum + BigInt(cents[value] ?? "0"), 0n);
  const some = chosen.length > 0;
  return (
    <div
      ref={bar}
      className={classNames(
        "bottom-0 z-10 mt-3 sm:sticky flex flex-wrap items-end justify-between gap-x-6 gap-y-3 rounded-md border bg-surface px-4 py-3",
        some && "shadow-raised",
      )}
    >
      <p aria-live="polite" className="min-w-40 self-center">
        {some ? (
          <>
            <span className="block text-xs text-ink-soft">{`${chosen.length} ${chosen.length === 1 ? one : many}`}</span>
            <Money cents={String(total)} currency={currency} className="text-lg font-semibold" />
          </>
        ) : (
          <span className="text-ink-soft">{none}</span>
        )}
      </p>
      <div className="flex flex-wrap items-end gap-3">{children}</div>
    </div>
  );
}
