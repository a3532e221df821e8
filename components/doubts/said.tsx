import { useTranslations } from "next-intl";
import { useFailure } from "@/components/orders/order-list";
import type { Doubt, Said } from "@/lib/operator/doubt-queries";

/** What bank or core said, in a sentence; of an instruction, whether it was done. */
export function useSaid({ outcome, detail }: Said, about: Doubt["kind"]): string {
  const t = useTranslations("doubts.said");
  const ended = useTranslations("doubts.instruction.said");
  const failure = useFailure(outcome === "refused" ? (detail ?? "other") : null);
  if (about === "INSTRUCTION" && outcome === "confirmed")
    return detail ? ended("doneAs", { reference: detail }) : ended("done");
  if (about === "INSTRUCTION" && outcome === "refused") return ended("notDone");
  if (outcome === "confirmed") return detail ? t("confirmedAs", { reference: detail }) : t("confirmed");
  if (outcome === "refused") return failure ?? t("refused");
  if (outcome === "notFound") return t("notFound");
  return t(detail && t.has(detail as "timeout") ? (detail as "timeout") : outcome ? "unexpected" : "nothing");
}

export const SaidSentence = ({ about, ...said }: Said & { about: Doubt["kind"] }) => useSaid(said, about);
