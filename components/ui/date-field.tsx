"use client";
import { useId, useRef } from "react";
import type { DatePickProps } from "@/components/ui/date-pick";
import { boxClasses, describedBy, Field, type FieldWords } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";
import { useLater } from "@/components/ui/use-later";

type Props = FieldWords & {
  name: string;
  /** `aaaa-mm-dd`, as are the limits and what is posted. */
  defaultValue?: string;
  min?: string;
  max?: string;
  disabled?: boolean;
  className?: string;
};

const loadPick = () => import("@/components/ui/date-pick").then((parts) => parts.DatePick);

/** One day. Begins as the browser's own field and stays that on a phone; elsewhere typed part by part, with a calendar. */
export function DateField({ label, description, error, optional, className, name, defaultValue, ...limits }: Props) {
  const id = useId();
  const plain = useRef<HTMLInputElement>(null);
  const field = useFormField(name);
  const words = { label, description, optional, error: error ?? field.error };
  const Pick = useLater<DatePickProps>(loadPick, plain);
  const value = field.typed ?? defaultValue ?? "";
  const shared = { id, name, ...limits };
  return (
    <Field {...words} id={id} group={Pick !== null} className={className}>
      {Pick ? (
        <Pick
          {...shared}
          value={plain.current?.value ?? value}
          invalid={Boolean(words.error)}
          describedBy={describedBy(id, words)}
        />
      ) : (
        <input
          {...shared}
          ref={plain}
          type="date"
          defaultValue={value}
          aria-invalid={words.error ? true : undefined}
          aria-describedby={describedBy(id, words)}
          className={boxClasses}
        />
      )}
    </Field>
  );
}
