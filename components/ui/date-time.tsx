import { useLocale, useTranslations } from "next-intl";
import { dateFormat, dayIn } from "@/lib/messages/date-format";
import { dateLocales, languageOf } from "@/lib/messages/language";

type Props = { at: string; now: string; timeZone: string; className?: string };

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** "hoy 14:32", "ayer 09:10", "12 nov 14:32", "12 nov 2025", or their English: the full stamp with its zone on hover. ISO instants in. */
export function DateTime({ at, now, timeZone, className }: Props) {
  const locale = dateLocales[languageOf(useLocale())];
  const t = useTranslations("ui.time");
  const instant = new Date(at);
  const time = dateFormat(locale, { timeZone, ...clock }).format(instant);
  const day = dayIn(instant, timeZone);
  const today = dayIn(new Date(now), timeZone);
  const yesterday = new Date(Date.parse(`${today}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const full = dateFormat(locale, {
    timeZone,
    day: "numeric",
    month: "long",
    year: "numeric",
    ...clock,
    second: "2-digit",
    timeZoneName: "short",
  }).format(instant);

  function words(): string {
    if (day === today) return t("today", { time });
    if (day === yesterday) return t("yesterday", { time });
    const sameYear = day.slice(0, 4) === today.slice(0, 4);
    const date = dateFormat(locale, {
      timeZone,
      day: "numeric",
      month: "short",
      year: sameYear ? undefined : "numeric",
    }).format(instant);
    return sameYear ? `${date} ${time}` : date;
  }

  return (
    <time dateTime={at} title={full} className={className ?? "whitespace-nowrap tabular-nums"}>
      {words()}
    </time>
  );
}
