import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * A column of an exported table. `time` holds local times as `AAAA-MM-DD HH:MM:SS`, whatever follows the seconds; `money` whole cents, with
 * the mark before them that CSV has there; `choice` codes, by the words that are written for them. Any of them may hold nothing.
 */
export type TableColumn = { label: string; width: number } & (
  | { kind: "text" | "time" }
  | { kind: "money"; mark: "," | "." }
  | { kind: "choice"; words: ReadonlyMap<string, string> }
);

/** What an export says of itself: whose, what was asked, by whom, when. */
export type TableHead = { title: string; facts: readonly (readonly [name: string, value: string])[] };

/** Rows, each as texts in the columns' order; whatever stands behind those is not written. */
export type Rows = Iterable<readonly string[]>;

/** A table to be written: its rows come in parts. */
export type Table = { head: TableHead; columns: readonly TableColumn[]; parts: AsyncIterable<Rows> };

/** Rows that were read at once, and what the next are read behind; null behind the last. */
export type Part<Key> = { rows: Rows; behind: Key | null };

/** Rows that are written before others have their turn: the next part is asked for meanwhile, and whoever else is served waits for no more. */
const turnRows = 250;

/** The rows of a table, part by part, each read behind the one before: the next is on its way while this one is written. */
export async function* inParts<Key>(read: (behind: Key | null) => Promise<Part<Key>>): AsyncGenerator<Rows> {
  let part = await read(null);
  for (;;) {
    const coming = part.behind === null ? null : read(part.behind);
    coming?.catch(() => undefined);
    for (const rows of byTurns(part.rows)) {
      yield rows;
      await nextTurn();
    }
    if (coming === null) return;
    part = await coming;
  }
}

function* byTurns(rows: Rows): Generator<Rows> {
  let some: (readonly string[])[] = [];
  for (const row of rows) {
    if (some.push(row) < turnRows) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
