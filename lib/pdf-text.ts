import { readFileSync } from "node:fs";
import { join } from "node:path";
import PDFDocument from "pdfkit";
import { assert } from "@/lib/assert";

export type Face = "regular" | "strong";
type Doc = PDFKit.PDFDocument;

type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number };
type Run = { glyphs: unknown[]; positions: Position[]; advanceWidth: number };
/** What pdfkit makes of a font file, as far as it is used here; its types do not show it. */
type Font = { hasGlyphForCodePoint(codePoint: number): boolean; layout(text: string, features?: unknown): Run };

const files = { regular: "400Regular/Inter_400Regular.ttf", strong: "600SemiBold/Inter_600SemiBold.ttf" };

let faces: Record<Face, Font> | null = null;

/**
 * Gives a document both faces of Inter, each from the whole font: read once, and of it a PDF embeds the glyphs that its
 * text uses.
 */
export function openFaces(doc: Doc): Record<Face, Font> {
  faces ??= { regular: withFastFigures(parsed(files.regular)), strong: withFastFigures(parsed(files.strong)) };
  for (const [name, font] of Object.entries(faces)) doc.registerFont(name, font as unknown as string);
  doc.font("regular");
  return faces;
}

function parsed(file: string): Font {
  const doc = new PDFDocument({ autoFirstPage: false, font: "" });
  doc.font(readFileSync(join(process.cwd(), "node_modules/@expo-google-fonts/inter", file)));
  const { font } = (doc as unknown as { _font: { font: Font } })._font;
  assert(typeof font.layout === "function", "an embedded font lays text out");
  return font;
}

/** Figures of one width, so that columns stand. */
export const figures: PDFKit.Mixins.OpenTypeFeatures[] = ["tnum"];

/**
 * The font, laying out what asks for features character by character from what it knows already: figures need neither
 * kerning nor contexts, and a page of hundreds of them takes a tenth of the time.
 */
function withFastFigures(font: Font): Font {
  const known = new Map<string, { glyph: unknown; advance: number }>();
  const one = (character: string) => {
    const { glyphs, positions } = font.layout(character, figures);
    return { glyph: glyphs[0], advance: positions[0]?.xAdvance ?? 0 };
  };
  const layout = (text: string, features?: unknown): Run => {
    if (!features) return font.layout(text);
    const drawn = [...text].map((character) => {
      const found = known.get(character) ?? one(character);
      known.set(character, found);
      return found;
    });
    const positions = drawn.map(({ advance }) => ({ xAdvance: advance, yAdvance: 0, xOffset: 0, yOffset: 0 }));
    return {
      glyphs: drawn.map(({ glyph }) => glyph),
      positions,
      // pdfkit scales the positions afterwards and then asks.
      get advanceWidth() {
        return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
      },
    };
  };
  return Object.assign(Object.create(font) as Font, { layout });
}

// Not to be printed: controls, marks that turn the direction of text, and what joins or hides characters.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** Makes text of people fit for paper: NFC, one line, at most `max` characters, "?" for what the font does not hold. */
export function printableBy(font: Font): (text: string, max?: number) => string {
  return (text, max = 160) => {
    const line = text.normalize("NFC").replace(/\s+/gu, " ").replace(unprintable, "").trim();
    const drawn = [...line].map((character) =>
      font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) ? character : "?",
    );
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
