import { useTranslations } from "next-intl";
import { OwnImage } from "@/components/session/own-image";

/** "Su imagen y su frase": by them a person knows that the page is ours. */
export function OwnMark({ image, phrase }: { image: number; phrase: string }) {
  const t = useTranslations("entry.mark");
  return (
    <section aria-label={t("title")} className="mb-5 flex items-center gap-4 rounded-md border bg-ground px-4 py-3">
      <OwnImage image={image} size={56} />
      <div className="min-w-0">
        <p className="text-xs text-ink-soft">{t("title")}</p>
        <p className="font-medium wrap-break-word">{phrase}</p>
        <p className="mt-0.5 text-xs text-pretty text-ink-soft">{t("help")}</p>
      </div>
    </section>
  );
}
