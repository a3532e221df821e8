import { getTranslations } from "next-intl/server";
import { FileForm } from "@/components/invoices/file-form";
import { PageBody } from "@/components/shell/page-body";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { formatBytes } from "@/lib/bytes";
import { fileBytesMax, fileLinesMax } from "@/lib/invoices/rules";
import { formatCount } from "@/lib/money";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("invoices.file.title");

export default operatorPage({ asks: "invoice.write" }, async () => {
  const t = await getTranslations("invoices");
  const limits = { lines: formatCount(fileLinesMax, "COP"), max: formatBytes(BigInt(fileBytesMax)) };
  return (
    <PageBody
      title={t("file.title")}
      trail={
        <Breadcrumb
          entries={[
            { label: (await getTranslations("operator"))("title"), href: paths.operator },
            { label: t("title"), href: paths.billing },
            { label: t("file.title") },
          ]}
        />
      }
      intro={t("file.intro")}
    >
      <FileForm href={paths.invoiceFileUpload} limits={limits} />
    </PageBody>
  );
});
