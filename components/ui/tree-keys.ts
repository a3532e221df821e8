/** What the keyboard rests on: a row (`column` -1) or one of its boxes. */
export type TreePlace = { key: string; column: number };

type Around = {
  /** Rows in sight, from the top down. */
  rows: readonly { key: string; boxes: number; group: boolean; open: boolean; parent?: string }[];
  now: TreePlace;
};

export type TreeMove = { to: TreePlace } | { fold: string } | { unfold: string } | null;

/** Where a key leads in a tree of rows and boxes (the ARIA treegrid pattern), or what it folds; null where it is not the tree's. */
export function treeMove(key: string, control: boolean, { rows, now }: Around): TreeMove {
  const index = rows.findIndex((row) => row.key === now.key);
  const row = rows[index];
  if (!row) return null;
  const inRow = now.column < 0;
  const at = (target: number, column = now.column): TreeMove => {
    const found = rows[Math.min(Math.max(target, 0), rows.length - 1)];
    return found ? { to: { key: found.key, column: Math.min(column, found.boxes - 1) } } : null;
  };
  switch (key) {
    case "ArrowDown":
      return at(index + 1);
    case "ArrowUp":
      return at(index - 1);
    case "PageDown":
      return at(index + 10);
    case "PageUp":
      return at(index - 10);
    case "ArrowRight":
      if (inRow && row.group && !row.open) return { unfold: row.key };
      return { to: { key: row.key, column: Math.min(now.column + 1, row.boxes - 1) } };
    case "ArrowLeft":
      if (!inRow) return { to: { key: row.key, column: now.column - 1 } };
      if (row.group && row.open) return { fold: row.key };
      return row.parent ? { to: { key: row.parent, column: -1 } } : null;
    case "Home":
      return inRow || control ? at(0) : { to: { key: row.key, column: 0 } };
    case "End":
      return inRow || control ? at(rows.length - 1) : { to: { key: row.key, column: row.boxes - 1 } };
    case "Enter":
      if (!row.group || !inRow) return null;
      return row.open ? { fold: row.key } : { unfold: row.key };
    default:
      return null;
  }
}
