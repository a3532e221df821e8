import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { PersonStanding, TokenState } from "@/lib/generated/prisma/enums";

const standingTones = { INVITED: "amber", ACTIVE: "in", INACTIVE: "plain" } as const;
const tokenTones = { NONE: "plain", ASKED: "amber", ACTIVE: "in", BLOCKED: "out" } as const;

/** How somebody stands in the company, in a word; that they are paused beside it. */
export function StandingBadge({ standing, paused = false }: { standing: PersonStanding; paused?: boolean }) {
  const t = useTranslations("people");
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={standingTones[standing]}>{t(`standings.${standing}`)}</Badge>
      {paused && (
        <Badge tone="out" icon="lock">
          {t("paused")}
        </Badge>
      )}
    </span>
  );
}

export function TokenBadge({ state }: { state: TokenState }) {
  const t = useTranslations("people.tokenStates");
  return (
    <Badge tone={tokenTones[state]} icon={state === "BLOCKED" ? "lock" : undefined}>
      {t(state)}
    </Badge>
  );
}
