import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { Tone } from "@/components/ui/tone";
import type { BatchStatus } from "@/lib/generated/prisma/enums";

const looks: Record<BatchStatus, { tone: Tone; icon?: IconName }> = {
  RECEIVED: { tone: "plain" },
  VALIDATING: { tone: "primary" },
  INVALID: { tone: "out" },
  VALID: { tone: "amber", icon: "list" },
  CONFIRMED: { tone: "amber", icon: "sign" },
  PARTLY_SIGNED: { tone: "amber", icon: "signer" },
  AUTHORIZED: { tone: "primary", icon: "check" },
  IN_PROCESS: { tone: "primary" },
  PROCESSED: { tone: "in" },
  PROCESSED_WITH_REJECTIONS: { tone: "amber" },
  REJECTED: { tone: "out", icon: "close" },
  ANNULLED: { tone: "plain", icon: "annul" },
  EXPIRED: { tone: "plain", icon: "clock" },
};

/** The state of a lot, as its word. */
export function BatchBadge({ status }: { status: BatchStatus }) {
  const t = useTranslations("batches.status");
  return <Badge {...looks[status]}>{t(status)}</Badge>;
}
