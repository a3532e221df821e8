"use client";
import { type CalendarDate, parseDate } from "@internationalized/date";
import { DateField, DateInput, DateSegment } from "react-aria-components/DateField";
import { classNames } from "@/components/ui/class-names";
import { boxClasses } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";

export type DateBoxProps = {
  id: string;
  name: string;
  value: CalendarDate | null;
  onChange: (value: CalendarDate | null) => void;
  min?: string;
  max?: string;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string;
  /** Opens the calendar, by its name. */
  calendar: { name: string; open: boolean; onPress: () => void };
};

/** A day as `aaaa-mm-dd`, or none where it is no day. */
export function dayOf(text: string | undefined): CalendarDate | null {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? parseDate(text) : null;
}

/** One date typed part by part in the order of the country, posted as `aaaa-mm-dd`; its label is `<id>-label`. */
export function DateBox({ id, name, value, onChange, min, max, calendar, ...box }: DateBoxProps) {
  return (
    <DateField
      id={id}
      aria-labelledby={`${id}-label`}
      aria-describedby={box.describedBy}
      value={value}
      onChange={onChange}
      minValue={dayOf(min)}
      maxValue={dayOf(max)}
      isDisabled={box.disabled}
      isInvalid={box.invalid}
      shouldForceLeadingZeros
    >
      <div className="relative">
        <DateInput
          className={classNames(
            boxClasses,
            "inline-flex items-center whitespace-nowrap py-0! pe-9 tabular-nums",
            "focus-within:border-focus focus-within:outline-2 focus-within:outline-focus",
            box.invalid && "border-out",
            box.disabled && "border-line bg-sunken text-ink-faint",
          )}
        >
          {(segment) => (
            <DateSegment
              segment={segment}
              className={classNames(
                "inline-block min-w-6 rounded-sm px-px py-0.5 text-center outline-none",
                "data-[type=literal]:min-w-0 data-[type=literal]:px-0 data-[type=literal]:text-ink-soft",
                "data-placeholder:text-ink-faint focus:bg-primary focus:text-on-primary",
              )}
            />
          )}
        </DateInput>
        <button
          type="button"
          aria-label={calendar.name}
          aria-haspopup="dialog"
          aria-expanded={calendar.open}
          data-tip={calendar.name}
          disabled={box.disabled}
          onClick={calendar.onPress}
          className="absolute inset-y-0 end-1 my-auto grid size-7 place-items-center rounded-sm text-ink-soft hover:bg-primary-soft hover:text-primary"
        >
          <Icon name="calendar" />
        </button>
      </div>
      <input type="hidden" name={name} value={value?.toString() ?? ""} data-typed="" disabled={box.disabled} />
    </DateField>
  );
}
