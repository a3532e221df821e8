"use client";
import type { DateDuration } from "@internationalized/date";
import { useTranslations } from "next-intl";
import { Button } from "react-aria-components/Button";
import {
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
} from "react-aria-components/Calendar";
import { Icon } from "@/components/ui/icon";

const stepClasses =
  "grid size-8 place-items-center rounded-md text-ink-soft hover:bg-primary-soft hover:text-primary disabled:text-ink-faint";

/** The months in sight and the way to those before and after; inside a Calendar or RangeCalendar. */
export function MonthHead({ months = 1 }: { months?: 1 | 2 }) {
  const t = useTranslations("controls.date");
  const step = (slot: "previous" | "next") => (
    <Button slot={slot} className={stepClasses} aria-label={t(slot === "next" ? "after" : "before")}>
      <Icon name={slot === "next" ? "right" : "left"} />
    </Button>
  );
  const named = (offset: number) => (
    <CalendarHeading
      offset={{ months: offset }}
      className="flex-1 text-center text-sm font-semibold first-letter:uppercase"
    />
  );
  if (months === 1)
    return (
      <div className="mb-2 flex items-center">
        {step("previous")}
        {named(0)}
        {step("next")}
      </div>
    );
  return (
    <div className="mb-2 grid grid-cols-2 gap-6">
      <div className="flex items-center pe-8">
        {step("previous")}
        {named(0)}
      </div>
      <div className="flex items-center ps-8">
        {named(1)}
        {step("next")}
      </div>
    </div>
  );
}

const dayClasses = [
  "grid size-9 cursor-pointer place-items-center rounded-md tabular-nums text-ink outline-none hover:bg-sunken",
  "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus",
  "data-today:font-semibold data-today:underline data-today:underline-offset-4",
  "data-outside-month:hidden data-disabled:cursor-not-allowed data-disabled:text-ink-faint data-unavailable:text-ink-faint",
].join(" ");

const rangeClasses = [
  "data-selected:rounded-none data-selected:bg-primary-soft data-selected:text-primary",
  "data-selection-start:rounded-s-md! data-selection-start:bg-primary data-selection-start:text-on-primary",
  "data-selection-end:rounded-e-md! data-selection-end:bg-primary data-selection-end:text-on-primary",
].join(" ");
const singleClasses = "data-selected:bg-primary data-selected:text-on-primary";

/** The days of one month; `offset` months after the first in sight. */
export function MonthGrid({ offset, range }: { offset?: DateDuration; range?: boolean }) {
  return (
    <CalendarGrid
      offset={offset}
      weekdayStyle="short"
      className="border-separate border-spacing-x-0 border-spacing-y-0.5"
    >
      <CalendarGridHeader>
        {(day) => <CalendarHeaderCell className="size-9 text-xs font-medium text-ink-soft">{day}</CalendarHeaderCell>}
      </CalendarGridHeader>
      <CalendarGridBody>
        {(date) => <CalendarCell date={date} className={`${dayClasses} ${range ? rangeClasses : singleClasses}`} />}
      </CalendarGridBody>
    </CalendarGrid>
  );
}
