"use client";
import { useId, useRef } from "react";
import type { ComboPickProps } from "@/components/ui/combo-pick";
import { boxClasses, describedBy, Field, type FieldWords } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";
import { useLater } from "@/components/ui/use-later";

export type ComboChoice = { value: string; label: string; detail?: string };

type Props = FieldWords & {
  name: string;
  choices: readonly ComboChoice[];
  defaultValue?: string;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
};

const loadPick = () => import("@/components/ui/combo-pick").then((parts) => parts.ComboPick);

/**
 * One of many, found by a part of its name, with accents or without; posts the value of what was chosen. Begins as the browser's own
 * list and stays that on a phone.
 */
export function Combobox({ label, description, error, optional, className, defaultValue, ...list }: Props) {
  const id = useId();
  const plain = useRef<HTMLSelectElement>(null);
  const field = useFormField(list.name);
  const words = { label, description, optional, error: error ?? field.error };
  const Pick = useLater<ComboPickProps>(loadPick, plain);
  const value = field.typed ?? defaultValue ?? "";
  const shared = { id, describedBy: describedBy(id, words), invalid: Boolean(words.error) };
  return (
    <Field {...words} id={id} className={className}>
      {Pick ? (
        <Pick {...list} {...shared} value={plain.current?.value ?? value} />
      ) : (
        <select
          ref={plain}
          id={id}
          name={list.name}
          defaultValue={value}
          disabled={list.disabled}
          aria-invalid={shared.invalid || undefined}
          aria-describedby={shared.describedBy}
          className={boxClasses}
        >
          <option value="">{list.placeholder}</option>
          {list.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.detail ? `${choice.label} · ${choice.detail}` : choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
