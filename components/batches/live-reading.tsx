"use client";
import { useTranslations } from "next-intl";
import { useMoving } from "@/components/live/watch";

type Props = { number: string; linesRead: number; faultCount: number };

/** How far a lot's validation has come: lines read and faults found, as they grow. */
export function LiveReading({ number, linesRead, faultCount }: Props) {
  const t = useTranslations("batches.tray");
  const now = useMoving(number);
  const lines = Math.max(linesRead, now?.linesRead ?? 0);
  const faults = Math.max(faultCount, now?.faultCount ?? 0);
  if (lines === 0) return null;
  return (
    <span className="text-xs tabular-nums text-ink-soft">
      {t("reading", { lines })}
      {faults > 0 && <span className="text-out"> · {t("faults", { count: faults })}</span>}
    </span>
  );
}
