import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { Tone } from "@/components/ui/tone";
import type { CardStatus } from "@/lib/generated/prisma/enums";

const looks: Record<CardStatus, { tone: Tone; icon?: IconName }> = {
  REQUESTED: { tone: "plain" },
  ACTIVE: { tone: "in" },
  BLOCKED: { tone: "out", icon: "lock" },
  REPLACED: { tone: "plain", icon: "retry" },
  CANCELLED: { tone: "plain", icon: "annul" },
  EXPIRED: { tone: "plain", icon: "clock" },
};

/** The state of a card, as its word. */
export function CardBadge({ status }: { status: CardStatus }) {
  const t = useTranslations("cards.status");
  return <Badge {...looks[status]}>{t(status)}</Badge>;
}
