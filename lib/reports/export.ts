import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { readPacked } from "@/lib/files/packed";
import { paperRowsMax } from "@/lib/files/rules";
import type { SheetFormat } from "@/lib/files/spreadsheet";
import { inParts, type Table, type TableColumn, type TableHead } from "@/lib/files/table";
import { type PaperColumn, paperWidth, tablePdf } from "@/lib/files/table-pdf";
import { dayIn } from "@/lib/messages/date-format";
import { dayInWords, type Language, stampIn } from "@/lib/messages/language";
import { formatMoney } from "@/lib/money";
import { type ReportRow, reportRows } from "@/lib/reports/queries";
import type { Criteria, Found, Report, ReportColumn, ReportField } from "@/lib/reports/report";
import { criteriaOf } from "@/lib/reports/schema";
import { localTime, words } from "@/lib/words";

/** Rows that one transaction of an export reads. */
const partSize = 20_000;

/** Enters the product again as who asked: refuses when the right was lost meanwhile. */
type Again = <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;
type Search = Record<string, string | string[] | undefined>;
type Format = SheetFormat | "PDF";

/** What a file of a report is called besides its extension, and its sheets. */
export function reportNames<Asked extends Criteria>({ company, product, now, actor }: Context, report: Report<Asked>) {
  const say = words(actor.user.language);
  const day = dayIn(now, company.timeZone);
  return {
    file: `${report.name}-${company.code}-${product.code}-${day}`,
    rows: say(`reports.${report.words}.sheet`),
    about: say("activity.export.about"),
  };
}

/**
 * Begins an export as Excel or CSV: what is found now, its head, and its record in the trail. The whole of it is then read in parts, each
 * entering anew. @throws DomainError report.* where the address asks what cannot be asked
 */
export async function beginReportExport<Asked extends Criteria>(
  ctx: Context,
  report: Report<Asked>,
  search: Search,
  format: SheetFormat,
): Promise<(again: Again) => Table> {
  const { found, head } = await begun(ctx, report, search, format);
  const columns = columnsIn(ctx, report);
  const { timeZone } = ctx.company;
  const cells = report.columns.map(({ kind, sql: value }) =>
    kind === "time" ? sql`(${value}) AT TIME ZONE ${timeZone}` : value,
  );
  const part = (behind: string | null) => async (ctx: Context) => {
    const wanted = found.rows({ behind, skip: 0, size: partSize });
    const { rows, count, last } = await readPacked(ctx.tx, [...cells, report.key], wanted);
    return { rows, behind: count === partSize ? (last?.at(-1) ?? null) : null };
  };
  return (again) => ({ head, columns, parts: inParts((behind: string | null) => again(part(behind))) });
}

/** A report's columns as a file has them. */
function columnsIn<Asked extends Criteria>({ product, actor }: Context, report: Report<Asked>): TableColumn[] {
  const say = words(actor.user.language);
  return report.columns.map((column): TableColumn => {
    const { key, width } = column;
    const label = say(`reports.${report.words}.columns.${key}`);
    if (column.kind === "money") return { label, width, kind: "money", mark: product.currency === "PEN" ? "." : "," };
    if (column.kind !== "choice") return { label, width, kind: column.kind };
    const named = column.codes.map((code) => [code, say(`reports.${report.words}.${column.of}.${code}`)] as const);
    return { label, width, kind: "choice", words: new Map(named) };
  });
}

/** All that a report finds, for paper; it leaves its record. Null where it is more than a paper holds. @throws DomainError report.* */
export async function reportPaper<Asked extends Criteria>(
  ctx: Context,
  report: Report<Asked>,
  search: Search,
  as: "PDF" | "PRINT",
): Promise<{ head: TableHead; rows: ReportRow[] } | null> {
  const { found, head } = await begun(ctx, report, search, as, paperRowsMax);
  if (found.count > paperRowsMax) return null;
  return { head, rows: await reportRows(ctx, report, found, { skip: 0, size: paperRowsMax }) };
}

/** The same as a PDF. @throws DomainError report.tooManyForPaper, report.* */
export async function reportPdf<Asked extends Criteria>(
  ctx: Context,
  report: Report<Asked>,
  search: Search,
): Promise<() => Promise<Buffer<ArrayBuffer>>> {
  const paper = await reportPaper(ctx, report, search, "PDF");
  if (!paper) throw new DomainError("report.tooManyForPaper", { most: paperRowsMax });
  const { company, actor, now } = ctx;
  const { language } = actor.user;
  const say = words(language);
  const share = paperWidth / report.columns.reduce((sum, { width }) => sum + width, 0);
  const columns = report.columns.map(
    ({ key, kind, width }): PaperColumn => ({
      label: say(`reports.${report.words}.columns.${key}`),
      width: width * share,
      ...(kind === "money" && { align: "end" }),
    }),
  );
  const shown = shownIn(ctx, report);
  const rows = paper.rows.map(({ cells }) =>
    report.columns.map((column, index) => ({ text: shown(column, cells[index] ?? null) })),
  );
  const foot = say("reports.foot", { report: paper.head.title, company: company.name });
  return () => tablePdf({ head: paper.head, columns, rows, foot, company: company.name, language, printedAt: now });
}

/** A cell as people read it on paper. */
function shownIn<Asked extends Criteria>({ company, product, actor }: Context, report: Report<Asked>) {
  const say = words(actor.user.language);
  const stamp = stampIn(company.timeZone, actor.user.language);
  return (column: ReportColumn, cell: string | null): string => {
    if (cell === null) return "";
    if (column.kind === "time") return stamp(new Date(cell));
    if (column.kind === "money") return formatMoney(BigInt(cell), product.currency);
    return column.kind === "choice" ? say(`reports.${report.words}.${column.of}.${cell}`) : cell;
  };
}

/** What is found, what the file says of itself, and the record, written before any of it leaves. */
async function begun<Asked extends Criteria>(
  ctx: Context,
  report: Report<Asked>,
  search: Search,
  format: Format | "PRINT",
  countMax = Number.POSITIVE_INFINITY,
): Promise<{ found: Found; head: TableHead }> {
  const { asked, fault } = criteriaOf(report, search);
  if (fault !== null) throw new DomainError(fault);
  const { company, product, actor, now } = ctx;
  const { language } = actor.user;
  const say = words(language);
  const found = await report.find(ctx, asked);
  const filters = filtersOf(ctx, report, asked);
  if (found.count <= countMax) {
    const event = format === "PRINT" ? "printed" : "exported";
    const data = { report: report.name, product: product.code, format, filters, rows: found.count };
    await ctx.audit(`${report.noun}.${event}`, product.code, data);
  }
  const money = (cents: bigint) => formatMoney(cents, product.currency);
  const head: TableHead = {
    title: say(`reports.${report.words}.title`),
    facts: [
      [say("activity.export.company"), `${company.name} (${company.code})`],
      [say("reports.product"), `${product.name} (${product.code})`],
      [say("activity.export.filters"), filters || say("reports.noFilters")],
      [say("reports.count"), String(found.count)],
      ...found.totals.map(({ key, cents }) => [say(`reports.${report.words}.totals.${key}`), money(cents)] as const),
      [say("activity.export.by"), `${actor.user.name} (${actor.user.username})`],
      [say("activity.export.when"), `${localTime(now, company.timeZone, language)} (${company.timeZone})`],
    ],
  };
  return { found, head };
}

/** Each criterion that is asked, by its field's name: as the address says it and as people read it. */
export function askedOf<Asked extends Criteria>(
  { product, actor }: Pick<Context, "product" | "actor">,
  report: Report<Asked>,
  asked: Asked,
): { name: string; label: string; value: string }[] {
  const { language } = actor.user;
  const say = words(language);
  const names = ({ kind, ...field }: ReportField) =>
    "name" in field ? [field.name] : kind === "days" || kind === "amounts" ? [field.from, field.to] : [];
  return report.fields.flatMap((field) =>
    names(field).flatMap((name) => {
      const value = asked[name];
      if (value === null || value === undefined) return [];
      const label = say(`reports.${report.words}.fields.${name}`);
      return [{ name, label, value: saidOf(field, value, { language, currency: product.currency, report }) }];
    }),
  );
}

function saidOf(
  field: ReportField,
  value: string | bigint,
  {
    language,
    currency,
    report,
  }: { language: Language; currency: Context["product"]["currency"]; report: { words: string } },
): string {
  if (typeof value === "bigint") return formatMoney(value, currency);
  if (field.kind === "days") return dayInWords(value, language);
  return field.kind === "choice" ? words(language)(`reports.${report.words}.${field.of}.${value}`) : value;
}

/** The criteria in words, or nothing. */
const filtersOf = <Asked extends Criteria>(ctx: Context, report: Report<Asked>, asked: Asked): string =>
  askedOf(ctx, report, asked)
    .map(({ label, value }) => `${label}: ${value}`)
    .join("; ");
