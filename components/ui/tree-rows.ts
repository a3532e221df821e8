export type TreeFlag = {
  /** What the box posts under the tree's name. */
  value: string;
  on: boolean;
  /** Its own name, where its column holds several. */
  label?: string;
  /** Why it cannot be changed; it is shown as it is and not posted. */
  locked?: string;
};

export type TreeNode = {
  key: string;
  label: string;
  detail?: string;
  /** A group has nodes below it, a leaf has flags by the key of their column: one, or in a wide column some. */
  children?: readonly TreeNode[];
  flags?: Readonly<Record<string, TreeFlag | readonly TreeFlag[]>>;
};

/** A wide one holds flags that have names of their own. */
export type TreeColumn = { key: string; label: string; wide?: true };

export type TreeRow = {
  node: TreeNode;
  /** From 1. */
  level: number;
  /** Keys of the groups above, outermost first. */
  above: readonly string[];
  position: number;
  siblings: number;
  /** Flags of this row, or of everything below it. */
  flags: readonly { column: string; flag: TreeFlag }[];
};

/** Every row of a tree from the top down, folded or not. */
export function rowsOf(nodes: readonly TreeNode[], above: readonly string[] = []): TreeRow[] {
  return nodes.flatMap((node, index) => {
    const below = node.children ? rowsOf(node.children, [...above, node.key]) : [];
    const row = { node, level: above.length + 1, above, position: index + 1, siblings: nodes.length };
    return [{ ...row, flags: flagsOf(node) }, ...below];
  });
}

function flagsOf(node: TreeNode): TreeRow["flags"] {
  if (node.children) return node.children.flatMap(flagsOf);
  return Object.entries(node.flags ?? {}).flatMap(([column, flags]) =>
    [flags].flat().map((flag) => ({ column, flag })),
  );
}

/** Whether all, some or none of these are on. */
export function mixOf(flags: readonly TreeFlag[], on: ReadonlySet<string>): "all" | "some" | "none" {
  const count = flags.filter((flag) => on.has(flag.value)).length;
  if (count === 0) return "none";
  return count === flags.length ? "all" : "some";
}

/** Whether a flag stands otherwise than it did. */
export const isChanged = (flag: TreeFlag, on: ReadonlySet<string>): boolean => on.has(flag.value) !== flag.on;

/** Small letters without accents, to be searched in. */
export function searchable(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Keys of the rows to show: those whose groups are all open; while one searches or looks at changes only, those that match, with what
 * is above them, and below a group that matches by name.
 */
export function shownRows(
  rows: readonly TreeRow[],
  { open, query, matches }: { open: ReadonlySet<string>; query: string; matches?: (row: TreeRow) => boolean },
): ReadonlySet<string> {
  const wanted = searchable(query.trim());
  if (wanted === "" && !matches)
    return new Set(rows.filter((row) => row.above.every((key) => open.has(key))).map((row) => row.node.key));
  const named = new Set(rows.filter((row) => searchable(row.node.label).includes(wanted)).map((row) => row.node.key));
  const found = rows.filter(
    (row) =>
      !row.node.children &&
      (named.has(row.node.key) || row.above.some((key) => named.has(key))) &&
      (!matches || matches(row)),
  );
  return new Set(found.flatMap((row) => [...row.above, row.node.key]));
}
