import { isUtf8 } from "node:buffer";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

const nothing = new Uint8Array(0);

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function joined(first: Uint8Array, second: Uint8Array): Buffer {
  return first.length === 0 ? asBuffer(second) : Buffer.concat([first, second]);
}

/** How many last bytes begin a UTF-8 character that goes on in the next chunk: 0 to 3. */
function unfinishedUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}

/**
 * Tells the encoding of a file from its bytes, fed in chunks as they arrive: UTF-16 by its BOM, else UTF-8 when all of
 * it is valid, else Windows-1252 (security.md 40). Holds at most three bytes between chunks.
 */
export class EncodingDetector {
  #first: Uint8Array = nothing;
  #carry: Uint8Array = nothing;
  #valid = true;

  push(chunk: Uint8Array): void {
    if (this.#first.length < 2) this.#first = Buffer.concat([this.#first, chunk.subarray(0, 2)]).subarray(0, 2);
    if (!this.#valid) return;
    const bytes = joined(this.#carry, chunk);
    const whole = bytes.length - unfinishedUtf8(bytes);
    this.#valid = isUtf8(bytes.subarray(0, whole));
    this.#carry = Buffer.from(bytes.subarray(whole));
  }

  /** The answer for what was pushed so far; final only after the last chunk. */
  encoding(): Encoding {
    if (this.#first[0] === 0xff && this.#first[1] === 0xfe) return "utf-16le";
    if (this.#first[0] === 0xfe && this.#first[1] === 0xff) return "utf-16be";
    return this.#valid && this.#carry.length === 0 ? "utf-8" : "windows-1252";
  }
}

/** 0x80 to 0x9F of Windows-1252; its five undefined bytes stay control characters, so that the cell reader refuses them. */
const windowsUpper =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

function decodedWindows1252(bytes: Buffer): string {
  // Not TextDecoder: some versions of Node read its upper half as Latin-1.
  return bytes.toString("latin1").replace(/[\u0080-\u009f]/g, (byte) => windowsUpper.charAt(byte.charCodeAt(0) - 0x80));
}

/**
 * Decodes a file of a known encoding chunk by chunk; a character split between chunks comes whole with the later one.
 * The BOM is dropped. Bytes that do not fit become U+FFFD, which the cell reader refuses with line and column.
 */
export class TextDecoding {
  #carry: Uint8Array = nothing;
  #started = false;

  constructor(readonly encoding: Encoding) {}

  push(chunk: Uint8Array): string {
    if (this.encoding === "windows-1252") return decodedWindows1252(asBuffer(chunk));
    const bytes = joined(this.#carry, chunk);
    const unfinished = this.encoding === "utf-8" ? unfinishedUtf8(bytes) : bytes.length % 2;
    const whole = bytes.subarray(0, bytes.length - unfinished);
    this.#carry = Buffer.from(bytes.subarray(whole.length));
    return this.#withoutMark(this.#decoded(whole));
  }

  /** What is left of a file that ends inside a character. */
  end(): string {
    return this.#carry.length === 0 ? "" : "\ufffd";
  }

  #decoded(bytes: Buffer): string {
    if (this.encoding === "utf-8") return bytes.toString("utf8");
    if (this.encoding === "utf-16le") return bytes.toString("utf16le");
    return Buffer.from(bytes).swap16().toString("utf16le");
  }

  #withoutMark(text: string): string {
    if (this.#started || text === "") return text;
    this.#started = true;
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}
