"use client";
import { useId, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import type { DateRangePickProps } from "@/components/ui/date-range-pick";
import { boxClasses, describedBy, Field } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";
import { useLater } from "@/components/ui/use-later";

export type DateEnd = {
  label: string;
  name: string;
  /** `aaaa-mm-dd`, as is what is posted. */
  defaultValue?: string;
  error?: string;
};

type Props = { from: DateEnd; to: DateEnd; min?: string; max?: string; disabled?: boolean; className?: string };

const loadPick = () => import("@/components/ui/date-range-pick").then((parts) => parts.DateRangePick);

/**
 * A first and a last day, each posted under its own name; either may be left empty. Begins as two of the browser's own fields and
 * stays that on a phone; elsewhere typed part by part, with one calendar for both and usual spans ("Este mes").
 */
export function DateRange({ from, to, className, ...limits }: Props) {
  const plain = useRef<HTMLDivElement>(null);
  const Pick = useLater<DateRangePickProps>(loadPick, plain);
  const first = useEnd(from);
  const last = useEnd(to);
  const typed = (name: string) => plain.current?.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value;
  return (
    <div
      ref={plain}
      className={classNames("grid grid-cols-[repeat(auto-fit,minmax(min(10rem,100%),1fr))] gap-3", className)}
    >
      {Pick ? (
        <Pick
          {...limits}
          from={{ ...first, value: typed(from.name) ?? first.value }}
          to={{ ...last, value: typed(to.name) ?? last.value }}
        />
      ) : (
        [first, last].map(({ id, name, label, value, error }) => (
          <Field key={name} id={id} label={label} error={error}>
            <input
              {...limits}
              id={id}
              name={name}
              type="date"
              defaultValue={value}
              aria-invalid={error ? true : undefined}
              aria-describedby={describedBy(id, { error })}
              className={boxClasses}
            />
          </Field>
        ))
      )}
    </div>
  );
}

function useEnd({ label, name, defaultValue, error }: DateEnd) {
  const id = useId();
  const field = useFormField(name);
  return { id, label, name, value: field.typed ?? defaultValue ?? "", error: error ?? field.error };
}
