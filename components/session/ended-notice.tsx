import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { SessionEnd } from "@/lib/auth/rules";

/** At the login, for whoever comes with the cookie of a session that is over: why it is. */
export function EndedNotice({ why }: { why: SessionEnd | null }) {
  const t = useTranslations("portal.session");
  if (!why) return null;
  return (
    <Notice tone="amber" title={t("endedTitle")} className="mb-5">
      {t(`why.${why}`)}
    </Notice>
  );
}
