"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { useDesk } from "@/components/master/desk";
import { fillRow, rowCard, rowCents } from "@/components/master/row-amount";
import { type RowVerb, rowIcons } from "@/components/master/row-verbs";
import { AmountCell } from "@/components/ui/amount-cell";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import type { Currency } from "@/lib/money";

type Props = {
  /** Name of the rows' boxes, in the same form as these. */
  name: string;
  currency: Currency;
  balanceCents: string;
  may: readonly RowVerb[];
};

/** What is done with the chosen cards: an amount for all or each row's own, what would stand on the master account, the verbs. */
export function MoveTools({ name, currency, balanceCents, may }: Props) {
  const t = useTranslations("master");
  const { ask, ready } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  const common = useRef<bigint | null>(null);
  const [chosen, setChosen] = useState({ count: 0, cents: 0n });
  const moves = may.includes("CREDIT") || may.includes("DEBIT");

  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    const follow = () => {
      const rows = rowsOf(form, name);
      const { current: amount } = common;
      // Who is chosen after the amount for all was typed has it too; an amount of their own stays.
      for (const row of rows) if (amount && rowCents(row) === undefined) fillRow(row, amount, currency);
      setChosen({ count: rows.length, cents: rows.reduce((sum, row) => sum + BigInt(rowCents(row) ?? 0), 0n) });
    };
    follow();
    form.addEventListener("change", follow);
    return () => form.removeEventListener("change", follow);
  }, [name, currency]);

  function fill(cents: bigint | null) {
    const form = place.current?.closest("form");
    common.current = cents;
    if (!form || !cents) return;
    for (const row of rowsOf(form, name)) fillRow(row, cents, currency);
  }

  function press(kind: RowVerb) {
    const form = place.current?.closest("form");
    const cards = form ? rowsOf(form, name).flatMap((row) => rowCard(row) ?? []) : [];
    if (cards.length > 0) ask({ kind, cards });
  }

  const after = BigInt(balanceCents) - chosen.cents;
  return (
    <div ref={place} hidden={chosen.count === 0} className="flex flex-wrap items-end gap-x-5 gap-y-3">
      {moves && (
        <>
          <div>
            <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
              {t("amountForAll")}
            </label>
            <div className="w-44">
              <AmountCell id={id} name="paraTodas" currency={currency} onCents={fill} />
            </div>
          </div>
          <p aria-live="polite" className="min-h-9 min-w-40 text-xs text-ink-soft">
            {t("after")}
            <span className="block text-sm font-medium text-ink">
              <Money cents={after.toString()} currency={currency} tone={after < 0n ? "out" : "plain"} />
            </span>
          </p>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {may.map((kind) => (
          <Button
            key={kind}
            icon={rowIcons[kind]}
            variant={kind === "CREDIT" ? "primary" : "secondary"}
            onClick={() => press(kind)}
            {...ready}
          >
            {t(`many.${kind}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function rowsOf(form: HTMLFormElement, name: string): Element[] {
  const ticks = form.querySelectorAll<HTMLInputElement>("tbody input[type='checkbox']:checked:enabled");
  return [...ticks].filter((tick) => tick.name === name).flatMap((tick) => tick.closest("tr") ?? []);
}
