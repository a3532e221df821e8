import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { InstructionShown } from "@/lib/instructions/queries";

const tones: Record<InstructionShown["status"], Tone> = {
  REQUESTED: "primary",
  SENT: "primary",
  UNKNOWN: "amber",
  DONE: "in",
  REFUSED: "out",
};

/** How something that was asked of a card or of the master account stands, as its word. */
export function InstructionBadge({ status }: { status: InstructionShown["status"] }) {
  const t = useTranslations("master.status");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}

/** Why something was not done: the reason of bank or core in words, and what became of the money. */
export function useFailure() {
  const t = useTranslations("master.failure");
  return ({ failure }: Pick<InstructionShown, "failure">): string => {
    const known = failure !== null && t.has(failure as "funds") ? t(failure as "funds") : t("other");
    return `${known} ${t("nothingMoved")}`;
  };
}
