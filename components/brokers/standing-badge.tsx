import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { PersonStanding } from "@/lib/generated/prisma/enums";

const tones = { INVITED: "amber", ACTIVE: "in", INACTIVE: "plain" } as const;

/** How somebody stands in the broker, as its manual writes it; that they are paused beside it. */
export function MemberStanding({ standing, paused = false }: { standing: PersonStanding; paused?: boolean }) {
  const t = useTranslations("brokers.standings");
  const words = useTranslations("people");
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={tones[standing]}>{t(standing)}</Badge>
      {paused && (
        <Badge tone="out" icon="lock">
          {words("paused")}
        </Badge>
      )}
    </span>
  );
}
