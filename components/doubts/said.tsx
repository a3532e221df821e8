import { useTranslations } from "next-intl";
import { useFailure } from "@/components/orders/order-list";
import type { Said } from "@/lib/operator/doubt-queries";

/** What bank or core said, in a sentence. */
export function useSaid({ outcome, detail }: Said): string {
  const t = useTranslations("doubts.said");
  const failure = useFailure(outcome === "refused" ? (detail ?? "other") : null);
  if (outcome === "confirmed") return detail ? t("confirmedAs", { reference: detail }) : t("confirmed");
  if (outcome === "refused") return failure ?? t("refused");
  if (outcome === "notFound") return t("notFound");
  return t(detail && t.has(detail as "timeout") ? (detail as "timeout") : outcome ? "unexpected" : "nothing");
}

export const SaidSentence = (said: Said) => useSaid(said);
