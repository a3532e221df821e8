import { setImmediate as nextTurn } from "node:timers/promises";
import PDFDocument from "pdfkit";
import type { ActivityRow } from "@/lib/activity/queries";
import { objectOf, whoseAct } from "@/lib/activity/rules";
import { tellerIn } from "@/lib/activity/sentences";
import type { TableHead } from "@/lib/files/table";
import { type Language, stampIn } from "@/lib/messages/language";
import { markStrokes, paper } from "@/lib/paper";
import { bytesOf, type Face, fitted, openFaces, printableBy } from "@/lib/pdf-text";
import { type Say, words } from "@/lib/words";

export type ActivityPaper = {
  head: TableHead;
  rows: readonly ActivityRow[];
  company: string;
  timeZone: string;
  language: Language;
  printedAt: Date;
};

// Points of A4 lying down.
const width = 841.89;
const margin = 40;
const right = width - margin;
const bottom = 595.28 - 52;
const rowHeight = 25;
/** Left edges of the columns; each ends before the next. */
const columns = { at: margin, person: 150, action: 268, subject: 500, result: 618, address: 686 } as const;
type Key = keyof typeof columns;
const keys = Object.keys(columns) as Key[];

type Look = { face?: Face; size?: number; colour?: string };
type Pen = { doc: PDFKit.PDFDocument; say: Say; clean: (text: string, max?: number) => string };

/** A search's activity on paper: what it says of itself, then an event a row. Texts are cut to their place; nothing in it is a link. */
export async function activityPdf(told: ActivityPaper): Promise<Buffer<ArrayBuffer>> {
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
  const pen: Pen = { doc, say, clean: printableBy(regular) };
  await drawRows(pen, told, drawHead(pen, told.head, told.rows.length));
  drawFeet(pen, told.company);
  doc.end();
  return bytes;
}

function write({ doc }: Pen, text: string, x: number, y: number, look: Look = {}): void {
  const { face = "regular", size = 8.5, colour = paper.ink } = look;
  doc.font(face, size).fillColor(colour).text(text, x, y, { lineBreak: false });
}

/** Text that ends at the right edge. */
function writeRight(pen: Pen, text: string, y: number, look: Look = {}): void {
  const { face = "regular", size = 8.5 } = look;
  write(pen, text, right - pen.doc.font(face, size).widthOfString(text), y, look);
}

function rule({ doc }: Pen, y: number, colour: string = paper.line): void {
  doc.moveTo(margin, y).lineTo(right, y).lineWidth(0.6).strokeColor(colour).stroke();
}

function drawHead(pen: Pen, { title, facts }: TableHead, count: number): number {
  const { doc, say, clean } = pen;
  doc.save().translate(margin, 32).scale(0.75).lineWidth(3.25).lineCap("round");
  doc.path(markStrokes.ink).stroke(paper.primary).path(markStrokes.consent).stroke(paper.consent).restore();
  write(pen, say("orders.pdf.brand"), margin + 32, 37, { face: "strong", size: 12 });
  writeRight(pen, title, 35, { face: "strong", size: 15 });
  rule(pen, 64, paper.edge);
  let y = 74;
  for (const [name, value] of [...facts, [say("activity.export.count"), String(count)] as const]) {
    write(pen, name, margin, y, { size: 8, colour: paper.inkSoft });
    doc.font("regular", 9);
    write(pen, fitted(doc, clean(value, 300), right - margin - 120), margin + 120, y - 1, { size: 9 });
    y += 15;
  }
  return drawNames(pen, y + 8);
}

function drawNames(pen: Pen, y: number): number {
  for (const key of keys) write(pen, pen.say(`activity.${key}`), columns[key], y, { size: 8, colour: paper.inkSoft });
  rule(pen, y + 14, paper.edge);
  return y + 21;
}

async function drawRows(pen: Pen, { rows, timeZone, language }: ActivityPaper, top: number): Promise<void> {
  const { doc, say, clean } = pen;
  const teller = tellerIn(language);
  const stamp = stampIn(timeZone, language);
  const put = (key: Key, text: string, y: number, look: Look = {}) => {
    const { face = "regular", size = 8.5 } = look;
    const end = columns[keys[keys.indexOf(key) + 1] ?? "at"];
    doc.font(face, size);
    write(pen, fitted(doc, clean(text), (key === "address" ? right : end - 8) - columns[key]), columns[key], y, look);
  };
  let y = top;
  for (const row of rows) {
    if (y + rowHeight > bottom) {
      // A paper of many pages lets others have their turn between two.
      await nextTurn();
      doc.addPage();
      y = drawNames(pen, margin);
    }
    const whose = whoseAct(row.actor, row.service);
    const small = { size: 7, colour: paper.inkSoft };
    put("at", stamp(row.at), y);
    put("person", whose === "system" ? say("activity.system") : (row.name ?? row.actor), y);
    put("person", whose === "operator" ? say("activity.operator") : row.name === null ? "" : row.actor, y + 10, small);
    put("action", teller.sentence(row), y, { face: "strong" });
    put("action", teller.service(row.service), y + 10, small);
    put("subject", objectOf(row.subject, row), y);
    put("result", say(`activity.results.${row.result}`), y);
    put("address", row.address ?? "", y);
    rule(pen, y + 20);
    y += rowHeight;
  }
}

function drawFeet(pen: Pen, company: string): void {
  const { doc, say, clean } = pen;
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    rule(pen, 556);
    doc.font("regular", 8);
    const foot = fitted(doc, say("activity.export.foot", { company: clean(company) }), 560);
    write(pen, foot, margin, 563, { size: 8, colour: paper.inkSoft });
    writeRight(pen, say("activity.export.page", { page: page + 1, of: count }), 563, {
      size: 8,
      colour: paper.inkSoft,
    });
  }
}
