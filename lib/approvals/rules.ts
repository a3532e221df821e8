/** One line of what is about to be done: as it is (nothing where there is nothing yet), and as it will be. */
export type ReviewLine = { key: string; before: string | null; after: string | null };

/** The lines in which two pictures of a thing differ, in the order of the second. */
export function differences(before: Record<string, string>, after: Record<string, string>): ReviewLine[] {
  return Object.entries(after).flatMap(([key, value]) =>
    before[key] === value ? [] : [{ key, before: before[key] ?? null, after: value }],
  );
}
