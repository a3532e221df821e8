import Link from "next/link";
import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import type { ChangeWaiting } from "@/lib/operator/company-queries";
import { paths } from "@/lib/web/paths";

/** What waits for a second operator. */
export function ChangesWaiting({
  company,
  changes,
  now,
  timeZone,
}: {
  company: string;
  changes: readonly ChangeWaiting[];
  now: string;
  timeZone: string;
}) {
  const t = useTranslations("registry.company");
  const kinds = useTranslations("operator.changes.kinds");
  if (changes.length === 0) return <p className="text-sm text-ink-soft">{t("noChanges")}</p>;
  return (
    <ul className="grid gap-2 text-sm">
      {changes.map(({ id, kind, subject, at }) => (
        <li key={id} className="flex flex-wrap justify-between gap-x-4">
          <Link
            prefetch={false}
            href={paths.change(company, id)}
            className="font-medium hover:text-primary hover:underline"
          >
            {kinds(kind)} {subject}
          </Link>
          <span className="text-ink-soft">
            <DateTime at={at} now={now} timeZone={timeZone} />
          </span>
        </li>
      ))}
    </ul>
  );
}
