import { type BatchType, layouts } from "@/lib/batches/layouts";
import { plainAmount } from "@/lib/money";

type Place = { column: number | null; field: string | null; cells: string[] | null; fields: string | null };

/**
 * The whole line of a fault as people know it, and which of its cells is the wrong one: as it stood in the file when it
 * could not be read, else from its canonical text, in the layout's order. Null for a fault of the whole file.
 */
export function lineOfFault(
  type: BatchType,
  { column, field, cells, fields }: Place,
): { cells: string[]; wrong: number } | null {
  if (cells) return { cells, wrong: column === null ? -1 : column - 1 };
  if (fields === null) return null;
  const { columns } = layouts[type];
  const texts = fields
    .split("\u001f")
    .map((text, index) => (columns[index]?.kind === "amount" && text !== "" ? plainAmount(BigInt(text)) : text));
  const last = texts.findLastIndex((text) => text !== "");
  return { cells: texts.slice(0, last + 1), wrong: columns.findIndex((each) => each.name === field) };
}
