/** How a list is sorted: by which of its columns, and whether the greatest comes first. */
export type Sort<Key extends string> = { by: Key; down: boolean };

export const sortText = <Key extends string>(sort: Sort<Key> | null): string | undefined =>
  sort ? `${sort.down ? "-" : ""}${sort.by}` : undefined;

/** What a press on a column's head asks for: downwards first for what is counted, then the other way round. */
export function sortLink<Key extends string>(
  now: Sort<Key> | null,
  key: Key,
  href: (sort: string) => string,
  first: "up" | "down" = "down",
): { href: string; now?: "ascending" | "descending" } {
  const isNow = now?.by === key;
  const down = isNow ? !now.down : first === "down";
  return {
    href: href(`${down ? "-" : ""}${key}`),
    now: isNow ? (now.down ? "descending" : "ascending") : undefined,
  };
}
