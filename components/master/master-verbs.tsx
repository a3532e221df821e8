"use client";
import { useTranslations } from "next-intl";
import { useDesk } from "@/components/master/desk";
import { Button } from "@/components/ui/button";
import type { MasterKind } from "@/lib/instructions/rules";

/** Recargar and Retirar. */
export function MasterVerbs({ may }: { may: readonly MasterKind[] }) {
  const t = useTranslations("master");
  const { ask, ready } = useDesk();
  return may.map((kind) => (
    <Button
      key={kind}
      variant={kind === "FUND" ? "primary" : "secondary"}
      icon={kind === "FUND" ? "plus" : "leave"}
      onClick={() => ask({ kind })}
      {...ready}
    >
      {t(`accept.${kind}`)}
    </Button>
  ));
}
