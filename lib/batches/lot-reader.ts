import { type Control, controlFault, isControlLine, readControlLine } from "@/lib/batches/control-line";
import { Identities } from "@/lib/batches/identities";
import { type BatchType, type Layout, layouts } from "@/lib/batches/layouts";
import { LinesHash } from "@/lib/batches/lines-hash";
import { type Header, readHeader } from "@/lib/batches/read-header";
import { fieldSeparator, LineReader, type LineValues } from "@/lib/batches/read-line";
import { trimmed } from "@/lib/files/cells";
import type { Country } from "@/lib/files/documents";
import { type Fault, fileFault, keptCellMax, shown } from "@/lib/files/fault";
import type { Currency } from "@/lib/money";

/** Part of a file, in line order: its good lines, the faults of the others, and the cells of those. */
export type ParsedPage = {
  lines: LineValues[];
  faults: Fault[];
  faultyLines: { line: number; cells: string[] }[];
};

export type ParsedFile = {
  /** The fields of the header in the file's order; empty when it could not be read. */
  header: string[];
  /** Data lines, faulty ones included. */
  lineCount: number;
  /** What the good lines move. */
  totalCents: bigint;
  faultCount: number;
  /** When there is one, nothing else of the file counts. */
  fileFault: Fault | null;
  /** Whether somebody may stand in two good lines; false is sure. */
  mayRepeat: boolean;
  /** Hex SHA-256 over the hashes of the good lines in line order. */
  linesHash: string;
  /** Hex; the same for the same good lines in whatever order. */
  contentHash: string;
  /** A few texts with accents, if there are any, to see whether the encoding is right. */
  sampleNames: string[];
};

export type LotOptions = {
  type: BatchType;
  country: Country;
  linesMax: number;
  amountMinCents: bigint;
  amountMaxCents: bigint;
};

export const currencyOf: Record<Country, Currency> = { CO: "COP", PE: "PEN" };

const samplesMax = 5;

/** Reads the records of a lot, text or sheet alike, one after another; takes pages out as they fill. */
export class LotReader {
  readonly #layout: Layout;
  readonly #currency: Currency;
  readonly #hash = new LinesHash();
  readonly #identities = new Identities();
  #namesCards = false;
  readonly #plainSamples: string[] = [];
  readonly #accentSamples: string[] = [];
  #header: Header | null = null;
  #lineReader: LineReader | null = null;
  #page: ParsedPage = { lines: [], faults: [], faultyLines: [] };
  #blank: number | null = null;
  #control: Control | null = null;
  #lineCount = 0;
  #faultCount = 0;
  #goodCents = 0n;
  /** What the faulty lines move; null once an amount could not be read. */
  #faultyCents: bigint | null = 0n;
  #fileFault: Fault | null = null;
  #lastLine = 1;

  constructor(private readonly options: LotOptions) {
    this.#layout = layouts[options.type];
    this.#currency = currencyOf[options.country];
  }

  /** Lines, good or faulty, of the page being filled. */
  get pending(): number {
    return this.#page.lines.length + this.#page.faultyLines.length;
  }

  takePage(): ParsedPage {
    const page = this.#page;
    this.#page = { lines: [], faults: [], faultyLines: [] };
    return page;
  }

  /** Takes the next record; false when the file has a fault of its own and nothing after counts. */
  readonly add = (cells: string[], line: number): boolean => {
    this.#lastLine = line;
    if (isBlank(cells)) {
      this.#blank ??= line;
      return true;
    }
    if (this.#blank !== null) return this.refuse(fileFault("blankLine", this.#blank));
    if (this.#header === null || this.#lineReader === null) return this.#addHeader(cells);
    if (this.#control !== null) {
      return this.refuse(fileFault("controlNotLast", this.#control.line, { next: String(line) }));
    }
    if (isControlLine(cells, this.#header, this.#layout)) return this.#addControl(cells, line, this.#header);
    return this.#addLine(cells, line, this.#lineReader);
  };

  /** Ends the reading with a fault of the file. */
  refuse(fault: Fault): false {
    this.#fileFault ??= fault;
    return false;
  }

  finish(): ParsedFile {
    this.#fileFault ??= this.#lastFault();
    const { linesHash, contentHash } = this.#hash.finish();
    return {
      header: this.#header?.names ?? [],
      lineCount: this.#lineCount,
      totalCents: this.#goodCents,
      faultCount: this.#faultCount,
      fileFault: this.#fileFault,
      // Whose a card is only the database knows.
      mayRepeat: this.#namesCards || this.#identities.mayRepeat(),
      linesHash,
      contentHash,
      sampleNames: [...this.#accentSamples, ...this.#plainSamples].slice(0, samplesMax),
    };
  }

  #lastFault(): Fault | null {
    if (this.#header === null) return fileFault("empty", 1);
    if (this.#lineCount === 0) return fileFault("noDataLines", this.#lastLine);
    const totalCents = this.#faultyCents === null ? null : this.#goodCents + this.#faultyCents;
    const found = { lineCount: this.#lineCount, totalCents };
    return this.#control && controlFault(this.#control, found, this.#currency);
  }

  #addHeader(cells: string[]): boolean {
    const header = readHeader(cells, this.#layout);
    if ("code" in header) return this.refuse(header);
    const { country, amountMinCents, amountMaxCents } = this.options;
    const limits = { currency: this.#currency, minCents: amountMinCents, maxCents: amountMaxCents };
    this.#header = header;
    this.#lineReader = new LineReader(this.#layout, header, country, limits);
    return true;
  }

  #addControl(cells: string[], line: number, header: Header): boolean {
    const control = readControlLine(cells, line, header, this.#layout);
    if ("code" in control) return this.refuse(control);
    this.#control = control;
    return true;
  }

  #addLine(cells: string[], line: number, reader: LineReader): boolean {
    if (this.#lineCount === this.options.linesMax) {
      return this.refuse(fileFault("tooManyLines", line, { max: String(this.options.linesMax) }));
    }
    this.#lineCount += 1;
    const values = reader.read(cells, line);
    const moved = reader.movedCents;
    if (values === null) {
      this.#faultyCents = this.#faultyCents === null || moved === null ? null : this.#faultyCents + moved;
      this.#faultCount += reader.faults.length;
      this.#page.faults.push(...reader.faults);
      this.#page.faultyLines.push({ line, cells: cells.map((cell) => shown(cell, keptCellMax)) });
      return true;
    }
    this.#goodCents += moved ?? 0n;
    this.#hash.add(values.fields);
    if (values.document !== null) this.#identities.add(values.document);
    else if (values.cardReference !== null) this.#namesCards = true;
    this.#page.lines.push(values);
    if (this.#accentSamples.length < samplesMax) this.#sample(values.fields);
    return true;
  }

  /** Keeps the first texts with accents, which show a wrong encoding, and some without. */
  #sample(fields: string): void {
    const { sample, columns } = this.#layout;
    const accents = /[\u0080-\uffff]/.test(fields);
    if (sample.length === 0 || (!accents && this.#plainSamples.length === samplesMax)) return;
    const values = fields.split(fieldSeparator);
    const texts = sample.map((name) => values[columns.findIndex((column) => column.name === name)] ?? "");
    const text = texts.filter((part) => part !== "").join(" ");
    if (text !== "") (accents ? this.#accentSamples : this.#plainSamples).push(text);
  }
}

function isBlank(cells: string[]): boolean {
  for (const cell of cells) if (trimmed(cell) !== "") return false;
  return true;
}
