import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { Tone } from "@/components/ui/tone";
import type { OrderStatus } from "@/lib/generated/prisma/enums";

const looks: Record<OrderStatus, { tone: Tone; icon?: IconName }> = {
  AUTHORIZED: { tone: "amber", icon: "pay" },
  PAYING: { tone: "primary" },
  IN_PROCESS: { tone: "primary" },
  PROCESSED: { tone: "in" },
  PROCESSED_WITH_REJECTIONS: { tone: "amber" },
  IN_VERIFICATION: { tone: "amber", icon: "search" },
  PAYMENT_FAILED: { tone: "out" },
  ANNULLED: { tone: "plain", icon: "annul" },
};

/** The state of an order, as its word. */
export function OrderBadge({ status }: { status: OrderStatus }) {
  const t = useTranslations("orders.status");
  return <Badge {...looks[status]}>{t(status)}</Badge>;
}
