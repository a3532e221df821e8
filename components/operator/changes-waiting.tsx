import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import type { ChangeWaiting } from "@/lib/operator/company-queries";

/** What waits for a second operator. */
export function ChangesWaiting({
  changes,
  now,
  timeZone,
}: {
  changes: readonly ChangeWaiting[];
  now: string;
  timeZone: string;
}) {
  const t = useTranslations("registry.company");
  if (changes.length === 0) return <p className="text-sm text-ink-soft">{t("noChanges")}</p>;
  return (
    <ul className="grid gap-2 text-sm">
      {changes.map(({ id, kind, subject, at }) => (
        <li key={id} className="flex flex-wrap justify-between gap-x-4">
          <span>
            {t(`changeKinds.${kind}`)} · {subject}
          </span>
          <span className="text-ink-soft">
            <DateTime at={at} now={now} timeZone={timeZone} />
          </span>
        </li>
      ))}
    </ul>
  );
}
