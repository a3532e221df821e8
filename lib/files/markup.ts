import { UnreadableFile } from "@/lib/files/unreadable";

/** What a document says as it is read; names come without their prefix. */
export type MarkupSink = {
  open: (name: string, attribute: (name: string) => string | null) => void;
  close: (name: string) => void;
  text: (text: string) => void;
};

/** No tag and no text between two tags of a sheet is longer. */
const pieceMax = 1 << 20;
const depthMax = 64;
/** Elements of one part of a book: twenty thousand rows of thirty cells have fewer than two million. */
const elementsMax = 2_500_000;
const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/**
 * Reads XML as it comes, in pieces: elements, attributes and text. A document type is refused, so that no entity but XML's own five is
 * known and nothing grows or is fetched. @throws UnreadableFile
 */
export class MarkupReader {
  #rest = "";
  #depth = 0;
  #elements = 0;

  constructor(private readonly sink: MarkupSink) {}

  push(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    for (;;) {
      const open = text.indexOf("<", at);
      if (open < 0) break;
      const end = tagEnd(text, open);
      if (end < 0) break;
      if (open > at) this.sink.text(plain(text.slice(at, open)));
      this.#tag(text, open, end);
      at = end;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > pieceMax) throw new UnreadableFile();
  }

  end(): void {
    if (this.#depth !== 0 || this.#rest.trim() !== "") throw new UnreadableFile();
  }

  #tag(text: string, open: number, end: number): void {
    const mark = text[open + 1];
    if (mark === "!") {
      if (text.startsWith("<![CDATA[", open)) this.sink.text(text.slice(open + 9, end - 3));
      else if (!text.startsWith("<!--", open)) throw new UnreadableFile();
      return;
    }
    if (mark === "?") return;
    if (mark === "/") {
      this.#depth -= 1;
      if (this.#depth < 0) throw new UnreadableFile();
      this.sink.close(local(text.slice(open + 2, end - 1).trim()));
      return;
    }
    this.#elements += 1;
    if (this.#elements > elementsMax) throw new UnreadableFile("sheetTooBig");
    const alone = text[end - 2] === "/";
    const inside = text.slice(open + 1, end - (alone ? 2 : 1));
    const space = inside.search(/\s/);
    const name = local(space < 0 ? inside : inside.slice(0, space));
    this.sink.open(name, (wanted) => (space < 0 ? null : attributeOf(inside.slice(space), wanted)));
    if (alone) this.sink.close(name);
    else this.#depth += 1;
    if (this.#depth > depthMax) throw new UnreadableFile();
  }
}

/** Behind the `>` that ends what begins at `open`; -1 while it is not whole. */
function tagEnd(text: string, open: number): number {
  const behind = (mark: string) => {
    const found = text.indexOf(mark, open);
    return found < 0 ? -1 : found + mark.length;
  };
  if (text.startsWith("<!--", open)) return behind("-->");
  if (text.startsWith("<![CDATA[", open)) return behind("]]>");
  if (text.length - open < 9 && "<![CDATA[".startsWith(text.slice(open))) return -1;
  if (text.length - open < 4 && "<!--".startsWith(text.slice(open))) return -1;
  // A `>` may stand in an attribute.
  let quote = "";
  for (let at = open + 1; at < text.length; at += 1) {
    const mark = text[at] ?? "";
    if (quote !== "") quote = mark === quote ? "" : quote;
    else if (mark === '"' || mark === "'") quote = mark;
    else if (mark === ">") return at + 1;
  }
  return -1;
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** One look along the attributes: whatever stands there, it takes as long as they are. */
function attributeOf(attributes: string, wanted: string): string | null {
  for (let at = 0; ; ) {
    const equals = attributes.indexOf("=", at);
    if (equals < 0) return null;
    const open = firstBehind(attributes, equals + 1);
    const quote = attributes[open] ?? "";
    const close = quote === '"' || quote === "'" ? attributes.indexOf(quote, open + 1) : -1;
    if (close < 0) throw new UnreadableFile();
    if (local(attributes.slice(at, equals).trim()) === wanted) return plain(attributes.slice(open + 1, close));
    at = close + 1;
  }
}

function firstBehind(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? "x")) at += 1;
  return at;
}

function plain(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&([^;&]{1,10});/g, (_, name: string) => {
    const code = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name);
    const known = code ? characterOf(Number.parseInt(code[1] ?? code[2] ?? "", code[1] ? 16 : 10)) : entities[name];
    if (known === undefined) throw new UnreadableFile();
    return known;
  });
}

const characterOf = (code: number): string | undefined =>
  code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined;
