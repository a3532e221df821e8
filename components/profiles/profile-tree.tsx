"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useFlagWords } from "@/components/profiles/flag-words";
import type { TreeColumn, TreeFlag, TreeNode } from "@/components/ui/tree-rows";
import { TreeTable } from "@/components/ui/tree-table";
import { catalog, type Flag, flagsOf, groups, type Service, serviceWord } from "@/lib/catalog";
import { boxOf, type Grants } from "@/lib/profiles/rules";

type Props = {
  grants: Grants;
  /** Services that may stand in it: the contracted ones. */
  services: readonly Service[];
  /** Those of them that the person who looks may not grant. */
  beyond: readonly Service[];
};

/** In which column a flag stands: those that many services have in one of their own, the rest together, each with its name. */
function columnOf(flag: Flag): string {
  if (flag === "WEB" || flag === "PHONE" || flag === "APP") return flag;
  if (flag === "template.read") return "others"; // it says "Descargar"
  const [, verb = ""] = flag.split(".");
  if (verb === "consult") return "read";
  return ["read", "export", "pdf", "print"].includes(verb) ? verb : "others";
}

/** What a profile may do, service by service and flag by flag, in the manual's groups: its boxes are posted as `otorga`. */
export function ProfileTree({ grants, services, beyond }: Props) {
  const t = useTranslations("profiles.form");
  const names = useTranslations("access");
  const words = useFlagWords();
  const columns: TreeColumn[] = [
    { key: "WEB", label: words("WEB") },
    { key: "read", label: words("balance.read") },
    { key: "others", label: t("others"), wide: true },
    { key: "export", label: words("activity.export") },
    { key: "pdf", label: words("order.pdf") },
    { key: "print", label: words("order.print") },
    { key: "APP", label: words("APP") },
    { key: "PHONE", label: words("PHONE") },
  ];
  const nodes = useMemo(() => {
    const leaf = (service: Service): TreeNode => {
      const locked = beyond.includes(service) ? t("locked") : undefined;
      const flags: Record<string, TreeFlag | TreeFlag[]> = {};
      for (const flag of flagsOf(service)) {
        const column = columnOf(flag);
        const box = { value: boxOf(service, flag), on: grants[service]?.includes(flag) ?? false, locked };
        if (column !== "others") flags[column] = box;
        else flags.others = [...[flags.others ?? []].flat(), { ...box, label: words(flag) }];
      }
      return { key: service, label: names(`services.${serviceWord(service)}`), detail: locked, flags };
    };
    return groups.flatMap((group): TreeNode[] => {
      const children = services.filter((service) => catalog[service].group === group).map(leaf);
      return children.length > 0 ? [{ key: group, label: names(`groups.${group}`), children }] : [];
    });
  }, [grants, services, beyond, t, names, words]);
  return <TreeTable name="otorga" label={t("tree")} head={t("service")} columns={columns} nodes={nodes} />;
}
