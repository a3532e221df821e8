"use client";
import { type ComponentProps, useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { boxClasses, FieldError } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";

type Props = Omit<ComponentProps<"input">, "id"> & { label: string; name: string };

/** One line of text in a cell of a table: its column names it to the eye, its label to the ear. */
export function CellField({ label, className, ...input }: Props) {
  const id = useId();
  const { error, typed } = useFormField(input.name);
  return (
    <div className="w-full sm:min-w-44">
      <input
        type="text"
        {...input}
        defaultValue={typed ?? input.defaultValue}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className={classNames(boxClasses, className)}
      />
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
