import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import type { Held } from "@/lib/operator/company-queries";

type Props = {
  at: string;
  reason: string | null;
  /** Its state in a word. */
  since: string;
  now: string;
  timeZone: string;
  held?: Pick<Held, "lots" | "payments">;
};

/** Since when it is suspended and why, and what waits for that to be lifted. */
export function StandingNotice({ at, reason, since, now, timeZone, held }: Props) {
  const t = useTranslations("registry.company");
  return (
    <Notice tone="amber" className="mb-5">
      <p className="font-medium">
        {since} <DateTime at={at} now={now} timeZone={timeZone} />: {reason}
      </p>
      {held && held.lots + held.payments > 0 && <p className="mt-0.5 text-ink">{t("waits", held)}</p>}
    </Notice>
  );
}
