import { useTranslations } from "next-intl";
import { Lost } from "@/components/shell/lost";
import { PublicShell } from "@/components/shell/public-shell";

export default function NotFoundPage() {
  const t = useTranslations("portal.notFound");
  return (
    <PublicShell title={t("title")}>
      <Lost />
    </PublicShell>
  );
}
