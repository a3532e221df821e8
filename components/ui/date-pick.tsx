"use client";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Calendar } from "react-aria-components/Calendar";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { CalendarPanel } from "@/components/ui/calendar-panel";
import { DateBox, dayOf } from "@/components/ui/date-box";
import { dateOrder } from "@/components/ui/date-order";
import { MonthGrid, MonthHead } from "@/components/ui/month-grid";

export type DatePickProps = {
  id: string;
  name: string;
  value: string;
  min?: string;
  max?: string;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string;
};

/** The richer half of DateField. */
export function DatePick({ value, ...box }: DatePickProps) {
  const t = useTranslations("controls.date");
  const whole = useRef<HTMLDivElement>(null);
  const [day, setDay] = useState(() => dayOf(value));
  const [open, setOpen] = useState(false);
  return (
    <I18nProvider locale={dateOrder(useLocale())}>
      <div ref={whole}>
        <DateBox
          {...box}
          value={day}
          onChange={setDay}
          calendar={{ name: t("open"), open, onPress: () => setOpen(true) }}
        />
      </div>
      <CalendarPanel name={t("one")} at={whole} open={open} onClose={() => setOpen(false)}>
        <Calendar
          aria-label={t("one")}
          autoFocus
          value={day}
          minValue={dayOf(box.min)}
          maxValue={dayOf(box.max)}
          onChange={(next) => {
            setDay(next);
            setOpen(false);
          }}
        >
          <MonthHead />
          <MonthGrid />
        </Calendar>
      </CalendarPanel>
    </I18nProvider>
  );
}
