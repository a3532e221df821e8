import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "@/lib/assert";

export type Face = "regular" | "strong";
type Doc = PDFKit.PDFDocument;

let faces: Record<Face, Buffer> | null = null;

/** Inter whole, both faces, read once; a PDF embeds the glyphs of it that its text uses. */
export function interFaces(): Record<Face, Buffer> {
  const read = (file: string) => readFileSync(join(process.cwd(), "node_modules/@expo-google-fonts/inter", file));
  faces ??= { regular: read("400Regular/Inter_400Regular.ttf"), strong: read("600SemiBold/Inter_600SemiBold.ttf") };
  return faces;
}

type Coverage = { hasGlyphForCodePoint(codePoint: number): boolean };

/** What the font of this document can draw; pdfkit keeps it where its types do not look. */
function coverageOf(doc: Doc): Coverage {
  const font = (doc as unknown as { _font?: { font?: Partial<Coverage> } })._font?.font;
  assert(typeof font?.hasGlyphForCodePoint === "function", "an embedded font tells which characters it draws");
  return font as Coverage;
}

// Not to be printed: controls, marks that turn the direction of text, and what joins or hides characters.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** Makes text of people fit for paper: NFC, one line, at most `max` characters, "?" for what the font does not hold. */
export function printableBy(doc: Doc): (text: string, max?: number) => string {
  const font = coverageOf(doc);
  return (text, max = 160) => {
    const line = text.normalize("NFC").replace(/\s+/gu, " ").replace(unprintable, "").trim();
    const drawn = [...line].map((character) => (font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) ? character : "?"));
    return drawn.length <= max ? drawn.join("") : `${drawn.slice(0, max - 1).join("")}…`;
  };
}

/** The text as it fits in a width of the face and size in force, with an ellipsis where it was cut. */
export function fitted(doc: Doc, text: string, width: number): string {
  if (doc.widthOfString(text) <= width) return text;
  let end = text.length - 1;
  while (end > 0 && doc.widthOfString(`${text.slice(0, end)}…`) > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** All that a document writes, once it has ended. */
export function bytesOf(doc: Doc): Promise<Buffer<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.once("end", () => resolve(Buffer.concat(chunks)));
    doc.once("error", reject);
  });
}
