import { Button } from "@/components/ui/button";
import type { TreeNode } from "@/components/ui/tree-rows";
import { TreeTable } from "@/components/ui/tree-table";
import { style } from "@/lib/messages/es/style";
import { Section } from "../section";

const { guide } = style;

type Service = { label: string; detail?: string; flags: readonly string[]; on: readonly string[] };

const nodes: TreeNode[] = guide.services.map((group) => ({
  key: group.label,
  label: group.label,
  children: (group.services as readonly Service[]).map((service) => ({
    key: service.label,
    label: service.label,
    detail: service.detail,
    flags: Object.fromEntries(
      service.flags.map((flag) => [
        flag,
        {
          value: `${service.label}.${flag}`,
          on: service.on.includes(flag),
          locked: flag === "app" ? guide.locked : undefined,
        },
      ]),
    ),
  })),
}));

/** The tree of what a profile may do. */
export function TreeParts() {
  return (
    <Section name="arbol">
      <form>
        <TreeTable
          name="permiso"
          label={guide.tree}
          head={guide.service}
          columns={Object.entries(guide.flags).map(([key, label]) => ({ key, label }))}
          nodes={nodes}
          open={nodes.slice(0, 2).map((node) => node.key)}
        />
        <div className="mt-3 flex justify-end">
          <Button variant="primary">{guide.savePermissions}</Button>
        </div>
      </form>
    </Section>
  );
}
