"use client";
import { useTranslations } from "next-intl";
import { useTokenWords } from "@/components/session/token-words";
import type { Confirmation } from "@/components/ui/confirm-dialog";
import type { FormAction } from "@/components/ui/form";
import type { OperatorVerb } from "@/lib/approvals/methods";

/** Asks for the passkey's signature; undefined where the operator holds none. */
export type AskPasskey = FormAction | undefined;

/** What an operator gives to confirm a verb for what they saw: the token, or the passkey that they hold. */
export function useDeskConfirmation(ask: AskPasskey) {
  const t = useTranslations("operator.review");
  const words = useTokenWords();
  return (verb: OperatorVerb, seen: string): Confirmation => ({
    kind: "token",
    ...words,
    ...(ask && { passkey: { label: t("passkey"), name: "llave", ask, carries: { verbo: verb, visto: seen } } }),
  });
}
