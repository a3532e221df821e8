"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Money } from "@/components/ui/money";
import type { Currency } from "@/lib/money";

type Props = {
  /** Name of the rows' boxes, in the same form as this bar. */
  name: string;
  /** What the rows' cents are, where they carry any (`selection.cents` of the table). */
  currency?: Currency;
  one: string;
  many: string;
  /** Said while nothing is chosen. */
  none: string;
  children?: ReactNode;
};

type Chosen = { count: number; cents: bigint };

const nothing: Chosen = { count: 0, cents: 0n };

/** "3 lotes, $ 12.500.000,00": what is chosen in the list above, with the buttons that act on it. */
export function SelectionBar({ name, currency, one, many, none, children }: Props) {
  const t = useTranslations("controls.list");
  const bar = useRef<HTMLDivElement>(null);
  const [{ count, cents }, setChosen] = useState(nothing);

  useEffect(() => {
    const form = bar.current?.closest("form");
    if (!form) return;
    const follow = () => setChosen(sumOf(ticksOf(form, name)));
    follow();
    form.addEventListener("change", follow);
    return () => form.removeEventListener("change", follow);
  }, [name]);

  function forget() {
    const form = bar.current?.closest("form");
    for (const tick of form ? ticksOf(form, name) : []) {
      tick.checked = false;
      tick.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  const some = count > 0;
  return (
    <div
      ref={bar}
      className={classNames(
        "bottom-0 z-10 mt-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 rounded-md border bg-surface px-4 py-3 sm:sticky",
        some && "shadow-raised",
      )}
    >
      <div className="flex min-h-9 min-w-40 items-center gap-1 self-center">
        <p aria-live="polite">
          {some ? (
            <span className="text-base font-semibold">
              {`${count} ${count === 1 ? one : many}`}
              {currency && (
                <>
                  , <Money cents={String(cents)} currency={currency} />
                </>
              )}
            </span>
          ) : (
            <span className="text-ink-soft">{none}</span>
          )}
        </p>
        {some && <IconButton name={t("forget")} icon="close" onClick={forget} />}
      </div>
      <div className="flex flex-wrap items-end gap-3">{children}</div>
    </div>
  );
}

function ticksOf(form: HTMLFormElement, name: string): HTMLInputElement[] {
  const boxes = form.querySelectorAll<HTMLInputElement>("tbody input[type='checkbox']:checked:enabled");
  return [...boxes].filter((box) => box.name === name);
}

function sumOf(ticks: readonly HTMLInputElement[]): Chosen {
  return { count: ticks.length, cents: ticks.reduce((sum, tick) => sum + BigInt(tick.dataset.cents ?? "0"), 0n) };
}
