import { getTranslations } from "next-intl/server";
import { FileForm } from "@/components/invoices/file-form";
import { DeskFrame } from "@/components/operator/desk-frame";
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
    <DeskFrame title={t("file.title")} within={[{ label: t("title"), href: paths.billing }]} intro={t("file.intro")}>
      <FileForm href={paths.invoiceFileUpload} limits={limits} />
    </DeskFrame>
  );
});
