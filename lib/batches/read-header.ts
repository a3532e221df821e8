import { type Column, type FieldName, type Layout, layouts } from "@/lib/batches/layouts";
import { trimmed, withoutMarks } from "@/lib/files/cells";
import { type Fault, fileFault, shown } from "@/lib/files/fault";

export type Header = {
  /** The fields in the file's order. */
  names: FieldName[];
  /** Where each column of the layout stands in the file, in the layout's order; -1 when absent. */
  positions: number[];
};

const knownFields = new Set(
  Object.values(layouts)
    .flatMap((layout) => layout.columns)
    .map((column) => column.name as string),
);

/**
 * Reads the header of a lot file: case, accents and order do not matter. Unknown, repeated, unnamed or missing
 * required columns are a fault of the file that names them.
 */
export function readHeader(cells: string[], layout: Layout): Header | Fault {
  const written = cells.map(trimmed);
  const names = written.map(normalName);
  const known = new Map(layout.columns.map((column) => [column.name as string, column.name]));
  const unknown = written.filter((name, index) => name !== "" && !known.has(names[index] ?? ""));
  if (unknown.length > 0) return unknownColumns(unknown, layout);
  const unnamed = names.indexOf("");
  if (unnamed >= 0) return fileFault("unnamedColumn", 1, { position: String(unnamed + 1) });
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  if (repeated.size > 0) return fileFault("repeatedColumn", 1, { columns: [...repeated].join(", ") });
  const missing = missingColumns(names, layout);
  if (missing.length > 0) return fileFault("missingColumn", 1, { columns: missing.join(", ") });
  return {
    names: names.flatMap((name) => known.get(name) ?? []),
    positions: layout.columns.map((column) => names.indexOf(column.name)),
  };
}

function normalName(cell: string): string {
  return withoutMarks(cell).toLowerCase();
}

const namedMax = 5;

function unknownColumns(unknown: string[], layout: Layout): Fault {
  const named = unknown.slice(0, namedMax).map((name) => shown(name));
  const columns = named.join(", ") + (unknown.length > namedMax ? ", …" : "");
  const meant = normalName(unknown[0] ?? "").replace(/[\s.-]+/g, "_");
  const isColumn = knownFields.has(meant) && layout.columns.some((column) => column.name === meant);
  return { ...fileFault("unknownColumn", 1, { columns }), proposal: isColumn ? meant : null };
}

/** Where a card's reference stands for the person, tipo_documento and numero_documento may be absent, both or neither. */
function missingColumns(names: string[], layout: Layout): FieldName[] {
  const has = (column: Column) => names.includes(column.name);
  const byReference = layout.identity === "card" && names.includes("referencia_tarjeta");
  const pairAbsent = !layout.columns.some((column) => isOfPair(column) && has(column));
  return layout.columns
    .filter((column) => column.required && !has(column) && !(byReference && pairAbsent && isOfPair(column)))
    .map((column) => column.name);
}

export function isOfPair(column: Column): boolean {
  return column.kind === "documentType" || column.kind === "documentNumber";
}
