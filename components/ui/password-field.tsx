"use client";
import { useTranslations } from "next-intl";
import { type ComponentProps, useId, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { boxClasses, describedBy, Field, type FieldWords } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";

/** A clave: hidden, shown while one wants to check it, never kept after an answer. */
export function PasswordField({
  label,
  description,
  error,
  optional,
  className,
  ...input
}: FieldWords & Omit<ComponentProps<"input">, "id" | "type">) {
  const t = useTranslations("ui");
  const id = useId();
  const [shown, setShown] = useState(false);
  const field = useFormField(input.name);
  const words = { label, description, optional, error: error ?? field.error };
  return (
    <Field id={id} {...words} className={className}>
      <div className="relative">
        <input
          autoComplete="current-password"
          spellCheck={false}
          autoCapitalize="none"
          data-secret=""
          {...input}
          id={id}
          type={shown ? "text" : "password"}
          aria-invalid={words.error ? true : undefined}
          aria-describedby={describedBy(id, words)}
          className={classNames(boxClasses, "pe-20")}
        />
        <button
          type="button"
          aria-controls={id}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 end-1 my-1 rounded-sm px-2 text-xs font-medium text-primary hover:bg-primary-soft"
        >
          {shown ? t("password.hide") : t("password.show")}
        </button>
      </div>
    </Field>
  );
}
