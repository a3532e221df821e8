import { PageBody } from "@/components/shell/page-body";
import type { TreeNode } from "@/components/ui/tree-rows";
import { TreeTable } from "@/components/ui/tree-table";
import { style } from "@/lib/messages/es/style";

const { guide, screens } = style;
const columns = Object.entries(guide.flags)
  .slice(0, 7)
  .map(([key, label]) => ({ key, label }));

const service = (number: number): TreeNode => ({
  key: `s${number}`,
  label: `${guide.service} ${number}`,
  flags: Object.fromEntries(
    columns.map(({ key }, index) => [key, { value: `s${number}.${key}`, on: (number + index) % 3 === 0 }]),
  ),
});

/** As many services as a bank ever had, each with every flag: what a press on a box of it costs is measured here. */
const nodes: TreeNode[] = Array.from({ length: 5 }, (_, group) => ({
  key: `g${group}`,
  label: `${guide.tree} ${group + 1}`,
  children: Array.from({ length: 20 }, (_, index) => service(20 * group + index + 1)),
}));

export function TreeScreen() {
  return (
    <PageBody title={screens.arbol}>
      <form>
        <TreeTable name="permiso" label={guide.tree} head={guide.service} columns={columns} nodes={nodes} />
      </form>
    </PageBody>
  );
}
