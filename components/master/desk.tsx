"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useState } from "react";
import { AskForm } from "@/components/master/ask-form";
import { ResultWindow } from "@/components/master/result-window";
import { clearRows } from "@/components/master/row-amount";
import { Dialog, fetchDialog } from "@/components/ui/dialog";
import type { FormAction } from "@/components/ui/form";
import type { CardKind, MasterKind } from "@/lib/instructions/rules";
import type { Currency } from "@/lib/money";

/** A card as whoever presses knows it; `cents` is the amount that stood in its row. */
export type DeskCard = {
  reference: string;
  bin: string;
  last4: string;
  holder: string | null;
  cents?: string;
};
export type Asked = { kind: CardKind; cards: readonly DeskCard[] } | { kind: MasterKind; cards?: undefined };

/** Where it is asked, and what stands there. Money in decimal digits of cents. */
export type DeskPlace = {
  company: string;
  product: string;
  currency: Currency;
  /** The company's account at the bank. */
  account: string;
  balanceCents: string;
  freeCents: string;
  amountMinCents: string;
  amountMaxCents: string;
  dayLeftCents: string | null;
  cardMaxCents: string | null;
  /** Where it is told how what was asked ends. */
  results: string;
  /** A card's own page, behind which its reference follows. */
  cards: string;
};
export type DeskActions = Record<CardKind | MasterKind, FormAction>;

const Desk = createContext<(asked: Asked) => void>(() => undefined);

/** A press on a verb: opens its dialog. */
export function useDesk() {
  const ask = useContext(Desk);
  return { ask, ready: { onPointerEnter: fetchDialog, onFocus: fetchDialog } };
}

type Open = { asked: Asked; key: string; numbers: readonly string[] | null };

/** Around a page on which cards and the master account are acted upon: one dialog for all verbs, which asks, and then tells how it ended. */
export function MasterDesk({
  place,
  actions,
  children,
}: {
  place: DeskPlace;
  actions: DeskActions;
  children: ReactNode;
}) {
  const t = useTranslations("master");
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(null);
  const ask = (asked: Asked) => setOpen({ asked, key: crypto.randomUUID(), numbers: null });
  const many = (open?.asked.cards?.length ?? 1) > 1;
  function close() {
    if (open?.numbers) router.refresh();
    setOpen(null);
  }
  return (
    <Desk value={ask}>
      {children}
      <Dialog
        open={open !== null}
        onClose={close}
        title={open ? t(`${many ? "titleMany" : "title"}.${open.asked.kind}`) : ""}
        size={many ? "wide" : "narrow"}
      >
        {open?.numbers && <ResultWindow place={place} kind={open.asked.kind} numbers={open.numbers} onClose={close} />}
        {open && !open.numbers && (
          <AskForm
            key={open.key}
            place={place}
            asked={open.asked}
            formKey={open.key}
            action={actions[open.asked.kind]}
            onAsked={(numbers) => {
              clearRows((open.asked.cards ?? []).map(({ reference }) => reference));
              setOpen({ ...open, numbers });
            }}
            onClose={close}
          />
        )}
      </Dialog>
    </Desk>
  );
}
