import { useTranslations } from "next-intl";

/** The matters of a page of settings, to jump to; a row that scrolls on a phone. */
export function SectionLinks({ sections }: { sections: readonly { id: string; title: string }[] }) {
  const t = useTranslations("own");
  return (
    <nav aria-label={t("sections")} className="-mx-4 mb-7 overflow-x-auto border-b px-4 sm:-mx-6 sm:px-6">
      <ul className="flex gap-5">
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-flex min-h-10 items-center border-b-2 border-transparent text-sm whitespace-nowrap text-ink-soft hover:border-primary hover:text-primary touch:min-h-11"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
