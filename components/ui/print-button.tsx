"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Prints the page; what is not part of the paper hides itself. */
export function PrintButton() {
  const t = useTranslations("ui.receipt");
  return (
    <Button icon="print" className="print:hidden" onClick={() => window.print()}>
      {t("print")}
    </Button>
  );
}
