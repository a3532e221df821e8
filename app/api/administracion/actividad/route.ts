import { chainOfCompany } from "@/lib/activity/chain";
import { activityNames, activityTable, beginActivityExport } from "@/lib/activity/export";
import { activitySearch } from "@/lib/activity/schema";
import { sheetFormat, spreadsheet } from "@/lib/files/spreadsheet";
import { companyExport } from "@/lib/web/export";

/** The activity that the address's filters find, all of it, as Excel or, with `formato=csv`, as CSV. */
export const GET = companyExport({ asks: "activity.export" }, async (ctx, search) => {
  const chain = chainOfCompany(ctx);
  const format = sheetFormat(search);
  const { file, ...names } = activityNames(chain);
  const { extension, type, write } = spreadsheet(format, names, ctx.now);
  const begun = await beginActivityExport(chain, activitySearch(Object.fromEntries(search)), format);
  return {
    name: `${file}.${extension}`,
    type,
    body: (again) => write(activityTable(begun, (work) => again((anew) => work(chainOfCompany(anew))))),
  };
});
