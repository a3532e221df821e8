import "server-only";
import type { Permission } from "@/lib/catalog";
import { type SheetFormat, spreadsheet } from "@/lib/files/spreadsheet";
import { beginReportExport, reportNames, reportPdf } from "@/lib/reports/export";
import type { Criteria, Report } from "@/lib/reports/report";
import { productExport } from "@/lib/web/export";

/** A report as Excel or CSV: all that its address's criteria find. */
export function reportSheet<Asked extends Criteria>(
  door: { asks: Permission },
  report: Report<Asked>,
  format: SheetFormat,
) {
  return productExport(door, async (ctx, search) => {
    const { file, ...names } = reportNames(ctx, report);
    const { extension, type, write } = spreadsheet(format, names, ctx.now);
    const table = await beginReportExport(ctx, report, askedIn(search), format);
    return { name: `${file}.${extension}`, type, body: (again) => write(table(again)) };
  });
}

/** A report on paper, all of it; more than a paper holds is refused. */
export function reportPaperFile<Asked extends Criteria>(door: { asks: Permission }, report: Report<Asked>) {
  return productExport(door, async (ctx, search) => {
    const draw = await reportPdf(ctx, report, askedIn(search));
    return {
      name: `${reportNames(ctx, report).file}.pdf`,
      type: "application/pdf",
      async *body() {
        yield await draw();
      },
    };
  });
}

/** What stands twice in an address is a list, as on a page. */
const askedIn = (search: URLSearchParams): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const [first = "", ...more] = search.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
