import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import type { Permission } from "@/lib/catalog";
import { paths } from "@/lib/web/paths";

type Props = {
  permissions: ReadonlySet<Permission>;
  /** What the list is filtered by, the company included: what leaves is exactly that. */
  query: Record<string, string | undefined>;
  /** It is more than a paper may hold. */
  tooMany: boolean;
};

/** What the list is exported to, as far as its person's flags go. A file is fetched by the browser itself. */
export function ActivityExports({ permissions, query, tooMany }: Props) {
  const t = useTranslations("activity");
  const { ver: _ver, ...asked } = query;
  return (
    <>
      {permissions.has("activity.export") && (
        <>
          <LinkButton download href={paths.withQuery(paths.activityExport, asked)} icon="excel">
            {t("excel")}
          </LinkButton>
          <LinkButton
            download
            href={paths.withQuery(paths.activityExport, { ...asked, formato: "csv" })}
            icon="download"
          >
            {t("csv")}
          </LinkButton>
        </>
      )}
      {permissions.has("activity.pdf") && !tooMany && (
        <LinkButton download href={paths.withQuery(paths.activityPdf, asked)} icon="file">
          {t("pdf")}
        </LinkButton>
      )}
      {permissions.has("activity.print") && !tooMany && (
        <LinkButton href={paths.withQuery(paths.activityPrinted, asked)} icon="print">
          {t("print")}
        </LinkButton>
      )}
    </>
  );
}
