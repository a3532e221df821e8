"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { DeskPlace } from "@/components/master/desk";
import { InstructionBadge, useFailure } from "@/components/master/instruction-badge";
import { useAnswers } from "@/components/ui/answers";
import { Button } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { MovingLine } from "@/components/ui/moving-line";
import { Notice } from "@/components/ui/notice";
import { cardNumber } from "@/lib/cards/rules";
import { type CardKind, instructionMoves, type MasterKind, waitMs } from "@/lib/instructions/rules";
import type { InstructionTold } from "@/lib/instructions/shown";

type Props = {
  place: DeskPlace;
  kind: CardKind | MasterKind;
  /** Of what was asked, as the answer to the form named them. */
  numbers: readonly string[];
  onClose: () => void;
};

const askedEveryMs = 300;
const laterEveryMs = 2_000;

/** The result: data, how it ended and its reference. Waits a moment for the end; behind that it says that it goes on, and still follows it. */
export function ResultWindow({ place, kind, numbers, onClose }: Props) {
  const t = useTranslations("master");
  const { told, late } = useEnds(place.results, numbers);
  const moving = told?.some(({ status }) => instructionMoves(status)) ?? true;
  const doubt = told?.some(({ status }) => status === "UNKNOWN") ?? false;
  const [first] = told ?? [];
  return (
    <div className="relative grid gap-4" aria-busy={moving && !late}>
      {moving && !late && <MovingLine className="absolute inset-x-0 -top-2" />}
      <p role="status" className="sr-only">
        {told && !moving ? t("result.ended") : t("result.waiting")}
      </p>
      {moving && (late || doubt) && (
        <Notice tone="amber" title={t(doubt ? "result.inDoubt" : "result.late")}>
          {t(doubt ? "result.inDoubtText" : "result.lateText")}
        </Notice>
      )}
      {numbers.length === 1 && <OneResult place={place} kind={kind} number={numbers[0] ?? ""} told={first} />}
      {numbers.length > 1 && <ManyResults place={place} kind={kind} numbers={numbers} told={told} />}
      <div className="flex justify-end">
        <Button variant="primary" onClick={onClose} autoFocus>
          {t("result.accept")}
        </Button>
      </div>
    </div>
  );
}

/** How these stand: asked again and again until they are ended, quickly for as long as a page waits. */
function useEnds(href: string, numbers: readonly string[]) {
  const [told, setTold] = useState<readonly InstructionTold[] | null>(null);
  const [late, setLate] = useState(false);
  const { heard } = useAnswers();
  const ended = useRef(heard);
  ended.current = heard;
  const asked = numbers.join(",");

  useEffect(() => {
    const left = new AbortController();
    const begun = Date.now();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const latest = await fetchTold(`${href}?numeros=${asked}`, left.signal);
      if (left.signal.aborted) return;
      if (latest === "ended") return ended.current({ ok: false, sessionEnded: true });
      if (latest) setTold(latest);
      if (latest?.every(({ status }) => !instructionMoves(status))) return;
      const over = Date.now() - begun >= waitMs;
      if (over) setLate(true);
      timer = setTimeout(ask, over ? laterEveryMs : askedEveryMs);
    };
    void ask();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [href, asked]);

  return { told, late };
}

async function fetchTold(href: string, signal: AbortSignal): Promise<InstructionTold[] | "ended" | null> {
  try {
    const answer = await fetch(href, { cache: "no-store", headers: { Accept: "application/json" }, signal });
    if (answer.status === 401) return "ended";
    if (!answer.ok) return null;
    const { instructions }: { instructions: InstructionTold[] } = await answer.json();
    return instructions;
  } catch {
    return null;
  }
}

type OneProps = Pick<Props, "place" | "kind"> & { number: string; told: InstructionTold | undefined };

function OneResult({ place, kind, number, told }: OneProps) {
  const t = useTranslations("master");
  const cards = useTranslations("cards");
  const failure = useFailure();
  const { currency } = place;
  const money = (cents: string) => <Money cents={cents} currency={currency} />;
  const differs = told?.toldCents != null && told.bookCents !== null && told.toldCents !== told.bookCents;
  return (
    <>
      <DescriptionList
        figures
        items={[
          { label: t("result.operation"), value: t(`title.${kind}`) },
          ...(told?.card
            ? [
                { label: cards("number"), value: cardNumber(told.card) },
                { label: cards("holder"), value: told.card.holder ?? cards("noHolder") },
              ]
            : []),
          ...(told?.cents ? [{ label: t("amount"), value: money(told.cents) }] : []),
          ...(told?.description ? [{ label: t("description"), value: told.description }] : []),
          ...(told?.reason ? [{ label: t("reason"), value: t(`reasons.${told.reason}`) }] : []),
          { label: t("result.result"), value: told ? <InstructionBadge status={told.status} /> : "…" },
          { label: t("result.reference"), value: number },
          ...(told?.outside ? [{ label: t(told.card ? "result.ofCore" : "result.ofBank"), value: told.outside }] : []),
          ...(told?.replacedBy
            ? [{ label: t("result.newCard"), value: <CardLink place={place} reference={told.replacedBy} /> }]
            : []),
          ...(told?.toldCents != null
            ? [{ label: t("result.cardBalance"), value: money(told.toldCents), total: true }]
            : []),
          ...(differs && told.bookCents !== null
            ? [{ label: t("result.bookBalance"), value: money(told.bookCents) }]
            : []),
        ]}
      />
      {told?.status === "REFUSED" && <Notice tone="out">{failure(told)}</Notice>}
    </>
  );
}

function CardLink({ place, reference }: { place: DeskPlace; reference: string }) {
  return (
    <Link prefetch={false} href={`${place.cards}/${reference}`} className="font-medium text-primary hover:underline">
      {reference}
    </Link>
  );
}

type ManyProps = Pick<Props, "place" | "kind" | "numbers"> & { told: readonly InstructionTold[] | null };

function ManyResults({ place, kind, numbers, told }: ManyProps) {
  const t = useTranslations("master");
  const failure = useFailure();
  const { currency } = place;
  const byNumber = new Map(told?.map((one) => [one.number, one]));
  const done = told?.filter(({ status }) => status === "DONE") ?? [];
  const total = done.reduce((sum, { cents }) => sum + BigInt(cents ?? 0), 0n);
  const moves = kind === "CREDIT" || kind === "DEBIT";
  const columns: Column<string>[] = [
    {
      key: "card",
      title: true,
      label: t("list.card"),
      className: "whitespace-nowrap tabular-nums",
      cell: (number) => {
        const card = byNumber.get(number)?.card;
        return card ? cardNumber(card) : "…";
      },
    },
    {
      key: "amount",
      label: t(moves ? "amount" : "result.cardBalance"),
      align: "end",
      cell: (number) => {
        const one = byNumber.get(number);
        const cents = moves ? one?.cents : one?.toldCents;
        return cents != null && <Money cents={cents} currency={currency} />;
      },
    },
    {
      key: "result",
      label: t("result.result"),
      cell: (number) => {
        const one = byNumber.get(number);
        return (
          one && (
            <span className="inline-flex flex-col items-end gap-0.5 sm:items-start">
              <InstructionBadge status={one.status} />
              {one.status === "REFUSED" && <span className="text-xs text-ink-soft">{failure(one)}</span>}
            </span>
          )
        );
      },
    },
    {
      key: "reference",
      label: t("result.reference"),
      className: "whitespace-nowrap tabular-nums",
      cell: (number) => number,
    },
  ];
  return (
    <>
      <div className="max-h-[50dvh] overflow-y-auto">
        <DataTable
          caption={t("result.title")}
          columns={columns}
          rows={numbers}
          rowKey={(number) => number}
          empty={null}
        />
      </div>
      <DescriptionList
        figures
        items={[
          { label: t("result.done"), value: t("result.doneOf", { done: done.length, all: numbers.length }) },
          ...(moves
            ? [{ label: t("result.moved"), value: <Money cents={total.toString()} currency={currency} />, total: true }]
            : []),
        ]}
      />
    </>
  );
}
