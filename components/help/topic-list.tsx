import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Topic, topicSteps, topics } from "@/components/help/topics";
import { EmptyState } from "@/components/ui/empty-state";
import { plain } from "@/lib/companies/rules";
import { paths } from "@/lib/web/paths";

/** The help of which every word that was typed is a part; all of it before anything is typed. */
export function TopicList({ company, typed }: { company: string; typed: string }) {
  const t = useTranslations("guides");
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const says = (topic: Topic) =>
    plain(
      [
        t(`topics.${topic}.title`),
        t(`topics.${topic}.text`),
        ...topicSteps.map((step) => t(`topics.${topic}.${step}`)),
        t(`topics.${topic}.note`),
      ].join(" "),
    );
  const found = topics.filter((topic) => words.every((word) => says(topic).includes(word)));
  if (found.length === 0)
    return (
      <div className="rounded-md border bg-surface">
        <EmptyState icon="search" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      </div>
    );
  return (
    <ul aria-label={t("topicsOf")} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {found.map((topic) => (
        <li key={topic}>
          <Link
            prefetch={false}
            href={paths.guide(company, topic)}
            className="block h-full rounded-md border bg-surface px-4 py-3.5 hover:border-edge hover:bg-sunken"
          >
            <span className="font-medium text-primary">{t(`topics.${topic}.title`)}</span>
            <span className="mt-1 block text-sm text-pretty text-ink-soft">{t(`topics.${topic}.text`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
