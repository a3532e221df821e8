import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PublicShell } from "@/components/shell/public-shell";
import { buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { isMailLate } from "@/lib/auth/recovery";
import { publicPage } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { RecoveryForm } from "./recovery-form";

export const generateMetadata = titled("entry.recovery.title");

export default publicPage(async ({ search }) => {
  const t = await getTranslations("entry.recovery");
  if (search.enviado !== undefined) {
    return (
      <PublicShell title={t("askedTitle")} intro={t("asked")}>
        {(await isMailLate()) && (
          <Notice tone="amber" className="mb-4">
            {t("mailLate")}
          </Notice>
        )}
        <p className="text-sm text-pretty text-ink-soft">{t("askedNext")}</p>
        <Link prefetch={false} href={paths.login} className={`mt-5 ${buttonClasses("primary", true)}`}>
          {t("go")}
        </Link>
      </PublicShell>
    );
  }
  return (
    <PublicShell
      title={t("title")}
      intro={t("intro")}
      foot={
        <Link prefetch={false} href={paths.login} className={buttonClasses("quiet")}>
          {t("back")}
        </Link>
      }
    >
      <RecoveryForm />
    </PublicShell>
  );
});
