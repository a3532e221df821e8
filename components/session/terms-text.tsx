import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { paths } from "@/lib/web/paths";

type Props = { title: string; version: string; sections: readonly { id: string; title: string; text: string }[] };

/** The terms to be read, in a box of their own that scrolls by hand and by key, and as a file to keep. */
export function TermsText({ title, version, sections }: Props) {
  const t = useTranslations("entry.terms");
  return (
    <>
      <div
        role="group"
        aria-label={title}
        tabIndex={0}
        className="max-h-[45dvh] min-h-56 overflow-y-auto rounded-md border border-edge bg-ground px-4 py-4 text-sm sm:px-5"
      >
        <p className="text-xs text-ink-soft">{version}</p>
        {sections.map((section, index) => (
          <section key={section.id} className="mt-4">
            <h2 className="font-semibold">
              {index + 1}. {section.title}
            </h2>
            <p className="mt-1 text-pretty text-ink-soft">{section.text}</p>
          </section>
        ))}
      </div>
      <p className="mt-3 text-sm">
        <a
          href={paths.termsPdf}
          download
          className="inline-flex items-center gap-1.5 font-medium text-primary underline touch:min-h-11"
        >
          <Icon name="download" />
          {t("download")}
        </a>
      </p>
    </>
  );
}
