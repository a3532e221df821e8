import { useTranslations } from "next-intl";

/** First stop of the keyboard: past the menus, to the page itself. */
export function SkipLink() {
  const t = useTranslations("ui");
  return (
    <a
      href="#contenido"
      className="fixed start-3 -top-16 z-50 rounded-md bg-primary px-4 py-2 font-medium text-on-primary focus:top-3 print:hidden"
    >
      {t("skip")}
    </a>
  );
}
