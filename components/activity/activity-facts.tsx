import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import type { Fact } from "@/lib/activity/rules";
import type { Teller } from "@/lib/activity/sentences";

type Props = {
  changes: readonly Fact[];
  more: readonly Fact[];
  /** The event that says it: its noun tells whose states are meant. */
  event: string;
  teller: Teller;
};

/** What an event says besides: before and after side by side, what differs stronger; then whatever else it names. */
export function ActivityFacts({ changes, more, event, teller }: Props) {
  const t = useTranslations("activity");
  if (changes.length + more.length === 0)
    return (
      <p className="rounded-md border bg-surface px-5 py-8 text-center text-sm text-ink-soft">{t("detail.nothing")}</p>
    );
  return (
    <div className="grid gap-5">
      {changes.length > 0 && (
        <section aria-labelledby="changes">
          <h2 id="changes" className="mb-3 text-base font-semibold">
            {t("detail.changes")}
          </h2>
          <div className="rounded-md border bg-surface">
            <table className="grid-table">
              <caption className="sr-only">{t("detail.changes")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("detail.fact")}</th>
                  <th scope="col">{t("export.before")}</th>
                  <th scope="col">{t("export.after")}</th>
                </tr>
              </thead>
              <tbody>
                {changes.map((fact) => {
                  const differs = fact.before !== fact.after;
                  return (
                    <tr key={fact.path.join(".")}>
                      <th scope="row" className="font-normal text-ink-soft">
                        {teller.label(fact)}
                        {differs && <span className="sr-only"> ({t("detail.changed")})</span>}
                      </th>
                      <td data-label={t("export.before")} className="wrap-anywhere">
                        {teller.value(fact.before, event)}
                      </td>
                      <td
                        data-label={t("export.after")}
                        className={classNames("wrap-anywhere", differs ? "font-semibold" : "text-ink-soft")}
                      >
                        {teller.value(fact.after, event)}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {more.length > 0 && (
        <section aria-labelledby="more">
          <h2 id="more" className="mb-3 text-base font-semibold">
            {t("detail.more")}
          </h2>
          <div className="rounded-md border bg-surface px-5 py-3">
            <dl className="text-sm">
              {more.map((fact) => (
                <div key={fact.path.join(".")} className="gap-x-6 py-1.5 sm:grid sm:grid-cols-[11rem_1fr]">
                  <dt className="text-ink-soft">{teller.label(fact)}</dt>
                  <dd className="min-w-0 wrap-anywhere">{teller.value(fact.after, event)}</dd>
                </div>
              ))}
            </dl>
          </div>
        </section>
      )}
    </div>
  );
}
