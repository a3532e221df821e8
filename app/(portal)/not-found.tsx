import { useTranslations } from "next-intl";
import { Lost } from "@/components/shell/lost";
import { PageBody } from "@/components/shell/page-body";

export default function NotFoundInPortal() {
  const t = useTranslations("portal.notFound");
  return (
    <PageBody title={t("title")}>
      <Lost />
    </PageBody>
  );
}
