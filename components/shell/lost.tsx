import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { Trouble } from "@/components/ui/trouble";
import { paths } from "@/lib/web/paths";

/** What stands in place of a page that is not there, or not for this person: both read alike. */
export function Lost() {
  const t = useTranslations("portal.notFound");
  return (
    <Trouble
      icon="search"
      actions={
        <LinkButton href={paths.home} variant="primary">
          {t("back")}
        </LinkButton>
      }
    >
      {t("text")}
    </Trouble>
  );
}
