import PDFDocument from "pdfkit";
import type { BatchType, Country } from "@/lib/generated/prisma/enums";
import { batchTypeLabels } from "@/lib/messages/es/batches-fields";
import { type Currency, formatCount, formatMoney } from "@/lib/money";
import { markStrokes, paper } from "@/lib/paper";
import { figures as asFigures, bytesOf, type Face, fitted, openFaces, printableBy } from "@/lib/pdf-text";
import { localTime, words } from "@/lib/words";
import { amountInWords } from "@/lib/words-amount";

type Figures = {
  lineCount: number;
  amountCents: bigint;
  commissionCents: bigint;
  taxCents: bigint;
  totalCents: bigint;
};
type Signer = { name: string; signedAt: Date };
export type PaperLot = Figures & { number: string; type: BatchType; digest: string; signers: Signer[] };

/** The number of the invoice that the order is billed by, and when it was given. */
export type PaperInvoice = { number: string; givenAt: Date };

/** An order as it was issued: what its PDF says, and nothing that changes later. With an invoice it is a paper of its own, printed later. */
export type OrderPaper = Figures & {
  number: string;
  issuedAt: Date;
  company: string;
  taxId: string;
  country: Country;
  timeZone: string;
  product: string;
  currency: Currency;
  accountTail: string;
  lots: PaperLot[];
  invoice?: PaperInvoice;
};

// A paper is the company's, the same bytes for whoever fetches it: in the language of its country.
const language = "es";

// Points of A4.
const margin = 48;
const right = 595.28 - margin;
const bottom = 841.89 - 72;
/** Right edges of the columns of figures. */
const edges = { lines: 180, amount: 290, commission: 376, tax: 447, total: right };
const rowHeight = 35;

type Look = { face?: Face; size?: number; colour?: string; features?: typeof asFigures };
type Pen = {
  doc: PDFKit.PDFDocument;
  order: OrderPaper;
  say: (key: string, params?: Record<string, string | number>) => string;
  clean: (text: string, max?: number) => string;
};

/**
 * The order on A4. The same order gives the same bytes: its times are the order's, never the printer's. Texts are cut to
 * their place and what Inter cannot draw is "?"; nothing in it is a link or a picture (security.md 48).
 */
export async function orderPdf(order: OrderPaper): Promise<Buffer<ArrayBuffer>> {
  const translate = words(language);
  const say: Pen["say"] = (key, params) => translate(`orders.pdf.${key}`, params);
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    lang: language,
    displayTitle: true,
    font: "", // none of pdfkit's own, which corrupt what is not WinAnsi
    info: {
      Title: say("name", { number: order.number }),
      Author: translate("portal.title"),
      Creator: translate("portal.title"),
      CreationDate: order.invoice?.givenAt ?? order.issuedAt,
    },
  });
  const bytes = bytesOf(doc);
  const { regular } = openFaces(doc);
  const pen: Pen = { doc, order, say, clean: printableBy(regular) };
  drawHead(pen);
  const below = drawFacts(pen, 128);
  drawTotal(pen, below);
  drawSigners(pen, drawLots(pen, below + 88));
  drawFeet(pen);
  doc.end();
  return bytes;
}

function write(
  { doc }: Pen,
  text: string,
  x: number,
  y: number,
  { face = "regular", size = 9, colour = paper.ink, features }: Look = {},
): void {
  doc.font(face, size).fillColor(colour).text(text, x, y, { lineBreak: false, features });
}

/** Text that ends at an edge. */
function writeTo(pen: Pen, text: string, edge: number, y: number, look: Look = {}): void {
  const { face = "regular", size = 9, features } = look;
  const width = pen.doc.font(face, size).widthOfString(text, { features });
  write(pen, text, edge - width, y, look);
}

function rule({ doc }: Pen, y: number, colour: string = paper.line): void {
  doc.moveTo(margin, y).lineTo(right, y).lineWidth(0.6).strokeColor(colour).stroke();
}

function drawHead(pen: Pen): void {
  const { doc, say, order } = pen;
  doc.save().translate(margin, 44).scale(0.85).lineWidth(3.25).lineCap("round");
  doc.path(markStrokes.ink).stroke(paper.primary).path(markStrokes.consent).stroke(paper.consent).restore();
  write(pen, say("brand"), margin + 36, 50, { face: "strong", size: 13 });
  writeTo(pen, say("title"), right, 42, { size: 9, colour: paper.inkSoft });
  writeTo(pen, order.number, right, 55, { face: "strong", size: 18 });
  rule(pen, 96, paper.edge);
}

function drawFacts(pen: Pen, top: number): number {
  const { say, order, clean, doc } = pen;
  const facts: [string, string][] = [
    [say("company"), clean(order.company)],
    [say(`taxId.${order.country}`), clean(order.taxId)],
    [say("product"), clean(order.product)],
    [say("issuedAt"), localTime(order.issuedAt, order.timeZone, language)],
    [say("account"), say("accountTail", { tail: order.accountTail })],
    [say("lots"), `${order.lots.length}`],
    ...(order.invoice ? invoiceFacts(pen, order.invoice) : []),
  ];
  const columnWidth = (right - margin) / 2;
  for (const [index, [label, value]] of facts.entries()) {
    const x = margin + (index % 2) * columnWidth;
    const y = top - 18 + Math.floor(index / 2) * 32;
    write(pen, label, x, y, { size: 8, colour: paper.inkSoft });
    doc.font("regular", 10);
    write(pen, fitted(doc, value, columnWidth - 16), x, y + 11, { size: 10 });
  }
  return top - 12 + Math.ceil(facts.length / 2) * 32;
}

const invoiceFacts = ({ say, order }: Pen, { number, givenAt }: PaperInvoice): [string, string][] => [
  [say("invoice"), number],
  [say("invoiceGivenAt"), localTime(givenAt, order.timeZone, language)],
];

function drawTotal(pen: Pen, top: number): void {
  const { doc, say, order } = pen;
  doc.roundedRect(margin, top, right - margin, 68, 6).fill(paper.ground);
  write(pen, say("total"), margin + 16, top + 12, { size: 8, colour: paper.inkSoft });
  write(pen, formatMoney(order.totalCents, order.currency), margin + 16, top + 22, { face: "strong", size: 20 });
  const spoken = amountInWords(order.totalCents, order.currency, language);
  const room = right - margin - 32;
  const size = Math.min(9, (9 * room) / doc.font("regular", 9).widthOfString(spoken));
  write(pen, spoken, margin + 16, top + 49, { size, colour: paper.inkSoft });
}

function drawLots(pen: Pen, top: number): number {
  const { order, say } = pen;
  write(pen, say("lotsTitle"), margin, top, { face: "strong", size: 11 });
  const digestLabel = say("digest");
  let y = drawTableHead(pen, top + 22);
  for (const lot of order.lots) {
    if (y + rowHeight > bottom) y = drawTableHead(pen, addPage(pen));
    write(pen, lot.number, margin, y, { face: "strong", size: 8.5 });
    drawFigures(pen, lot, y, "regular");
    write(pen, batchTypeLabels[lot.type], margin, y + 13, { size: 7.5, colour: paper.inkSoft });
    writeTo(pen, `${digestLabel} ${lot.digest}`, right, y + 13, {
      size: 6.5,
      colour: paper.inkFaint,
      features: asFigures,
    });
    rule(pen, y + 27);
    y += rowHeight;
  }
  if (y + 30 > bottom) y = drawTableHead(pen, addPage(pen));
  rule(pen, y - 8, paper.edge);
  write(pen, say("sum"), margin, y, { face: "strong", size: 8.5 });
  drawFigures(pen, order, y, "strong");
  return y + 40;
}

function drawTableHead(pen: Pen, y: number): number {
  const look = { size: 8, colour: paper.inkSoft };
  write(pen, pen.say("lot"), margin, y, look);
  writeTo(pen, pen.say("lines"), edges.lines, y, look);
  writeTo(pen, pen.say("amount"), edges.amount, y, look);
  writeTo(pen, pen.say("commission"), edges.commission, y, look);
  writeTo(pen, pen.say(`tax.${pen.order.country}`), edges.tax, y, look);
  writeTo(pen, pen.say("totalHead"), edges.total, y, look);
  rule(pen, y + 14, paper.edge);
  return y + 22;
}

function drawFigures(pen: Pen, row: Figures, y: number, face: Face): void {
  const money = (cents: bigint) => formatMoney(cents, pen.order.currency);
  const put = (text: string, edge: number, before: number) => writeFigure(pen, text, edge, y, edge - before - 8, face);
  put(formatCount(row.lineCount, pen.order.currency), edges.lines, edges.lines - 48);
  put(money(row.amountCents), edges.amount, edges.lines);
  put(money(row.commissionCents), edges.commission, edges.amount);
  put(money(row.taxCents), edges.tax, edges.commission);
  put(money(row.totalCents), edges.total, edges.tax);
}

/** A figure is never cut: what is too wide for its column is written smaller. */
function writeFigure(pen: Pen, text: string, edge: number, y: number, room: number, face: Face): void {
  const width = pen.doc.font(face, 8.5).widthOfString(text, { features: asFigures });
  writeTo(pen, text, edge, y, { face, size: Math.min(8.5, (8.5 * room) / width), features: asFigures });
}

/** Who signed, once for all lots that the same people signed together. */
function drawSigners(pen: Pen, top: number): void {
  const { order, say, clean, doc } = pen;
  const groups = Map.groupBy(order.lots, (lot) => JSON.stringify(lot.signers));
  let y = top + 60 > bottom ? addPage(pen) : top;
  write(pen, say("signers"), margin, y, { face: "strong", size: 11 });
  y += 22;
  for (const lots of groups.values()) {
    const signers = lots[0]?.signers ?? [];
    if (y + 18 + signers.length * 18 > bottom) y = addPage(pen);
    if (groups.size > 1) {
      doc.font("regular", 8);
      const numbers = fitted(doc, lots.map((lot) => lot.number).join(", "), right - margin);
      write(pen, numbers, margin, y, { size: 8, colour: paper.inkSoft });
      y += 15;
    }
    for (const signer of signers) {
      doc.font("regular", 9.5);
      write(pen, fitted(doc, clean(signer.name), 320), margin, y, { size: 9.5 });
      writeTo(pen, say("signedAt", { time: localTime(signer.signedAt, order.timeZone, language) }), right, y, {
        size: 9,
        colour: paper.inkSoft,
      });
      rule(pen, y + 14);
      y += 20;
    }
    y += 6;
  }
}

function addPage(pen: Pen): number {
  pen.doc.addPage();
  return margin;
}

function drawFeet(pen: Pen): void {
  const { doc, say, order, clean } = pen;
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    rule(pen, 797);
    doc.font("regular", 8);
    const foot = fitted(doc, say("foot", { number: order.number, company: clean(order.company) }), 380);
    write(pen, foot, margin, 804, { size: 8, colour: paper.inkSoft });
    writeTo(pen, say("page", { page: page + 1, of: count }), right, 804, { size: 8, colour: paper.inkSoft });
  }
}
