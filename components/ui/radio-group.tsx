"use client";
import { useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { FieldError } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";

type Props = {
  label: string;
  name: string;
  choices: readonly { value: string; label: string; description?: string; disabled?: boolean }[];
  defaultValue?: string;
  error?: string;
  inline?: boolean;
  className?: string;
};

/** One of a few, all in sight. */
export function RadioGroup({ label, name, choices, defaultValue, error, inline, className }: Props) {
  const id = useId();
  const field = useFormField(name);
  const sentence = error ?? field.error;
  const chosen = field.typed ?? defaultValue;
  return (
    <fieldset className={className} aria-describedby={sentence ? `${id}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className={inline ? "flex min-h-9 flex-wrap items-center gap-x-5 gap-y-1" : "grid gap-1"}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={classNames(
              "flex items-start gap-2.5 py-1 text-sm touch:min-h-11",
              choice.disabled && "text-ink-faint",
            )}
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              defaultChecked={choice.value === chosen}
              disabled={choice.disabled}
              className="mt-0.5 size-4 shrink-0 touch:mt-0 touch:size-5"
            />
            <span>
              {choice.label}
              {choice.description && <span className="block text-xs text-ink-soft">{choice.description}</span>}
            </span>
          </label>
        ))}
      </div>
      {sentence && <FieldError id={`${id}-error`}>{sentence}</FieldError>}
    </fieldset>
  );
}
