"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** What support asks for: to be read out, or copied with one press. */
export function SupportReference({ reference }: { reference: string }) {
  const t = useTranslations("ui.support");
  const [copied, setCopied] = useState(false);
  return (
    <div className="mt-3 text-ink-soft">
      <p>{t("ask")}</p>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="rounded-sm bg-sunken px-2 py-1 font-mono text-xs break-all text-ink select-all">
          {reference}
        </code>
        <Button
          variant="quiet"
          onClick={() =>
            navigator.clipboard.writeText(reference).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          <span aria-live="polite">{t(copied ? "copied" : "copy")}</span>
        </Button>
      </p>
    </div>
  );
}
