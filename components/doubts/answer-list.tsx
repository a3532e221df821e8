import { useTranslations } from "next-intl";
import { askedOf } from "@/components/doubts/asked";
import { SaidSentence } from "@/components/doubts/said";
import { DateTime } from "@/components/ui/date-time";
import { type Currency, formatCount } from "@/lib/money";
import type { Doubt, KeptAnswer } from "@/lib/operator/doubt-queries";

type Props = { doubt: Doubt; now: Date };

/** What came back each time, newest first; of the bank's answers the text as it came. */
export function AnswerList({ doubt, now }: Props) {
  const { answers, asked: count, timeZone, kind, currency } = doubt;
  const t = useTranslations("doubts.page");
  const who = askedOf(doubt);
  return (
    <section aria-labelledby="answers" className="rounded-md border bg-surface px-5 py-5 sm:px-6">
      <h2 id="answers" className="text-base font-semibold">
        {t(`got.${who}`)}
      </h2>
      <p className="mt-0.5 text-sm text-ink-soft">
        {count === 0
          ? t("gotNone")
          : answers.length === count
            ? t("gotAll", { count })
            : t("gotCount", { shown: answers.length, count })}
        {who === "core" && ` ${t("unkept")}`}
      </p>
      <ol className="mt-3 divide-y border-t">
        {answers.map((answer) => (
          <li key={answer.id.toString()} className="py-3 text-sm">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="font-medium">
                <SaidSentence about={kind} outcome={answer.outcome} detail={answer.detail} />
              </p>
              <DateTime
                at={answer.at.toISOString()}
                now={now.toISOString()}
                timeZone={timeZone}
                className="text-xs whitespace-nowrap text-ink-soft tabular-nums"
              />
            </div>
            <Figures answer={answer} currency={currency} unheard={who === "core"} />
            {answer.body !== null && (
              <details className="mt-1.5">
                <summary className="w-fit cursor-pointer rounded-sm text-primary hover:underline touch:min-h-11 touch:content-center">
                  {t("raw")}
                </summary>
                {answer.body === "" ? (
                  <p className="mt-1.5 text-ink-soft">{t("rawEmpty")}</p>
                ) : (
                  <pre className="mt-1.5 max-h-64 overflow-auto rounded-md border bg-sunken px-3 py-2 text-xs whitespace-pre-wrap break-all">
                    {answer.body}
                  </pre>
                )}
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Of the core only what it means is kept. */
function Figures({ answer, currency, unheard }: { answer: KeptAnswer; currency: Currency; unheard: boolean }) {
  const t = useTranslations("doubts");
  const operation = t(`operation.${answer.operation}`);
  const status = unheard ? "unheard" : answer.status === null ? "none" : String(answer.status);
  const ms = formatCount(answer.tookMs, currency);
  return <p className="text-xs text-ink-soft">{t("page.figures", { operation, status, ms })}</p>;
}
