import PDFDocument from "pdfkit";
import { termsVersion } from "@/lib/auth/rules";
import { type Terms, termsIn } from "@/lib/auth/terms";
import type { Language } from "@/lib/messages/language";
import { markStrokes, paper } from "@/lib/paper";
import { bytesOf, openFaces } from "@/lib/pdf-text";
import { words } from "@/lib/words";

// Points of A4.
const margin = 56;
const width = 595.28 - 2 * margin;
const bottom = 841.89 - 76;

/** The terms on A4, by language: the same bytes for whoever fetches them, made once a process. */
const made = new Map<Language, Promise<Buffer<ArrayBuffer>>>();

export function termsPdf(language: Language): Promise<Buffer<ArrayBuffer>> {
  const known = made.get(language);
  if (known) return known;
  const printed = printTerms(termsIn(language), { language, version: termsVersion });
  made.set(language, printed);
  // A print that failed is no print to keep.
  printed.catch(() => made.delete(language));
  return printed;
}

/** A text of the terms on A4. */
export async function printTerms(
  { title, version, sections }: Terms,
  of: { language: Language; version: number },
): Promise<Buffer<ArrayBuffer>> {
  const { language } = of;
  const say = words(language);
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    lang: language,
    displayTitle: true,
    font: "", // none of pdfkit's own, which corrupt what is not WinAnsi
    info: { Title: title, Author: say("portal.title"), Creator: say("portal.title"), CreationDate: new Date(0) },
  });
  const bytes = bytesOf(doc);
  openFaces(doc);
  drawHead(doc, say("portal.title"));
  let y = write(doc, title, 104, { face: "strong", size: 18 }) + 2;
  y = write(doc, version, y, { size: 9, colour: paper.inkSoft }) + 14;
  for (const [index, section] of sections.entries()) {
    const heading = `${index + 1}. ${section.title}`;
    const room = heightOf(doc, heading, "strong", 11) + 4 + heightOf(doc, section.text, "regular", 9.5);
    if (y + room > bottom) {
      doc.addPage();
      y = margin;
    }
    y = write(doc, heading, y, { face: "strong", size: 11 }) + 4;
    y = write(doc, section.text, y, { size: 9.5 }) + 10;
  }
  drawFeet(doc, (page, pages) => [`${title} · v${of.version}`, say("terms.pdf.page", { page, of: pages })]);
  doc.end();
  return bytes;
}

type Look = { face?: "regular" | "strong"; size: number; colour?: string };

/** A paragraph; returns where it ends. */
function write(doc: PDFKit.PDFDocument, text: string, y: number, { face = "regular", size, colour }: Look): number {
  const height = heightOf(doc, text, face, size);
  doc.fillColor(colour ?? paper.ink).text(text, margin, y, { width, lineGap: 1.8 });
  return y + height;
}

function heightOf(doc: PDFKit.PDFDocument, text: string, face: "regular" | "strong", size: number): number {
  return doc.font(face, size).heightOfString(text, { width, lineGap: 1.8 });
}

function drawHead(doc: PDFKit.PDFDocument, brand: string): void {
  doc.save().translate(margin, 48).scale(0.85).lineWidth(3.25).lineCap("round");
  doc.path(markStrokes.ink).stroke(paper.primary).path(markStrokes.consent).stroke(paper.consent).restore();
  doc
    .font("strong", 13)
    .fillColor(paper.ink)
    .text(brand, margin + 36, 54, { lineBreak: false });
  line(doc, 92);
}

function drawFeet(doc: PDFKit.PDFDocument, say: (page: number, of: number) => [string, string]): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    line(doc, 796);
    const [left, right] = say(page + 1, count);
    doc.font("regular", 8).fillColor(paper.inkSoft).text(left, margin, 804, { lineBreak: false });
    doc.text(right, margin + width - doc.widthOfString(right), 804, { lineBreak: false });
  }
}

function line(doc: PDFKit.PDFDocument, y: number): void {
  doc
    .moveTo(margin, y)
    .lineTo(margin + width, y)
    .lineWidth(0.6)
    .strokeColor(paper.edge)
    .stroke();
}
