import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import type { CompanyChange } from "@/lib/companies/data";
import { companyFacts } from "@/lib/companies/rules";

type Props = { changes: readonly CompanyChange[]; now: string; timeZone: string };

/** Who changed what a company says of itself, when, and how it was before and after; the newest first. */
export function CompanyHistory({ changes, now, timeZone }: Props) {
  const t = useTranslations("company");
  if (changes.length === 0)
    return (
      <div className="rounded-md border bg-surface">
        <EmptyState icon="list" title={t("noHistory")}>
          {t("noHistoryText")}
        </EmptyState>
      </div>
    );
  const words = Object.fromEntries(companyFacts.map((fact) => [fact, t(`facts.${fact}`)]));
  return (
    <ol className="grid gap-4">
      {changes.map((change) => (
        <li key={change.version} className="rounded-md border bg-surface px-4 py-3.5">
          <p className="font-medium">{t(change.version === 1 ? "first" : "change", { who: change.who })}</p>
          <p className="mb-2 text-xs text-ink-soft">
            <DateTime at={change.at.toISOString()} now={now} timeZone={timeZone} />
          </p>
          <table className="grid-table">
            <caption className="sr-only">{t("history")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("fact")}</th>
                <th scope="col">{t("before")}</th>
                <th scope="col">{t("after")}</th>
              </tr>
            </thead>
            <tbody>
              {change.lines.map(({ key, before, after }) => (
                <tr key={key}>
                  <th scope="row" className="font-normal text-ink-soft">
                    {words[key] ?? key}
                  </th>
                  <td data-label={t("before")} className="wrap-anywhere">
                    {before || "—"}
                  </td>
                  <td data-label={t("after")} className="font-medium wrap-anywhere">
                    {after || "—"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </li>
      ))}
    </ol>
  );
}
