import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { paths } from "@/lib/web/paths";

type Props = {
  /** Where the list leaves to, as far as its person may: as a file (Excel or CSV), as PDF, and to be printed. */
  to: { sheet?: string | false; pdf?: string | false; print?: string | false };
  /** What the list is filtered by, the company included: what leaves is exactly that. */
  query: Record<string, string | undefined>;
  /** It is more than a paper may hold. */
  tooMany: boolean;
  /** Which file its person asked to be offered first. */
  first?: "xlsx" | "csv";
};

/** What the list is exported to, as far as its person's flags go. A file is fetched by the browser itself. */
export function ActivityExports({ to, query, tooMany, first = "xlsx" }: Props) {
  const t = useTranslations("activity");
  const { ver: _ver, ...asked } = query;
  const files = to.sheet
    ? [
        { format: "xlsx", href: paths.withQuery(to.sheet, asked), icon: "excel", label: t("excel") } as const,
        {
          format: "csv",
          href: paths.withQuery(to.sheet, { ...asked, formato: "csv" }),
          icon: "download",
          label: t("csv"),
        } as const,
      ]
    : [];
  return (
    <>
      {files
        .toSorted((one, other) => Number(other.format === first) - Number(one.format === first))
        .map(({ format, href, icon, label }) => (
          <LinkButton key={format} download href={href} icon={icon}>
            {label}
          </LinkButton>
        ))}
      {to.pdf && !tooMany && (
        <LinkButton download href={paths.withQuery(to.pdf, asked)} icon="file">
          {t("pdf")}
        </LinkButton>
      )}
      {to.print && !tooMany && (
        <LinkButton href={paths.withQuery(to.print, asked)} icon="print">
          {t("print")}
        </LinkButton>
      )}
    </>
  );
}
