"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

type Props = { reference?: string; onAgain: () => void };

/** What stands in place of a page that failed: one calm sentence, the reference under which the log holds the rest. */
export function Failed({ reference, onAgain }: Props) {
  const t = useTranslations("portal.error");
  return (
    <div role="alert">
      <p className="text-pretty text-ink-soft">{t("text")}</p>
      {reference && <p className="mt-2 text-xs tabular-nums text-ink-soft">{t("reference", { reference })}</p>}
      <Button variant="primary" icon="retry" className="mt-5" onClick={onAgain}>
        {t("again")}
      </Button>
    </div>
  );
}
