/** Throws when a fact that the code itself guarantees does not hold: a bug, never a person's mistake. */
export function assert(condition: unknown, fact: string): asserts condition {
  if (!condition) throw new Error(`Broken assumption: ${fact}`);
}
