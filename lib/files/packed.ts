import { join, sql, type Tx } from "@/lib/db";

type Sql = ReturnType<typeof sql>;

// Behind each cell but a row's last, behind each row but the last.
const cellEnd = "\x1f";
const rowEnd = "\x1e";

/** Rows that were read as one value, and the last of them; null where there is none. */
type Packed = { rows: Iterable<string[]>; count: number; last: string[] | null };

/**
 * So many rows as texts, in the order of `from` (from FROM to LIMIT): one value for all, since a row at a time through the driver costs
 * more than reading them, and as JSON half as much again. What is null is nothing.
 */
export async function readPacked(tx: Tx, cells: readonly Sql[], from: Sql): Promise<Packed> {
  const ask = async (each: (cell: Sql) => Sql) => {
    const [read] = await tx.$queryRaw<{ text: string | null; count: number }[]>`
      SELECT string_agg(p.line, ${rowEnd}) AS text, count(*)::int AS count
        FROM (SELECT concat_ws(${cellEnd}, ${join(cells.map(each), ", ")}) AS line ${from}) p`;
    return { text: read?.text ?? "", count: read?.count ?? 0 };
  };
  let read = await ask((cell) => sql`coalesce((${cell})::text, '')`);
  // What ends cells and rows, nobody types; where it stands in a text all the same, it is taken out, which costs too much to be done always.
  if (!isWhole(read, cells.length))
    read = await ask((cell) => sql`coalesce(translate((${cell})::text, ${cellEnd + rowEnd}, ''), '')`);
  const { text, count } = read;
  const last = count === 0 ? null : text.slice(text.lastIndexOf(rowEnd) + 1).split(cellEnd);
  return { rows: count === 0 ? [] : rowsOf(text, cells.length), count, last };
}

/** No text among the cells holds an end. */
const isWhole = ({ text, count }: { text: string; count: number }, width: number): boolean =>
  count === 0 || (times(text, rowEnd) === count - 1 && times(text, cellEnd) === count * (width - 1));

function times(text: string, end: string): number {
  let found = 0;
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) found += 1;
  return found;
}

/** The rows, each when it is asked for. */
function* rowsOf(text: string, width: number): Generator<string[]> {
  for (let at = 0; at <= text.length; ) {
    const row: string[] = [];
    for (let index = 1; index < width; index += 1) {
      const end = text.indexOf(cellEnd, at);
      row.push(text.slice(at, end));
      at = end + 1;
    }
    const end = text.indexOf(rowEnd, at);
    row.push(end < 0 ? text.slice(at) : text.slice(at, end));
    at = end < 0 ? text.length + 1 : end + 1;
    yield row;
  }
}
