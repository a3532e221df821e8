"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMoving } from "@/components/live/watch";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { BatchStatus } from "@/lib/generated/prisma/enums";

/** A lot as its row of the tray says, when the page was made. */
export type LotNow = { number: string; status: BatchStatus; faultCount: number; lineCount: number; href: string };

type Props = {
  file: string;
  number: string;
  /** Lines of data that the browser counted; null while it counts, and for what is no text. */
  lines: number | null;
  lot: LotNow | undefined;
};

/** The file was received as a lot: that sentence, then its validation live, lines and faults, and how it ended. */
export function SentLot({ file, number, lines, lot }: Props) {
  const t = useTranslations("batches");
  const now = useMoving(number);
  const over = lot !== undefined && lot.status !== "RECEIVED" && lot.status !== "VALIDATING";
  const read = now?.linesRead ?? 0;
  const faults = now?.faultCount ?? 0;
  return (
    <div className="mt-3 grid gap-3">
      <Notice tone="in">
        <p>{t("upload.sent", { file, number })}</p>
        {lot && over && (
          <p className="mt-1 text-ink">
            {t("upload.done", {
              number,
              status: t(`status.${lot.status}`),
              lines: lot.lineCount,
              faults: lot.faultCount,
            })}{" "}
            <Link prefetch={false} href={lot.href} className="font-medium text-primary underline underline-offset-2">
              {t("verb.detail")}
            </Link>
          </p>
        )}
      </Notice>
      {lot && !over && (
        <ProgressBar
          label={t("upload.reading", { number })}
          value={lines === null ? read : Math.min(read, lines)}
          max={Math.max(1, lines ?? read)}
          text={`${lines === null ? t("upload.readSome", { read }) : t("upload.readOf", { read, lines })} · ${t("upload.foundFaults", { count: faults })}`}
        />
      )}
    </div>
  );
}
