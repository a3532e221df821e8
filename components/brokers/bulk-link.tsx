import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { paths } from "@/lib/web/paths";

/** Leads from the team's list to changing it by a sheet. */
export function BulkLink({ broker }: { broker: string }) {
  const t = useTranslations("bulk");
  return (
    <LinkButton href={paths.teamFiles(broker)} icon="upload">
      {t("link")}
    </LinkButton>
  );
}
