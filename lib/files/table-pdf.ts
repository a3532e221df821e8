import { setImmediate as nextTurn } from "node:timers/promises";
import PDFDocument from "pdfkit";
import type { TableHead } from "@/lib/files/table";
import type { Language } from "@/lib/messages/language";
import { markStrokes, paper } from "@/lib/paper";
import { bytesOf, type Face, figures, fitted, openFaces, printableBy } from "@/lib/pdf-text";
import { type Say, words } from "@/lib/words";

/** A cell of a paper: its text, and what stands small beneath it. */
export type PaperCell = { text: string; small?: string; strong?: boolean };
/** `width` in points; all of them together are `paperWidth`. */
export type PaperColumn = { label: string; width: number; align?: "end" };

export type TablePaper = {
  head: TableHead;
  columns: readonly PaperColumn[];
  rows: readonly (readonly PaperCell[])[];
  /** At the foot of each page. */
  foot: string;
  company: string;
  language: Language;
  printedAt: Date;
};

// Points of A4 lying down.
const width = 841.89;
const margin = 40;
const right = width - margin;
const bottom = 595.28 - 52;
/** What the columns share. */
export const paperWidth = right - margin;

type Look = { face?: Face; size?: number; colour?: string; features?: PDFKit.Mixins.OpenTypeFeatures[] };
type Placed = PaperColumn & { left: number };
type Pen = {
  doc: PDFKit.PDFDocument;
  say: Say;
  clean: (text: string, max?: number) => string;
  columns: readonly Placed[];
};

/** A table on paper: what it says of itself, then its rows. Texts are cut to their place; nothing in it is a link. */
export async function tablePdf(told: TablePaper): Promise<Buffer<ArrayBuffer>> {
  const say = words(told.language);
  const doc = new PDFDocument({
    size: "A4",
    layout: "landscape",
    margin: 0,
    bufferPages: true,
    lang: told.language,
    displayTitle: true,
    font: "", // none of pdfkit's own, which corrupt what is not WinAnsi
    info: {
      Title: `${told.head.title} · ${told.company}`,
      Author: say("portal.title"),
      Creator: say("portal.title"),
      CreationDate: told.printedAt,
    },
  });
  const bytes = bytesOf(doc);
  const { regular } = openFaces(doc);
  let left = margin;
  const columns = told.columns.map((column) => {
    const placed = { ...column, left };
    left += column.width;
    return placed;
  });
  const pen: Pen = { doc, say, clean: printableBy(regular), columns };
  await drawRows(pen, told, drawHead(pen, told.head));
  drawFeet(pen, told.foot);
  doc.end();
  return bytes;
}

function write({ doc }: Pen, text: string, x: number, y: number, look: Look = {}): void {
  const { face = "regular", size = 8.5, colour = paper.ink, features } = look;
  doc
    .font(face, size)
    .fillColor(colour)
    .text(text, x, y, { lineBreak: false, ...(features && { features }) });
}

/** Text that ends at an edge. */
function writeRight(pen: Pen, text: string, edge: number, y: number, look: Look = {}): void {
  const { face = "regular", size = 8.5, features } = look;
  write(pen, text, edge - pen.doc.font(face, size).widthOfString(text, features && { features }), y, look);
}

function rule({ doc }: Pen, y: number, colour: string = paper.line): void {
  doc.moveTo(margin, y).lineTo(right, y).lineWidth(0.6).strokeColor(colour).stroke();
}

function drawHead(pen: Pen, { title, facts }: TableHead): number {
  const { doc, say, clean } = pen;
  doc.save().translate(margin, 32).scale(0.75).lineWidth(3.25).lineCap("round");
  doc.path(markStrokes.ink).stroke(paper.primary).path(markStrokes.consent).stroke(paper.consent).restore();
  write(pen, say("orders.pdf.brand"), margin + 32, 37, { face: "strong", size: 12 });
  writeRight(pen, title, right, 35, { face: "strong", size: 15 });
  rule(pen, 64, paper.edge);
  let y = 74;
  for (const [name, value] of facts) {
    write(pen, name, margin, y, { size: 8, colour: paper.inkSoft });
    doc.font("regular", 9);
    write(pen, fitted(doc, clean(value, 300), right - margin - 120), margin + 120, y - 1, { size: 9 });
    y += 15;
  }
  return drawNames(pen, y + 8);
}

function drawNames(pen: Pen, y: number): number {
  for (const column of pen.columns) put(pen, column, column.label, y, { size: 8, colour: paper.inkSoft });
  rule(pen, y + 14, paper.edge);
  return y + 21;
}

/** A text in its column's place, cut where it is longer. */
function put(pen: Pen, { left, width, align }: Placed, text: string, y: number, look: Look = {}): void {
  const { face = "regular", size = 8.5 } = look;
  pen.doc.font(face, size);
  const last = left + width >= right - 1;
  const shown = fitted(pen.doc, pen.clean(text), last ? width : width - 8);
  if (align === "end") writeRight(pen, shown, last ? right : left + width - 8, y, { ...look, features: figures });
  else write(pen, shown, left, y, look);
}

async function drawRows(pen: Pen, { rows }: TablePaper, top: number): Promise<void> {
  const tall = rows.some((row) => row.some(({ small }) => small));
  const rowHeight = tall ? 25 : 17;
  let y = top;
  for (const row of rows) {
    if (y + rowHeight > bottom) {
      // A paper of many pages lets others have their turn between two.
      await nextTurn();
      pen.doc.addPage();
      y = drawNames(pen, margin);
    }
    for (const [index, column] of pen.columns.entries()) {
      const { text = "", small, strong } = row[index] ?? {};
      put(pen, column, text, y, strong ? { face: "strong" } : {});
      if (small) put(pen, column, small, y + 10, { size: 7, colour: paper.inkSoft });
    }
    rule(pen, y + rowHeight - 5);
    y += rowHeight;
  }
}

function drawFeet(pen: Pen, said: string): void {
  const { doc, say, clean } = pen;
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    rule(pen, 556);
    doc.font("regular", 8);
    write(pen, fitted(doc, clean(said), 560), margin, 563, { size: 8, colour: paper.inkSoft });
    const look = { size: 8, colour: paper.inkSoft };
    writeRight(pen, say("activity.export.page", { page: page + 1, of: count }), right, 563, look);
  }
}
