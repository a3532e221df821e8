"use client";
import { FieldError } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";

/** The server's sentence about a field that is drawn by whoever uses this; `id` is what describes that field. */
export function FormFieldError({ id, name }: { id: string; name: string }) {
  const { error } = useFormField(name);
  return error ? <FieldError id={id}>{error}</FieldError> : null;
}
