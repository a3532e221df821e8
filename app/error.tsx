"use client";
import { useTranslations } from "next-intl";
import { Failed } from "@/components/shell/failed";
import { PublicShell } from "@/components/shell/public-shell";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  const t = useTranslations("portal.error");
  return (
    <PublicShell title={t("title")}>
      <Failed error={error} onAgain={reset} />
    </PublicShell>
  );
}
