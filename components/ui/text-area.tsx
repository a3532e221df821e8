"use client";
import { type ComponentProps, useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { boxClasses, describedBy, Field, type FieldWords } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";

/** Several lines of text: a reason, a description. */
export function TextArea({
  label,
  description,
  error,
  optional,
  className,
  ...area
}: FieldWords & Omit<ComponentProps<"textarea">, "id">) {
  const id = useId();
  const field = useFormField(area.name);
  const words = { label, description, optional, error: error ?? field.error };
  return (
    <Field id={id} {...words} className={className}>
      <textarea
        rows={3}
        {...area}
        id={id}
        defaultValue={area.value === undefined ? (field.typed ?? area.defaultValue) : undefined}
        aria-invalid={words.error ? true : undefined}
        aria-describedby={describedBy(id, words)}
        className={classNames(boxClasses, "field-sizing-content min-h-20 resize-y touch:min-h-20")}
      />
    </Field>
  );
}
