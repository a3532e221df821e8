import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { paths } from "@/lib/web/paths";

/** What stands in place of a page that is not there, or not for this person: both read alike. */
export function Lost() {
  const t = useTranslations("portal.notFound");
  return (
    <>
      <p className="text-pretty text-ink-soft">{t("text")}</p>
      <LinkButton href={paths.home} variant="primary" className="mt-5">
        {t("back")}
      </LinkButton>
    </>
  );
}
