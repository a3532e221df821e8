"use client";
import { type CalendarDate, endOfMonth, getLocalTimeZone, startOfMonth, today } from "@internationalized/date";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { RangeCalendar } from "react-aria-components/RangeCalendar";
import { CalendarPanel } from "@/components/ui/calendar-panel";
import { DateBox, dayOf } from "@/components/ui/date-box";
import { dateOrder } from "@/components/ui/date-order";
import { describedBy, Field } from "@/components/ui/field";
import { MonthGrid, MonthHead } from "@/components/ui/month-grid";
import { panelItemClasses } from "@/components/ui/popover";

type End = { id: string; name: string; label: string; value: string; error?: string };

export type DateRangePickProps = { from: End; to: End; min?: string; max?: string; disabled?: boolean };

type Span = { start: CalendarDate; end: CalendarDate };

/** What people ask for most, from today as the browser has it. */
function usualSpans(): Record<"today" | "week" | "month" | "lastMonth", Span> {
  const now = today(getLocalTimeZone());
  const before = now.subtract({ months: 1 });
  return {
    today: { start: now, end: now },
    week: { start: now.subtract({ days: 6 }), end: now },
    month: { start: startOfMonth(now), end: now },
    lastMonth: { start: startOfMonth(before), end: endOfMonth(before) },
  };
}

/** The richer half of DateRange. */
export function DateRangePick({ from, to, min, max, disabled }: DateRangePickProps) {
  const t = useTranslations("controls.date");
  const locale = dateOrder(useLocale());
  const whole = useRef<HTMLDivElement>(null);
  const [start, setStart] = useState(() => dayOf(from.value));
  const [end, setEnd] = useState(() => dayOf(to.value));
  const [open, setOpen] = useState(false);
  const wide = window.matchMedia("(width >= 48rem)").matches;
  const ends = [
    { ...from, day: start, set: setStart },
    { ...to, day: end, set: setEnd },
  ];

  function choose(span: Span) {
    setStart(span.start);
    setEnd(span.end);
    setOpen(false);
  }

  return (
    <I18nProvider locale={locale}>
      {ends.map(({ id, name, label, error, day, set }, index) => (
        <Field key={name} id={id} label={label} error={error} group>
          <div ref={index === 0 ? whole : undefined}>
            <DateBox
              id={id}
              name={name}
              value={day}
              onChange={set}
              min={min}
              max={max}
              disabled={disabled}
              invalid={Boolean(error)}
              describedBy={describedBy(id, { error })}
              calendar={{ name: t("openFor", { label }), open, onPress: () => setOpen(true) }}
            />
          </div>
        </Field>
      ))}
      <CalendarPanel name={t("range")} at={whole} open={open} onClose={() => setOpen(false)}>
        {wide && (
          <ul aria-label={t("usual")} className="-ms-2 min-w-36 border-e pe-2">
            {Object.entries(usualSpans()).map(([key, span]) => (
              <li key={key}>
                <button type="button" className={panelItemClasses} onClick={() => choose(span)}>
                  {t(key as "today")}
                </button>
              </li>
            ))}
          </ul>
        )}
        <RangeCalendar
          aria-label={t("range")}
          autoFocus
          visibleDuration={{ months: wide ? 2 : 1 }}
          pageBehavior="single"
          value={start && end && start.compare(end) <= 0 ? { start, end } : null}
          minValue={dayOf(min)}
          maxValue={dayOf(max)}
          onChange={choose}
        >
          <MonthHead months={wide ? 2 : 1} />
          <div className="flex items-start gap-6">
            <MonthGrid range />
            {wide && <MonthGrid range offset={{ months: 1 }} />}
          </div>
        </RangeCalendar>
      </CalendarPanel>
    </I18nProvider>
  );
}
