import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { Conflict } from "@/lib/profiles/rules";

/** What one person had better not hold together: said, and left to whoever decides. */
export function ProfileConflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  const t = useTranslations("profiles.review");
  if (conflicts.length === 0) return null;
  return (
    <Notice tone="amber" title={t("conflictsTitle")}>
      <ul>
        {conflicts.map((conflict) => (
          <li key={conflict}>{t(`conflicts.${conflict}`)}</li>
        ))}
      </ul>
    </Notice>
  );
}
