"use client";
import { useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { type DeskCard, useDesk } from "@/components/master/desk";
import { rowCents } from "@/components/master/row-amount";
import { IconButton } from "@/components/ui/icon-button";
import type { CardStatus } from "@/lib/generated/prisma/enums";
import { type CardKind, cardAllows } from "@/lib/instructions/rules";

export const rowIcons = { BALANCE: "pay", CREDIT: "credit", DEBIT: "debit" } as const;
/** In the manual's order: saldo, abono, cargo. */
const inRow = ["BALANCE", "CREDIT", "DEBIT"] as const satisfies readonly CardKind[];
export type RowVerb = (typeof inRow)[number];

type Props = { card: DeskCard & { status: CardStatus }; may: readonly RowVerb[] };

/** Opciones of a card in the list: what the manual names, from left to right. */
export function RowVerbs({ card, may }: Props) {
  const t = useTranslations("master");
  const { ask, ready } = useDesk();
  const { status, ...named } = card;
  const press = (kind: RowVerb, { currentTarget }: MouseEvent) =>
    ask({ kind, cards: [{ ...named, cents: rowCents(currentTarget.closest("tr")) }] });
  return inRow
    .filter((kind) => may.includes(kind))
    .map((kind) => (
      <IconButton
        key={kind}
        name={t(`title.${kind}`)}
        icon={rowIcons[kind]}
        disabled={!cardAllows(kind, status)}
        onClick={(event) => press(kind, event)}
        {...ready}
      />
    ));
}
