import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import type { Permission } from "@/lib/catalog";
import { paths } from "@/lib/web/paths";

type Props = {
  at: { company: { code: string }; product: { code: string } };
  report: { name: string; noun: "masterreport" };
  permissions: ReadonlySet<Permission>;
  /** What was asked: what leaves is exactly that. */
  asked: Record<string, string | undefined>;
  /** It is more than a paper may hold. */
  tooMany: boolean;
};

/** What a report is exported to, as far as its person's flags go. A file is fetched by the browser itself. */
export function ReportExports({ at, report: { name, noun }, permissions, asked, tooMany }: Props) {
  const t = useTranslations("reports");
  const file = (kind: "excel" | "csv" | "pdf") => paths.withQuery(paths.reportFile(at, name, kind), asked);
  return (
    <>
      {permissions.has(`${noun}.export`) && (
        <LinkButton download href={file("excel")} icon="excel">
          {t("excel")}
        </LinkButton>
      )}
      {permissions.has(`${noun}.csv`) && (
        <LinkButton download href={file("csv")} icon="download">
          {t("csv")}
        </LinkButton>
      )}
      {permissions.has(`${noun}.pdf`) && !tooMany && (
        <LinkButton download href={file("pdf")} icon="file">
          {t("pdf")}
        </LinkButton>
      )}
      {permissions.has(`${noun}.print`) && !tooMany && (
        <LinkButton href={paths.withQuery(paths.reportPrinted(at, name), asked)} icon="print">
          {t("print")}
        </LinkButton>
      )}
    </>
  );
}
