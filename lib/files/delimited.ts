import type { FaultCode } from "@/lib/messages/es/faults";

/** A line longer than this many characters, or a record of more cells, is a fault of the file (lots.md, File faults). */
export const lineCharactersMax = 65_536;
const cellsMax = 100;

const delimiters = [";", ",", "\t", "|"] as const;

/** A fault of the file's form: the reading ends there. `line` is physical, `column` the 1-based cell. */
type FormFault = { code: FaultCode; line: number; column: number | null; params: Record<string, string> };

/** Takes one record; false ends the reading. The cells are as written, quotes resolved, not trimmed. */
type RecordSink = (cells: string[], line: number) => boolean;

const newline = 0x0a;
const quote = 0x22;

/**
 * Splits delimited text (RFC 4180, strictly) into records with the physical line on which each begins; the header is
 * line 1. The delimiter is the one of `; , tab |` that stands in the header line. CR, LF and CRLF all end a line. Any
 * quoting error ends the reading with `fault`. Holds at most one unfinished record, whatever the chunks.
 */
export class RecordSplitter {
  fault: FormFault | null = null;
  #stopped = false;
  #carry = "";
  #line = 1;
  #delimiter: string | null = null;
  #heldReturn = false;

  /** A delimiter that is known already is taken for what it is. */
  constructor(
    private readonly sink: RecordSink,
    known: (typeof delimiters)[number] | null = null,
  ) {
    this.#delimiter = known;
  }

  /** True when nothing more will be read: a fault, or the sink had enough. */
  get stopped(): boolean {
    return this.#stopped;
  }

  push(chunk: string): void {
    if (this.#stopped || chunk === "") return;
    const text = this.#normalised(chunk);
    const waiting = !text.includes("\n") && this.#carry.length + text.length <= lineCharactersMax;
    this.#carry += text;
    if (!waiting) this.#consume(false);
  }

  end(): void {
    if (this.#stopped) return;
    if (this.#heldReturn) this.#carry += "\n";
    this.#heldReturn = false;
    this.#consume(true);
  }

  /** Line ends as LF; a CR at the end of a chunk waits for the LF that may follow. */
  #normalised(chunk: string): string {
    let text = this.#heldReturn ? `\r${chunk}` : chunk;
    this.#heldReturn = text.endsWith("\r");
    if (this.#heldReturn) text = text.slice(0, -1);
    return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  }

  #consume(last: boolean): void {
    const text = this.#carry;
    if (this.#delimiter === null && !this.#chooseDelimiter(text, last)) return;
    const delimiter = this.#delimiter ?? ";";
    const rest = text.includes('"') ? this.#slow(text, delimiter, last) : this.#fast(text, delimiter, last);
    this.#carry = text.slice(rest);
  }

  /** False while the header line is not yet whole, or when it does not tell. */
  #chooseDelimiter(text: string, last: boolean): boolean {
    const end = text.indexOf("\n");
    if (end < 0 && !last && text.length <= lineCharactersMax) return false;
    const header = text
      .slice(0, end < 0 ? lineCharactersMax : Math.min(end, lineCharactersMax))
      .replace(/"[^"]*"/g, "");
    const found = delimiters.filter((delimiter) => header.includes(delimiter));
    if (found.length > 1) {
      this.#fail("delimiterUnclear", 1, null);
      return false;
    }
    this.#delimiter = found[0] ?? ";";
    return true;
  }

  /** Lines of a text without quotes; returns where the unfinished one begins. */
  #fast(text: string, delimiter: string, last: boolean): number {
    let start = 0;
    while (!this.#stopped && start < text.length) {
      const found = text.indexOf("\n", start);
      if (found < 0 && !last && text.length - start <= lineCharactersMax) return start;
      const end = found < 0 ? text.length : found;
      if (end - start > lineCharactersMax) return this.#slow(text.slice(start), delimiter, last);
      const cells = text.slice(start, end).split(delimiter);
      if (cells.length > cellsMax) this.#tooManyColumns();
      else this.#emit(cells, 1);
      start = end + 1;
    }
    return Math.min(start, text.length);
  }

  #slow(text: string, delimiter: string, last: boolean): number {
    let start = 0;
    while (!this.#stopped && start < text.length) {
      const end = this.#record(text, start, delimiter.charCodeAt(0), last);
      if (end < 0) return start;
      start = end;
    }
    return start;
  }

  /** Reads the record at `start`; returns where the next begins, or -1 when it is unfinished or faulty. */
  #record(text: string, start: number, delimiter: number, last: boolean): number {
    const overlong = text.length > start + lineCharactersMax;
    const bound = overlong ? start + lineCharactersMax + 1 : text.length;
    const cells: string[] = [];
    let lines = 1;
    for (let at = start; ; ) {
      if (cells.length === cellsMax) return this.#tooManyColumns();
      const quoted = text.charCodeAt(at) === quote && at < bound;
      const end = quoted ? closingQuote(text, at, bound) : plainEnd(text, at, bound, delimiter);
      if (quoted && end === bound) {
        const known = last || overlong;
        return known ? this.#fail("openQuote", this.#line + lines - 1, cells.length + 1) : -1;
      }
      const cell = quoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end);
      if (quoted) lines += newlinesIn(cell);
      cells.push(cell);
      const next = quoted ? end + 1 : end;
      if (next === bound) {
        if (overlong) return this.#fail("lineTooLong", this.#line, null, { max: String(lineCharactersMax) });
        return last ? this.#emitted(cells, lines, next) : -1;
      }
      const code = text.charCodeAt(next);
      if (code === newline) return this.#emitted(cells, lines, next + 1);
      if (code !== delimiter) {
        return this.#fail(quoted ? "textAfterQuote" : "bareQuote", this.#line + lines - 1, cells.length);
      }
      at = next + 1;
    }
  }

  #tooManyColumns(): -1 {
    return this.#fail("tooManyColumns", this.#line, null, { max: String(cellsMax) });
  }

  #emitted(cells: string[], lines: number, next: number): number {
    this.#emit(cells, lines);
    return next;
  }

  #emit(cells: string[], lines: number): void {
    const line = this.#line;
    this.#line += lines;
    if (!this.sink(cells, line)) this.#stopped = true;
  }

  #fail(code: FaultCode, line: number, column: number | null, params: Record<string, string> = {}): -1 {
    this.fault = { code, line, column, params };
    this.#stopped = true;
    return -1;
  }
}

/** The quote that closes the one at `open`, or `bound` when none does. */
function closingQuote(text: string, open: number, bound: number): number {
  for (let from = open + 1; ; ) {
    const found = text.indexOf('"', from);
    if (found < 0 || found >= bound) return bound;
    if (found + 1 === bound || text.charCodeAt(found + 1) !== quote) return found;
    from = found + 2;
  }
}

function plainEnd(text: string, start: number, bound: number, delimiter: number): number {
  for (let at = start; at < bound; at += 1) {
    const code = text.charCodeAt(at);
    if (code === delimiter || code === newline || code === quote) return at;
  }
  return bound;
}

function newlinesIn(cell: string): number {
  return cell.includes("\n") ? cell.split("\n").length - 1 : 0;
}
