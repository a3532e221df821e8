"use client";
import { type ComponentProps, useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { boxClasses, describedBy, Field, type FieldWords } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";
import { Icon } from "@/components/ui/icon";

export type Choice = { value: string; label: string; disabled?: boolean };

type Props = FieldWords &
  Omit<ComponentProps<"select">, "id" | "children"> & {
    choices: readonly Choice[];
    /** First entry of empty value, where nothing is chosen yet. */
    placeholder?: string;
  };

/** One of a list, by the browser's own control: known to every hand, phone and screen reader. */
export function Select({ label, description, error, optional, className, choices, placeholder, ...select }: Props) {
  const id = useId();
  const field = useFormField(select.name);
  const words = { label, description, optional, error: error ?? field.error };
  return (
    <Field id={id} {...words} className={className}>
      <div className="relative">
        <select
          {...select}
          id={id}
          defaultValue={select.value === undefined ? (field.typed ?? select.defaultValue ?? "") : undefined}
          aria-invalid={words.error ? true : undefined}
          aria-describedby={describedBy(id, words)}
          className={classNames(boxClasses, "appearance-none pe-9")}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
        <Icon name="down" className="pointer-events-none absolute inset-y-0 end-3 my-auto text-ink-soft" />
      </div>
    </Field>
  );
}
