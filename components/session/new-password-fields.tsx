"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { PasswordRules } from "@/components/session/password-rules";
import { PasswordField } from "@/components/ui/password-field";
import type { PasswordOwner } from "@/lib/auth/password-rules";

/** "Clave nueva" and "Repita la clave nueva" (`claveNueva`, `claveRepetida`), with what each rule says while one types. */
export function NewPasswordFields({ owner }: { owner: PasswordOwner }) {
  const t = useTranslations("entry.password");
  const [typed, setTyped] = useState("");
  const [again, setAgain] = useState("");
  return (
    <>
      <PasswordField
        label={t("new")}
        name="claveNueva"
        autoComplete="new-password"
        required
        onInput={(event: FormEvent<HTMLInputElement>) => setTyped(event.currentTarget.value)}
      />
      <PasswordRules typed={typed} again={again} owner={owner} />
      <PasswordField
        label={t("again")}
        name="claveRepetida"
        autoComplete="new-password"
        required
        onInput={(event: FormEvent<HTMLInputElement>) => setAgain(event.currentTarget.value)}
      />
    </>
  );
}
