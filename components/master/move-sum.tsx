"use client";
import { useTranslations } from "next-intl";
import type { DeskPlace } from "@/components/master/desk";
import { DescriptionList } from "@/components/ui/description-list";
import { useFormRefusal } from "@/components/ui/form";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import type { MasterKind } from "@/lib/instructions/rules";
import { formatMoney, moneyKept } from "@/lib/money";

type Props = { kind: "CREDIT" | "DEBIT" | MasterKind; amounts: readonly (bigint | null)[]; place: DeskPlace };

/** The running total, what stands on the master account and what will; what is missing, and the limits where they bind. */
export function MoveSum({ kind, amounts, place }: Props) {
  const t = useTranslations("master");
  const { currency } = place;
  const total = amounts.reduce<bigint>((sum, cents) => sum + (cents ?? 0n), 0n);
  const takes = kind === "CREDIT" || kind === "WITHDRAW";
  const [balance, free] = [BigInt(place.balanceCents), BigInt(place.freeCents)];
  const missing = takes ? total - free : 0n;
  const held = balance - free;
  const money = (cents: bigint) => formatMoney(cents, currency);
  const items = [
    ...(amounts.length > 1
      ? [
          {
            label: t("totalOf", { count: amounts.length }),
            value: <Money cents={total.toString()} currency={currency} />,
          },
        ]
      : []),
    { label: t("now"), value: <Money cents={balance.toString()} currency={currency} /> },
    ...(takes && held > 0n
      ? [{ label: t("held"), value: <Money cents={(-held).toString()} currency={currency} /> }]
      : []),
    {
      label: t("after"),
      value: (
        <Money
          cents={(takes ? balance - total : balance + total).toString()}
          currency={currency}
          tone={missing > 0n ? "out" : "plain"}
        />
      ),
      total: true,
    },
  ];
  // What the server has just said is not said a second time below it.
  const refusal = useFormRefusal();
  const isSaid = missing <= 0n || (refusal?.includes(money(missing)) ?? false);
  const limits = kind === "CREDIT" ? limitsOf(place, amounts, total) : [];
  return (
    <div aria-live="polite" className="grid gap-3">
      <div className="rounded-md border px-3.5 py-1.5">
        <DescriptionList figures items={items} />
      </div>
      {!isSaid && <Notice tone="out">{moneyKept(t("insufficient", { missing: money(missing) }))}</Notice>}
      {limits.map(({ key, cents }) => (
        <Notice key={key} tone="amber">
          {moneyKept(t(`limits.${key}`, { amount: money(cents) }))}
        </Notice>
      ))}
    </div>
  );
}

/** The product's limits that what is typed goes beyond. */
function limitsOf(place: DeskPlace, amounts: readonly (bigint | null)[], total: bigint) {
  const typed = amounts.filter((cents): cents is bigint => cents !== null && cents > 0n);
  const [least, most] = [BigInt(place.amountMinCents), BigInt(place.amountMaxCents)];
  const day = place.dayLeftCents === null ? null : BigInt(place.dayLeftCents);
  const card = place.cardMaxCents === null ? null : BigInt(place.cardMaxCents);
  return [
    ...(typed.some((cents) => cents < least) ? [{ key: "least" as const, cents: least }] : []),
    ...(typed.some((cents) => cents > most) ? [{ key: "most" as const, cents: most }] : []),
    ...(day !== null && total > day ? [{ key: "day" as const, cents: day }] : []),
    ...(card !== null && typed.some((cents) => cents > card) ? [{ key: "card" as const, cents: card }] : []),
  ];
}
