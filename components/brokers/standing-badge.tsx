import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { PersonStanding } from "@/lib/generated/prisma/enums";

const tones = { INVITED: "amber", ACTIVE: "in", INACTIVE: "plain" } as const;

/** How somebody stands in the broker, as its manual writes it; that they are paused beside it. */
export function MemberStanding({ standing, paused = false }: { standing: PersonStanding; paused?: boolean }) {
  const t = useTranslations();
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={tones[standing]}>{t(`brokers.standings.${standing}`)}</Badge>
      {paused && (
        <Badge tone="out" icon="lock">
          {t("people.paused")}
        </Badge>
      )}
    </span>
  );
}
