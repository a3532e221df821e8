"use client";
import { useTranslations } from "next-intl";
import { Failed } from "@/components/shell/failed";
import { PageBody } from "@/components/shell/page-body";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorInPortal({ error, reset }: Props) {
  const t = useTranslations("portal.error");
  return (
    <PageBody title={t("title")}>
      <Failed error={error} onAgain={reset} />
    </PageBody>
  );
}
