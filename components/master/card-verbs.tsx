"use client";
import { useTranslations } from "next-intl";
import { type DeskCard, useDesk } from "@/components/master/desk";
import { Button } from "@/components/ui/button";
import type { IconName } from "@/components/ui/icon";
import type { CardStatus } from "@/lib/generated/prisma/enums";
import { type CardKind, cardAllows } from "@/lib/instructions/rules";

const icons: Record<CardKind, IconName> = {
  BALANCE: "pay",
  CREDIT: "credit",
  DEBIT: "debit",
  BLOCK: "lock",
  UNBLOCK: "unlock",
  REPLACE: "retry",
};

/** What may be done with a card on its own page; what its state does not allow is not offered. */
export function CardVerbs({ card, may }: { card: DeskCard & { status: CardStatus }; may: readonly CardKind[] }) {
  const t = useTranslations("master");
  const { ask, ready } = useDesk();
  const { status, ...named } = card;
  return may
    .filter((kind) => cardAllows(kind, status))
    .map((kind) => (
      <Button
        key={kind}
        icon={icons[kind]}
        variant={kind === "BLOCK" || kind === "REPLACE" ? "danger" : kind === "CREDIT" ? "primary" : "secondary"}
        onClick={() => ask({ kind, cards: [named] })}
        {...ready}
      >
        {t(`onCard.${kind}`)}
      </Button>
    ));
}
