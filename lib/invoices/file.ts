import { trimmed, withoutMarks } from "@/lib/files/cells";
import { RecordSplitter } from "@/lib/files/delimited";
import { EncodingDetector, TextDecoding } from "@/lib/files/encoding";
import { characterFault, type Fault, fileFault, shown } from "@/lib/files/fault";
import { fileKind } from "@/lib/files/kind";
import { fileLinesMax, invoiceNumberForm, invoiceNumberOf } from "@/lib/invoices/rules";
import { orderNumber } from "@/lib/orders/schema";

export const fileColumns = ["empresa", "orden", "factura"] as const;
type Field = (typeof fileColumns)[number];

/** A line of the file as it is meant: which invoice number which order of which company is to have. */
export type InvoiceLine = {
  line: number;
  company: string;
  order: string;
  invoice: string;
  columns: Record<Field, number>;
};

/**
 * Reads a file of invoice numbers (`empresa;orden;factura`, in any order, five thousand lines): its good lines, and everything that is
 * wrong with the others, in the file's order. A fault of the file as a whole leaves no lines. Never throws.
 */
export function readInvoiceFile(bytes: Uint8Array): { lines: InvoiceLine[]; faults: Fault[] } {
  const kind = fileKind(bytes.subarray(0, 4_096), bytes.subarray(-4_096));
  if (kind !== "text") return { lines: [], faults: [fileFault("wrongKind", 0, { kind })] };
  const detector = new EncodingDetector();
  detector.push(bytes);
  const decoding = new TextDecoding(detector.encoding());
  const reader = new InvoiceReader();
  const splitter = new RecordSplitter(reader.add);
  splitter.push(decoding.push(bytes));
  splitter.push(decoding.end());
  splitter.end();
  if (splitter.fault) {
    const { code, line, column, params } = splitter.fault;
    reader.refuse({ ...fileFault(code, line, params), column });
  }
  return reader.finish();
}

class InvoiceReader {
  readonly #lines: InvoiceLine[] = [];
  readonly #faults: Fault[] = [];
  readonly #seen = new Map<string, number>();
  #columns: Record<Field, number> | null = null;
  #fileFault: Fault | null = null;
  #blank: number | null = null;
  #count = 0;

  readonly add = (cells: string[], line: number): boolean => {
    if (cells.every((cell) => trimmed(cell) === "")) {
      this.#blank ??= line;
      return true;
    }
    if (this.#blank !== null) return this.refuse(fileFault("blankLine", this.#blank));
    if (this.#columns === null) return this.#addHeader(cells);
    if (this.#count === fileLinesMax)
      return this.refuse(fileFault("invoiceLines", line, { max: String(fileLinesMax) }));
    this.#count += 1;
    if (cells.length === fileColumns.length) this.#addLine(cells, line, this.#columns);
    else {
      const params = { found: String(cells.length), expected: String(fileColumns.length) };
      this.#faults.push(fileFault("wrongCellCount", line, params));
    }
    return true;
  };

  /** Ends the reading with a fault of the file. */
  refuse(fault: Fault): false {
    this.#fileFault ??= fault;
    return false;
  }

  finish(): { lines: InvoiceLine[]; faults: Fault[] } {
    if (this.#columns === null) this.#fileFault ??= fileFault("empty", 1);
    else if (this.#count === 0) this.#fileFault ??= fileFault("noDataLines", 1);
    return this.#fileFault ? { lines: [], faults: [this.#fileFault] } : { lines: this.#lines, faults: this.#faults };
  }

  #addHeader(cells: string[]): boolean {
    const names = cells.map((cell) => withoutMarks(trimmed(cell)).toLowerCase());
    const [empresa, orden, factura] = fileColumns.map((name) => names.indexOf(name));
    if (names.length !== fileColumns.length || new Set([empresa, orden, factura, -1]).size !== 4) {
      const columns = cells
        .slice(0, 6)
        .map((cell) => shown(trimmed(cell), 20))
        .join(", ");
      return this.refuse(fileFault("invoiceHeader", 1, { columns }));
    }
    this.#columns = { empresa: empresa ?? 0, orden: orden ?? 0, factura: factura ?? 0 };
    return true;
  }

  #addLine(cells: string[], line: number, columns: Record<Field, number>): void {
    const before = this.#faults.length;
    const read = (
      field: Field,
      normal: (text: string) => string | null,
      code: "companyUnknown" | "orderNumber" | "invoiceNumber",
    ) => {
      const cell = trimmed(cells[columns[field]] ?? "");
      const value = normal(cell);
      const why =
        cell === ""
          ? { code: "required" as const, params: {} }
          : (characterFault(cell) ?? (value === null ? { code, params: {} } : null));
      if (why) this.#faults.push(faultAt({ line, columns }, field, cell, why.code, why.params));
      return value ?? "";
    };
    const company = read("empresa", (text) => matching(text.toUpperCase(), /^[A-Z][A-Z0-9]{0,11}$/), "companyUnknown");
    const order = read("orden", (text) => orderNumber.safeParse(text.toUpperCase()).data ?? null, "orderNumber");
    const invoice = read("factura", (text) => matching(invoiceNumberOf(text), invoiceNumberForm), "invoiceNumber");
    if (this.#faults.length > before) return;
    const first = this.#seen.get(`${company}/${order}`);
    if (first !== undefined) {
      this.#faults.push(faultAt({ line, columns }, "orden", order, "orderRepeated", { line: String(first) }));
      return;
    }
    this.#seen.set(`${company}/${order}`, line);
    this.#lines.push({ line, company, order, invoice, columns });
  }
}

const matching = (text: string, form: RegExp): string | null => (form.test(text) ? text : null);

/** What is wrong with one cell of a line. */
export function faultAt(
  { line, columns }: Pick<InvoiceLine, "line" | "columns">,
  field: Field,
  value: string,
  code: Fault["code"],
  params: Record<string, string> = {},
): Fault {
  return {
    line,
    column: columns[field] + 1,
    field,
    value: value === "" ? null : shown(value),
    code,
    proposal: null,
    params,
  };
}
