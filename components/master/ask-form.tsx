"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Asked, DeskCard, DeskPlace } from "@/components/master/desk";
import { MoveSum } from "@/components/master/move-sum";
import { amountShown } from "@/components/ui/amount-box";
import { AmountCell } from "@/components/ui/amount-cell";
import { AmountField } from "@/components/ui/amount-field";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { noDraft } from "@/components/ui/drafts";
import { Form, type FormAction, SubmitButton, useFormField } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { cardNumber } from "@/lib/cards/rules";
import { type CardKind, cardReasons, type MasterKind } from "@/lib/instructions/rules";
import { plainAmount } from "@/lib/money";

type Props = {
  place: DeskPlace;
  asked: Asked;
  /** Made when the dialog opened: however often this form is sent, what it asks is done once. */
  formKey: string;
  action: FormAction;
  onAsked: (numbers: readonly string[]) => void;
  onClose: () => void;
};

const dangers: readonly (CardKind | MasterKind)[] = ["BLOCK", "REPLACE"];

/** What is going to be done, with what will stand afterwards, and the clave. */
export function AskForm({ place, asked, formKey, action, onAsked, onClose }: Props) {
  const t = useTranslations("master");
  const { kind, cards = [] } = asked;
  const danger = dangers.includes(kind);
  return (
    <Form
      action={action}
      label={t(`title.${kind}`)}
      draft={noDraft}
      onDone={(_, numbers) => onAsked((numbers ?? "").split(","))}
      className="grid gap-4"
    >
      <input type="hidden" name="empresa" value={place.company} />
      <input type="hidden" name="producto" value={place.product} />
      <input type="hidden" name="llave" value={formKey} />
      <CarriedFault name="tarjetas" />
      <CarriedFault name="llave" />
      {(kind === "CREDIT" || kind === "DEBIT") && <MovedCards kind={kind} cards={cards} place={place} />}
      {kind === "BALANCE" && <NamedCards name="tarjetas" cards={cards} />}
      {(kind === "BLOCK" || kind === "UNBLOCK" || kind === "REPLACE") && (
        <>
          <NamedCards name="tarjeta" cards={cards} />
          <p className="text-sm text-pretty">{t(`means.${kind}`)}</p>
          {kind !== "UNBLOCK" && (
            <RadioGroup
              label={t("reason")}
              name="motivo"
              choices={cardReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
            />
          )}
        </>
      )}
      {(kind === "FUND" || kind === "WITHDRAW") && <MovedMaster kind={kind} place={place} />}
      <PasswordField name="clave" label={t("password")} required />
      <div className="mt-1 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <SubmitButton variant={danger ? "danger" : "primary"}>{t(`accept.${kind}`)}</SubmitButton>
      </div>
    </Form>
  );
}

/** The sentence about what is carried and has no field here. */
function CarriedFault({ name }: { name: string }) {
  const { error } = useFormField(name);
  return error ? <Notice tone="out">{error}</Notice> : null;
}

/** The cards that it is about, as they are told; one as facts, several as a list. */
function NamedCards({ name, cards }: { name: string; cards: readonly DeskCard[] }) {
  const t = useTranslations("cards");
  const [first] = cards;
  const hidden = cards.map(({ reference }) => <input key={reference} type="hidden" name={name} value={reference} />);
  if (first && cards.length === 1)
    return (
      <>
        {hidden}
        <CardFacts card={first} />
      </>
    );
  return (
    <>
      {hidden}
      <ul className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border px-3.5 text-sm">
        {cards.map((card) => (
          <li key={card.reference} className="flex flex-wrap justify-between gap-x-4 py-1.5">
            <span className="tabular-nums">{cardNumber(card)}</span>
            <span className="text-ink-soft">{card.holder ?? t("noHolder")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function CardFacts({ card }: { card: DeskCard }) {
  const t = useTranslations("cards");
  return (
    <div className="rounded-md bg-sunken px-3.5 py-1.5">
      <DescriptionList
        figures
        items={[
          { label: t("number"), value: cardNumber(card) },
          { label: t("holder"), value: card.holder ?? t("noHolder") },
        ]}
      />
    </div>
  );
}

/** Amounts for one card or several, their sum, and what stands on the master account before and after. */
function MovedCards({
  kind,
  cards,
  place,
}: {
  kind: "CREDIT" | "DEBIT";
  cards: readonly DeskCard[];
  place: DeskPlace;
}) {
  const t = useTranslations("master");
  const [amounts, setAmounts] = useState(() => cards.map(({ cents }) => (cents === undefined ? null : BigInt(cents))));
  const { error } = useFormField("montos");
  const { currency } = place;
  const [first] = cards;
  const setAt = (index: number) => (cents: bigint | null) => setAmounts((all) => all.with(index, cents));
  const hidden = cards.map(({ reference }) => (
    <input key={reference} type="hidden" name="tarjetas" value={reference} />
  ));
  return (
    <>
      {hidden}
      {first && cards.length === 1 ? (
        <>
          <CardFacts card={first} />
          <AmountField
            name="montos"
            label={t("amount")}
            currency={currency}
            defaultValue={first.cents && plainAmount(BigInt(first.cents))}
            onCents={setAt(0)}
            autoFocus={first.cents === undefined}
          />
        </>
      ) : (
        <div>
          {error && (
            <Notice tone="out" className="mb-3">
              {t("amountsWrong")}
            </Notice>
          )}
          <ul className="max-h-[40dvh] divide-y divide-line overflow-y-auto rounded-md border px-2.5 text-sm sm:px-3.5">
            {cards.map((card, index) => (
              <li
                key={card.reference}
                className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1 py-2 sm:gap-x-4"
              >
                <span className="min-w-0 flex-1">
                  <span className="block tabular-nums">{cardNumber(card)}</span>
                  <span className="block truncate text-xs text-ink-soft">{card.holder}</span>
                </span>
                <span className="w-40 sm:w-44">
                  <TypedAmount
                    card={card}
                    currency={currency}
                    onCents={setAt(index)}
                    wrong={error !== undefined && (amounts[index] ?? 0n) === 0n}
                  />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <MoveSum kind={kind} amounts={amounts} place={place} />
    </>
  );
}

/** A card's amount among others; what was typed stays when the form was refused. */
function TypedAmount({
  card,
  currency,
  onCents,
  wrong,
}: {
  card: DeskCard;
  currency: DeskPlace["currency"];
  onCents: (cents: bigint | null) => void;
  wrong: boolean;
}) {
  const t = useTranslations("master");
  const first = card.cents === undefined ? "" : amountShown(plainAmount(BigInt(card.cents)), currency);
  return (
    <AmountCell
      name="montos"
      currency={currency}
      defaultValue={first}
      aria-label={t("amountOf", { card: cardNumber(card) })}
      onCents={onCents}
      wrong={wrong}
    />
  );
}

/** Money between the master account and the company's account at the bank. */
function MovedMaster({ kind, place }: { kind: MasterKind; place: DeskPlace }) {
  const t = useTranslations("master");
  const [cents, setCents] = useState<bigint | null>(null);
  return (
    <>
      <input type="hidden" name="cuenta" value={place.account} />
      <CarriedFault name="cuenta" />
      <p className="text-sm text-pretty">{t(`means.${kind}`, { account: place.account })}</p>
      <AmountField name="monto" label={t("amount")} currency={place.currency} onCents={setCents} autoFocus />
      <TextField name="descripcion" label={t("description")} maxLength={140} autoComplete="off" />
      <MoveSum kind={kind} amounts={[cents]} place={place} />
    </>
  );
}
