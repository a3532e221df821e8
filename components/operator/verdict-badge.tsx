import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { Verdict } from "@/lib/health/rules";

const tones: Record<Verdict, Tone> = { good: "in", slow: "amber", bad: "out", unknown: "plain" };

/** How a part of the installation stands, in a word. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const t = useTranslations("health.verdict");
  return <Badge tone={tones[verdict]}>{t(verdict)}</Badge>;
}
