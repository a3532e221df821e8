"use client";
import type { DeskCard } from "@/components/master/desk";
import { amountShown } from "@/components/ui/amount-box";
import { AmountCell } from "@/components/ui/amount-cell";
import { type Currency, plainAmount } from "@/lib/money";

// A row's amount stands in its box; in whole cents it is kept with the row's tick, where the sum of what is chosen finds it, and beside
// the box, where a press in the row does.

const kept = "[data-row-card]";

/** The amount of a card in the list. */
export function RowAmount({
  card,
  label,
  currency,
  disabled,
}: {
  card: DeskCard;
  label: string;
  currency: Currency;
  disabled: boolean;
}) {
  return (
    <div data-row-card={JSON.stringify(card)} className="w-full max-w-44 sm:ms-auto sm:w-40">
      <AmountCell name="monto" currency={currency} aria-label={label} disabled={disabled} onCents={keep} />
    </div>
  );
}

function keep(cents: bigint | null, box: HTMLInputElement): void {
  const row = box.closest("tr");
  const place = row?.querySelector<HTMLElement>(kept);
  if (!row || !place) return;
  place.dataset.cents = cents ? cents.toString() : "";
  const tick = row.querySelector<HTMLInputElement>("input[type='checkbox']");
  if (!tick) return;
  tick.dataset.cents = (cents ?? 0n).toString();
  tick.dispatchEvent(new Event("change", { bubbles: true }));
}

/** What stands in a row's box, in decimal digits of cents. */
export const rowCents = (row: Element | null): string | undefined =>
  row?.querySelector<HTMLElement>(kept)?.dataset.cents || undefined;

/** The card of a row with its amount. */
export function rowCard(row: Element): DeskCard | null {
  const text = row.querySelector<HTMLElement>(kept)?.dataset.rowCard;
  return text ? { ...(JSON.parse(text) as DeskCard), cents: rowCents(row) } : null;
}

/** Puts an amount in a row's box, as if it had been typed there. */
export function fillRow(row: Element, cents: bigint, currency: Currency): void {
  const box = row.querySelector<HTMLInputElement>(`${kept} input`);
  if (!box || box.disabled || rowCents(row) === cents.toString()) return;
  box.value = amountShown(plainAmount(cents), currency);
  keep(cents, box);
}

/** What was asked is asked no second time by what is left in the list: the amounts and ticks of these cards go. */
export function clearRows(references: readonly string[]): void {
  for (const place of document.querySelectorAll<HTMLElement>(kept)) {
    const row = place.closest("tr");
    const box = place.querySelector("input");
    if (!row || !box || !references.includes(rowCard(row)?.reference ?? "")) continue;
    box.value = "";
    const tick = row.querySelector<HTMLInputElement>("input[type='checkbox']");
    if (tick) tick.checked = false;
    keep(null, box);
  }
}
