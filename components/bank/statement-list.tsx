import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";

export type StatementMonth = { month: string; name: string; pdf?: string; csv?: string };

/** Statements of closed months, each as the files that this person may take. */
export function StatementList({ months }: { months: readonly StatementMonth[] }) {
  const t = useTranslations("bank.statements");
  return (
    <section aria-labelledby="extractos" className="mt-6">
      <h2 id="extractos" className="text-base font-semibold">
        {t("title")}
      </h2>
      <p className="mt-0.5 mb-2 text-sm text-ink-soft">{t("text")}</p>
      {months.length === 0 ? (
        <div className="rounded-md border bg-surface">
          <EmptyState icon="file" title={t("none")} />
        </div>
      ) : (
        <ul className="grid gap-x-8 rounded-md border bg-surface px-4 py-2 sm:grid-cols-2 lg:grid-cols-3">
          {months.map((one) => (
            <li key={one.month} className="flex items-center gap-x-4 text-sm">
              <span className="grow">{one.name}</span>
              {(["pdf", "csv"] as const).map((format) => {
                const href = one[format];
                if (!href) return null;
                return (
                  <a
                    key={format}
                    href={href}
                    download
                    className="inline-flex min-h-9 items-center gap-1 text-primary underline touch:min-h-11"
                  >
                    <Icon name="download" size={14} />
                    <span aria-hidden="true">{t(format)}</span>
                    <span className="sr-only">{t(`${format}Of`, { month: one.name })}</span>
                  </a>
                );
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
