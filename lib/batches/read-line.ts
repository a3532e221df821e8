import { assert } from "@/lib/assert";
import type { CellKind, Column, Layout } from "@/lib/batches/layouts";
import { type Header, isOfPair } from "@/lib/batches/read-header";
import {
  type AmountLimits,
  readAmountCents,
  readCardReference,
  readCode,
  readCount,
  readDate,
  readMail,
  readMobile,
  readName,
  readPhone,
  readReason,
  readText,
  trimmed,
} from "@/lib/files/cells";
import { type Country, readDocumentNumber, readDocumentType } from "@/lib/files/documents";
import { type CellFault, cellFault, characterFault, type Fault, shown } from "@/lib/files/fault";
import { parseSumCents } from "@/lib/money";

/** Between the canonical fields of a line; no cell can hold it. */
export const fieldSeparator = "\u001f";

/** A good line before its hash is known. */
export type LineValues = {
  line: number;
  /** `CC-10000001`, in normal form; null when the line names a card, or nobody. */
  document: string | null;
  cardReference: string | null;
  /** What the line moves: the amount, times the count where the layout has one. Null when it states none. */
  amountCents: bigint | null;
  reference: string | null;
  /** The cells that stand in none of the above, in the layout's order, joined by U+001F; null when the layout has none such. */
  rest: string | null;
  /** The layout's columns in order, joined by U+001F; NFC; amounts as integer cents; absent is empty. In SQL: line_fields(). */
  fields: string;
};

type TextKind = Exclude<CellKind, "amount" | "documentNumber">;

const readers: Record<TextKind, (text: string, country: Country) => string | CellFault> = {
  documentType: readDocumentType,
  cardReference: readCardReference,
  count: readCount,
  name: readName,
  text: readText,
  date: readDate,
  mail: readMail,
  mobile: readMobile,
  phone: readPhone,
  code: readCode,
  reason: readReason,
};

/** Reads lines of one file, whose layout and header are known. After each `read`, `faults` and `movedCents` tell of that line. */
export class LineReader {
  /** Of the last line read; empty when it was good. */
  faults: Fault[] = [];
  /** What the last line moves, as far as its amount could be read, good line or not; null when it could not. */
  movedCents: bigint | null = null;

  readonly #columns: readonly Column[];
  readonly #types: number;
  readonly #numbers: number;
  readonly #cards: number;
  readonly #references: number;
  readonly #amounts: number;
  readonly #times: number;
  /** Where the cells of `rest` begin and end among the layout's columns. */
  readonly #rest: { from: number; to: number };

  constructor(
    private readonly layout: Layout,
    private readonly header: Header,
    private readonly country: Country,
    private readonly limits: AmountLimits,
  ) {
    this.#columns = layout.columns;
    this.#types = this.#indexOf("tipo_documento");
    this.#numbers = this.#indexOf("numero_documento");
    this.#cards = this.#indexOf("referencia_tarjeta");
    this.#references = this.#indexOf("referencia");
    this.#amounts = layout.amount ? this.#indexOf(layout.amount.field) : -1;
    this.#times = layout.amount?.times ? this.#indexOf(layout.amount.times) : -1;
    this.#rest = restOf(layout);
  }

  /** The line's values, or null when it has `faults`. */
  read(cells: string[], line: number): LineValues | null {
    if (this.faults.length > 0) this.faults = [];
    this.movedCents = null;
    const expected = this.header.names.length;
    if (cells.length !== expected) {
      const params = { found: String(cells.length), expected: String(expected) };
      this.faults.push({
        line,
        column: null,
        field: null,
        value: null,
        proposal: null,
        code: "wrongCellCount",
        params,
      });
      return null;
    }
    const values: string[] = [];
    let cents: bigint | null = null;
    for (let index = 0; index < this.#columns.length; index += 1) {
      const column = this.#columns[index] as Column;
      const text = this.#cell(cells, index);
      if (text === "") {
        values.push("");
        if (column.required && !(this.layout.identity === "card" && isOfPair(column))) {
          this.#add(line, index, text, cellFault("required"));
        }
      } else if (column.kind === "amount") {
        cents = this.#amount(line, index, text);
        values.push(cents === null ? "" : cents.toString());
      } else {
        values.push(this.#text(line, index, text, column.kind, values));
      }
    }
    if (this.layout.identity === "card" && !this.#namesPerson(cells, values)) this.#oneIdentity(line, cells);
    this.#move(cells, cents, values);
    return this.faults.length > 0 ? null : this.#values(line, values, cents === null ? null : this.movedCents);
  }

  #indexOf(name: string): number {
    return this.layout.columns.findIndex((column) => column.name === name);
  }

  #cell(cells: string[], index: number): string {
    const at = this.header.positions[index] ?? -1;
    return at < 0 ? "" : trimmed(cells[at] ?? "");
  }

  #amount(line: number, index: number, text: string): bigint | null {
    const cents = this.#tooLong(line, index, text) ? null : readAmountCents(text, this.limits);
    if (cents === null || typeof cents === "bigint") return cents;
    this.#add(line, index, text, cents);
    return null;
  }

  #text(line: number, index: number, text: string, kind: Exclude<CellKind, "amount">, values: string[]): string {
    if (this.#tooLong(line, index, text)) return "";
    const type = kind === "documentNumber" ? (values[this.#types] ?? "") : "";
    // Without a known type there is no telling whether the number is right.
    if (kind === "documentNumber" && type === "") return "";
    const value =
      kind === "documentNumber" ? readDocumentNumber(text, type, this.country) : readers[kind](text, this.country);
    if (typeof value === "string") return value;
    this.#add(line, index, text, value);
    return "";
  }

  #tooLong(line: number, index: number, text: string): boolean {
    const max = this.#columns[index]?.max ?? 0;
    if (text.length <= max) return false;
    const length = [...text.normalize("NFC")].length;
    if (length <= max) return false;
    this.#add(line, index, text, cellFault("tooLong", { length: String(length), max: String(max) }));
    return true;
  }

  /** The usual line: a good pair and no card. */
  #namesPerson(cells: string[], values: string[]): boolean {
    return values[this.#types] !== "" && values[this.#numbers] !== "" && this.#cell(cells, this.#cards) === "";
  }

  /** Each line names a person by the pair or a card by its reference: exactly one, and the pair whole. */
  #oneIdentity(line: number, cells: string[]): void {
    const type = this.#cell(cells, this.#types);
    const number = this.#cell(cells, this.#numbers);
    const card = this.#cell(cells, this.#cards);
    if (card !== "" && (type !== "" || number !== "")) this.#add(line, this.#cards, card, cellFault("identityBoth"));
    if (card !== "" || (type !== "" && number !== "")) return;
    const hasCards = (this.header.positions[this.#cards] ?? -1) >= 0;
    if (type === "" && number === "" && hasCards) {
      this.#add(line, this.#cards, "", cellFault("identityMissing"));
      return;
    }
    if (type === "") this.#add(line, this.#types, "", cellFault("required"));
    if (number === "") this.#add(line, this.#numbers, "", cellFault("required"));
  }

  /** What the line moves, for the control line: an amount outside the product's limits still counts. */
  #move(cells: string[], cents: bigint | null, values: string[]): void {
    if (this.#amounts < 0) {
      this.movedCents = 0n;
      return;
    }
    const each = cents ?? this.#outsideLimits(this.#cell(cells, this.#amounts));
    if (this.#times < 0) {
      this.movedCents = each;
      return;
    }
    const times = values[this.#times] ?? "";
    this.movedCents = each === null || times === "" ? null : each * BigInt(times);
  }

  #outsideLimits(text: string): bigint | null {
    return text === "" ? 0n : parseSumCents(text.length > 40 ? "" : text);
  }

  #add(line: number, index: number, text: string, found: CellFault): void {
    const { code, proposal, params } = text === "" ? found : (characterFault(text) ?? found);
    const at = this.header.positions[index] ?? -1;
    const value = text === "" ? null : shown(text);
    const field = this.#columns[index]?.name ?? null;
    this.faults.push({ line, column: at < 0 ? null : at + 1, field, value, code, proposal, params });
  }

  #values(line: number, values: string[], amountCents: bigint | null): LineValues {
    const type = values[this.#types] ?? "";
    const card = values[this.#cards] ?? "";
    const reference = values[this.#references] ?? "";
    const { from, to } = this.#rest;
    return {
      line,
      document: type === "" ? null : `${type}-${values[this.#numbers] ?? ""}`,
      cardReference: card === "" ? null : card,
      amountCents,
      reference: reference === "" ? null : reference,
      rest: to === from ? null : values.slice(from, to).join(fieldSeparator),
      fields: values.join(fieldSeparator),
    };
  }
}

/** The run of columns that a line keeps as text, because no column of its own holds them. */
function restOf({ columns, amount }: Layout): { from: number; to: number } {
  const held = new Set<string>(["tipo_documento", "numero_documento", "referencia", "referencia_tarjeta"]);
  if (amount && !amount.times) held.add(amount.field);
  const kept = columns.map((column, index) => (held.has(column.name) ? -1 : index)).filter((index) => index >= 0);
  const from = kept[0] ?? 0;
  assert(
    kept.every((index, position) => index === from + position),
    "the cells that a line keeps as text stand together",
  );
  return { from, to: from + kept.length };
}
