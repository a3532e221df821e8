import { type BatchType, type CellKind, type FieldName, layouts } from "@/lib/batches/layouts";
import { type Country, documentForms } from "@/lib/files/documents";

/** What an example line says of each kind of cell: fictitious, and in the form that the parser takes. */
const examples: Record<Exclude<CellKind, "documentType" | "documentNumber" | "mobile">, string> = {
  cardReference: "",
  amount: "150000,00",
  count: "10",
  name: "Ana",
  text: "Ejemplo",
  date: "1990-05-31",
  mail: "persona@ejemplo.example",
  phone: "601 555 0100",
  code: "001",
  reason: "PERDIDA",
};
const numbers: Record<Country, Record<"documentNumber" | "mobile", string>> = {
  CO: { documentNumber: "1010101010", mobile: "3005550100" },
  PE: { documentNumber: "45678901", mobile: "955501000" },
};

/** The columns of a template: those of the layout, in its order. */
export const templateColumns = (type: BatchType): { name: FieldName; required: boolean }[] =>
  layouts[type].columns.map(({ name, required }) => ({ name, required }));

/**
 * A file of this type as people begin one: its header and one example line, made from the layout that the parser reads by, so that they
 * cannot drift apart. A byte order mark tells spreadsheets that it is UTF-8.
 */
export function templateOf(type: BatchType, country: Country): string {
  const cells = layouts[type].columns.map(({ kind }) => {
    if (kind === "documentType") return Object.keys(documentForms[country])[0] ?? "";
    return kind === "documentNumber" || kind === "mobile" ? numbers[country][kind] : examples[kind];
  });
  const header = layouts[type].columns.map(({ name }) => name);
  return `\uFEFF${header.join(";")}\r\n${cells.join(";")}\r\n`;
}
