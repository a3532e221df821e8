/**
 * A column of an exported table. `time` holds local times as `AAAA-MM-DD HH:MM:SS`, or nothing; `money` whole cents, or
 * nothing.
 */
export type TableColumn = { label: string; kind: "text" | "time" | "money"; width: number };

/** What an export says of itself: whose, what was asked, by whom, when. */
export type TableHead = { title: string; facts: readonly (readonly [name: string, value: string])[] };

/** A table to be written: its rows come in parts, each as texts in the columns' order. */
export type Table = {
  head: TableHead;
  columns: readonly TableColumn[];
  parts: AsyncIterable<readonly (readonly string[])[]>;
};

/** Rows in a format's own markup. */
export type Lines = { count: number; text: string };

/** The same with rows that are written already; of a sheet's, no part may cross its end. */
export type WrittenTable = Omit<Table, "parts"> & { lines: AsyncIterable<Lines> };
