import { createHash } from "node:crypto";

export type Dice = ReturnType<typeof dice>;

/**
 * Draws that depend on nothing but these names: the same names give the same draws, in the same order. Every person's every
 * step, and every planted fault, has dice of its own, so that one draw more or less in one place moves no other.
 */
export function dice(...names: readonly (string | number)[]) {
  let state = createHash("sha256").update(names.join("/")).digest().readUInt32LE(0);
  // mulberry32, public domain (Tommy Ettinger).
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    /** Yes, so often of 1. */
    chance: (share: number): boolean => next() < share,
    /** A whole number, both ends included. */
    int: (from: number, to: number): number => from + below(to - from + 1),
    /** One of a list; undefined of an empty one. */
    pick: <Item>(list: readonly Item[]): Item | undefined => list[below(list.length)],
    /** One of the names, each as often as its weight says. */
    weighted<Name extends string>(weights: Partial<Record<Name, number>>): Name {
      const entries = Object.entries(weights) as [Name, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      throw new Error("Weights that sum to nothing");
    },
    shuffled<Item>(list: readonly Item[]): Item[] {
      const deck = [...list];
      for (let last = deck.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        const [one, two] = [deck[last], deck[other]] as [Item, Item];
        [deck[last], deck[other]] = [two, one];
      }
      return deck;
    },
  };
}
