import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { Timeline } from "@/components/ui/timeline";
import type { DeskEvent } from "@/lib/operator/company-queries";
import { deskEventName } from "@/lib/operator/rules";

/** What the desk did here last, the newest first. */
export function DeskEvents({ events, now, timeZone }: { events: readonly DeskEvent[]; now: string; timeZone: string }) {
  const t = useTranslations("registry.company");
  if (events.length === 0) return <p className="text-sm text-ink-soft">{t("noEvents")}</p>;
  return (
    <Timeline
      label={t("events")}
      events={events.map(({ id, at, actor, event, subject, reason }) => ({
        key: id,
        at: <DateTime at={at} now={now} timeZone={timeZone} />,
        who: actor,
        what: t(`eventNames.${deskEventName(event)}`, { subject, event }),
        ...(reason && { note: reason }),
      }))}
    />
  );
}
