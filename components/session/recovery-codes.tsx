"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PrintButton } from "@/components/ui/print-button";

/** Recovery codes, this once: to be copied or printed before the person goes on. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useTranslations("token.codes");
  const [copied, setCopied] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);

  async function copy() {
    await navigator.clipboard.writeText(codes.join("\n"));
    setCopied(true);
  }

  return (
    <div className="grid gap-4">
      <div>
        <h3 ref={title} tabIndex={-1} className="text-base font-semibold outline-none">
          {t("title")}
        </h3>
        <p className="mt-1 max-w-prose text-sm text-pretty text-ink-soft">{t("text")}</p>
      </div>
      <ol className="grid grid-cols-1 gap-x-8 gap-y-1.5 rounded-md bg-sunken px-4 py-3 font-mono text-sm tabular-nums sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Notice tone="amber" className="print:hidden">
        {t("once")}
      </Notice>
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <Button variant="primary" icon="check" onClick={onKept}>
          {t("kept")}
        </Button>
        <Button icon="file" onClick={copy}>
          {t("copy")}
        </Button>
        <PrintButton />
        <span role="status" className="text-sm text-in">
          {copied && t("copied")}
        </span>
      </div>
    </div>
  );
}
