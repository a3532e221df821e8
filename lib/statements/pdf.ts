import { once } from "node:events";
import PDFDocument from "pdfkit";
import { formatMoney } from "@/lib/money";
import { markStrokes, paper } from "@/lib/paper";
import { type Face, figures, fitted, openFaces, printableBy } from "@/lib/pdf-text";
import { type Again, type BegunStatement, conceptOf, linesOf, type ToldLine } from "@/lib/statements/export";
import { type Say, words } from "@/lib/words";

// Points of A4.
const margin = 48;
const right = 595.28 - margin;
const bottom = 841.89 - 72;
const rowHeight = 25;
/** Left edges of texts, right edges of figures. */
const lefts = { at: margin, what: 104, reference: 232 } as const;
const edges = { debit: 390, credit: 464, balance: right } as const;
const rooms = { debit: 68, credit: 68, balance: 76 } as const;
/** Where rows begin: below head, facts and sums on the first page, below the columns' names on the others. */
const firstRow = 318;
const nextRow = margin + 22;
const rowsOf = (top: number): number => Math.floor((bottom - top) / rowHeight);

type Look = { face?: Face; size?: number; colour?: string; features?: typeof figures };
type Pen = {
  doc: PDFKit.PDFDocument;
  begun: BegunStatement;
  say: Say;
  clean: (text: string, max?: number) => string;
  pages: number;
  page: number;
};

/**
 * A statement on A4, written page by page while its movements are read. Texts are cut to their place, figures never; nothing in it is a
 * link.
 */
export async function* statementPdf(begun: BegunStatement, again: Again): AsyncGenerator<Buffer<ArrayBuffer>> {
  const say = words(begun.language);
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    lang: begun.language,
    displayTitle: true,
    font: "", // none of pdfkit's own, which corrupt what is not WinAnsi
    info: {
      Title: `${begun.head.title} · ${begun.monthName} · ${begun.company}`,
      Author: say("portal.title"),
      Creator: say("portal.title"),
      CreationDate: begun.at,
    },
  });
  const written: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => written.push(chunk));
  const ended = once(doc, "end");
  const { regular } = openFaces(doc);
  const beyond = Math.max(0, begun.statement.count - rowsOf(firstRow));
  const pages = 1 + Math.ceil(beyond / rowsOf(nextRow));
  const pen: Pen = { doc, begun, say, clean: printableBy(regular), pages, page: 1 };
  drawHead(pen);
  drawSums(pen, drawFacts(pen, 112));
  let y = drawNames(pen, firstRow - 22);
  for await (const part of linesOf(begun.statement, again)) {
    for (const line of part) {
      if (y + rowHeight > bottom) y = turn(pen);
      drawLine(pen, line, y);
      y += rowHeight;
    }
    yield Buffer.concat(written.splice(0));
  }
  if (begun.statement.count === 0) write(pen, say("bank.statements.noMovements"), margin, y, { colour: paper.inkSoft });
  drawFoot(pen);
  doc.end();
  await ended;
  yield Buffer.concat(written.splice(0));
}

function write({ doc }: Pen, text: string, x: number, y: number, look: Look = {}): void {
  const { face = "regular", size = 8.5, colour = paper.ink, features } = look;
  doc
    .font(face, size)
    .fillColor(colour)
    .text(text, x, y, { lineBreak: false, ...(features && { features }) });
}

/** Text that ends at an edge. */
function writeTo(pen: Pen, text: string, edge: number, y: number, look: Look = {}): void {
  const { face = "regular", size = 8.5, features } = look;
  const width = pen.doc.font(face, size).widthOfString(text, features && { features });
  write(pen, text, edge - width, y, look);
}

/** A figure is never cut: what is too wide for its place is written smaller. */
function writeMoney(pen: Pen, cents: bigint, column: keyof typeof edges, y: number, look: Look = {}): void {
  const { face = "regular", size = 8.5 } = look;
  const text = formatMoney(cents, pen.begun.statement.currency);
  const width = pen.doc.font(face, size).widthOfString(text, { features: figures });
  const fit = Math.min(size, (size * rooms[column]) / width);
  writeTo(pen, text, edges[column], y, { ...look, size: fit, features: figures });
}

function rule({ doc }: Pen, y: number, colour: string = paper.line): void {
  doc.moveTo(margin, y).lineTo(right, y).lineWidth(0.6).strokeColor(colour).stroke();
}

function drawHead(pen: Pen): void {
  const { doc, say, begun } = pen;
  doc.save().translate(margin, 44).scale(0.85).lineWidth(3.25).lineCap("round");
  doc.path(markStrokes.ink).stroke(paper.primary).path(markStrokes.consent).stroke(paper.consent).restore();
  write(pen, say("orders.pdf.brand"), margin + 36, 50, { face: "strong", size: 13 });
  writeTo(pen, begun.head.title, right, 42, { size: 9, colour: paper.inkSoft });
  writeTo(pen, begun.monthName, right, 55, { face: "strong", size: 16 });
  rule(pen, 96, paper.edge);
}

function drawFacts(pen: Pen, top: number): number {
  const { doc, begun, clean } = pen;
  const width = (right - margin) / 2;
  for (const [index, [label, value]] of begun.head.facts.entries()) {
    const x = margin + (index % 2) * width;
    const y = top + Math.floor(index / 2) * 28;
    write(pen, label, x, y, { size: 8, colour: paper.inkSoft });
    doc.font("regular", 9.5);
    write(pen, fitted(doc, clean(value), width - 16), x, y + 10, { size: 9.5 });
  }
  return top + Math.ceil(begun.head.facts.length / 2) * 28 + 6;
}

function drawSums(pen: Pen, top: number): void {
  const { doc, say, begun } = pen;
  const width = (right - margin) / 4;
  doc.roundedRect(margin, top, right - margin, 44, 6).fill(paper.ground);
  for (const [index, key] of (["opening", "credits", "debits", "closing"] as const).entries()) {
    const edge = margin + (index + 1) * width - 10;
    writeTo(pen, say(`bank.statements.${key}`), edge, top + 9, { size: 8, colour: paper.inkSoft });
    const face = key === "closing" ? "strong" : "regular";
    const room = width - 14;
    const text = formatMoney(begun.statement[`${key}Cents`], begun.statement.currency);
    const wide = doc.font(face, 10).widthOfString(text, { features: figures });
    writeTo(pen, text, edge, top + 22, { face, size: Math.min(10, (10 * room) / wide), features: figures });
  }
}

function drawNames(pen: Pen, y: number): number {
  const look = { size: 8, colour: paper.inkSoft };
  for (const key of ["at", "what", "reference"] as const)
    write(pen, pen.say(`bank.statements.${key}`), lefts[key], y, look);
  for (const key of ["debit", "credit", "balance"] as const)
    writeTo(pen, pen.say(`bank.statements.${key}`), edges[key], y, look);
  rule(pen, y + 14, paper.edge);
  return y + 22;
}

function drawLine(pen: Pen, line: ToldLine, y: number): void {
  const { doc, say, clean, begun } = pen;
  const put = (text: string, left: number, until: number, top: number, look: Look = {}) => {
    doc.font(look.face ?? "regular", look.size ?? 8.5);
    write(pen, fitted(doc, clean(text), until - left - 6), left, top, look);
  };
  const [day = "", time = ""] = begun.stamp(line.at).split(" ");
  put(day, lefts.at, lefts.what, y);
  put(time, lefts.at, lefts.what, y + 10, { size: 7, colour: paper.inkSoft });
  put(conceptOf(say, begun.statement, line), lefts.what, lefts.reference, y, { face: "strong" });
  if (line.description)
    put(line.description, lefts.what, edges.debit - rooms.debit, y + 10, { size: 7, colour: paper.inkSoft });
  put(line.reference, lefts.reference, edges.debit - rooms.debit, y, { size: 8 });
  if (line.cents < 0n) writeMoney(pen, -line.cents, "debit", y);
  else writeMoney(pen, line.cents, "credit", y);
  writeMoney(pen, line.balanceCents, "balance", y, { face: "strong" });
  rule(pen, y + 19);
}

function turn(pen: Pen): number {
  drawFoot(pen);
  pen.doc.addPage();
  pen.page += 1;
  return drawNames(pen, margin);
}

function drawFoot(pen: Pen): void {
  const { doc, say, begun, clean, page, pages } = pen;
  rule(pen, 797);
  doc.font("regular", 8);
  const foot = say("bank.statements.foot", { month: begun.monthName, company: clean(begun.company) });
  write(pen, fitted(doc, foot, 380), margin, 804, { size: 8, colour: paper.inkSoft });
  writeTo(pen, say("bank.statements.page", { page, of: pages }), right, 804, { size: 8, colour: paper.inkSoft });
}
