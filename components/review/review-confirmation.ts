"use client";
import { useTranslations } from "next-intl";
import { useTokenWords } from "@/components/session/token-words";
import type { Confirmation } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import type { ConfirmedVerb } from "@/lib/approvals/methods";

/** Asks for the passkey's signature; undefined where its person holds none. */
export type AskPasskey = FormAction | undefined;

/** What somebody gives to confirm a verb for what they saw: the token, or the passkey that they hold; or their clave, by its label. */
export function useReviewConfirmation(ask: AskPasskey, password?: string) {
  const t = useTranslations("operator.review");
  const words = useTokenWords();
  return (verb: ConfirmedVerb, seen: string): Confirmation =>
    password
      ? { kind: "password", name: "clave", label: password }
      : {
          kind: "token",
          ...words,
          ...(ask && { passkey: { label: t("passkey"), name: "llave", ask, carries: { verbo: verb, visto: seen } } }),
        };
}
