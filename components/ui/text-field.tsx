"use client";
import { type ComponentProps, useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { boxClasses, describedBy, Field, type FieldWords } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";

type Props = FieldWords & Omit<ComponentProps<"input">, "id"> & { inputClassName?: string };

/** One line of text. Takes a plain name. */
export function TextField({ label, description, error, optional, className, inputClassName, ...input }: Props) {
  const id = useId();
  const field = useFormField(input.name);
  const words = { label, description, optional, error: error ?? field.error };
  return (
    <Field id={id} {...words} className={className}>
      <input
        type="text"
        {...input}
        id={id}
        defaultValue={input.value === undefined ? (field.typed ?? input.defaultValue) : undefined}
        aria-invalid={words.error ? true : undefined}
        aria-describedby={describedBy(id, words)}
        className={classNames(boxClasses, inputClassName)}
      />
    </Field>
  );
}

/** A code read from a mail or an authenticator: digits, spaced, offered by the phone. Never kept. */
export function CodeField({ digits = 6, ...rest }: Omit<Props, "type" | "inputClassName"> & { digits?: number }) {
  return (
    <TextField
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern={`( *[0-9]){${digits}} *`}
      maxLength={2 * digits}
      spellCheck={false}
      data-secret=""
      inputClassName="max-w-44 tabular-nums tracking-[0.3em]"
      {...rest}
    />
  );
}
